import { X509Certificate } from 'node:crypto';
import type { StreamRecord } from '../../world/network/transcript.ts';

const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const CERTIFICATE = 11;

/** Alert descriptions of RFC 5246, 7.2 that a setup server meets. */
export const ALERTS = { unsupportedCertificate: 43, unknownCa: 48, accessDenied: 49 } as const;

/** What a listener on the wire reads of a TLS handshake (RFC 2246) as long as it is not encrypted. */
export interface ClearTls {
  /** Certificates that the connecting end showed, leaf first. */
  readonly clientChain: readonly X509Certificate[];
  /** Description of the fatal alert with which the other end refused, undefined when there was none. */
  readonly alert: number | undefined;
}

export function clearTls(stream: StreamRecord): ClearTls {
  const out = recordsOf(stream.headOut);
  const back = recordsOf(stream.headIn);
  const handshake = Buffer.concat(out.filter(({ type }) => type === HANDSHAKE).map(({ payload }) => payload));
  return {
    clientChain: certificatesIn(handshake),
    alert: back.find(({ type, payload }) => type === ALERT && payload[0] === 2)?.payload[1],
  };
}

/** Records up to the first that is encrypted. */
function recordsOf(bytes: Buffer): readonly { readonly type: number; readonly payload: Buffer }[] {
  const records: { type: number; payload: Buffer }[] = [];
  for (let at = 0; at + 5 <= bytes.length; at += 5 + bytes.readUInt16BE(at + 3)) {
    const type = bytes.readUInt8(at);
    if (type === CHANGE_CIPHER_SPEC) break;
    records.push({ type, payload: bytes.subarray(at + 5, at + 5 + bytes.readUInt16BE(at + 3)) });
  }
  return records;
}

function certificatesIn(handshake: Buffer): readonly X509Certificate[] {
  for (let at = 0; at + 4 <= handshake.length; at += 4 + handshake.readUIntBE(at + 1, 3)) {
    if (handshake.readUInt8(at) !== CERTIFICATE) continue;
    const message = handshake.subarray(at + 4, at + 4 + handshake.readUIntBE(at + 1, 3));
    const chain: X509Certificate[] = [];
    for (let from = 3; from + 3 <= message.length;) {
      const length = message.readUIntBE(from, 3);
      chain.push(new X509Certificate(message.subarray(from + 3, from + 3 + length)));
      from += 3 + length;
    }
    return chain;
  }
  return [];
}
