import type { X509Certificate } from 'node:crypto';
import type { StreamRecord } from '../../world/network/transcript.ts';
import { certificatesOf, clearHandshake, TLS_MESSAGE, TLS_RECORD, tlsRecords } from './captured-bytes.ts';

/** Alert descriptions of RFC 5246, 7.2 that a setup server meets. */
export const ALERTS = { unsupportedCertificate: 43, unknownCa: 48, accessDenied: 49 } as const;

const FATAL = 2;

/** What a listener on the wire reads of a TLS handshake (RFC 2246) as long as it is not encrypted. */
export interface ClearTls {
  /** Certificates that the connecting end showed, leaf first. */
  readonly clientChain: readonly X509Certificate[];
  /** Description of the fatal alert with which the other end refused, undefined when there was none. */
  readonly alert: number | undefined;
}

export function clearTls(stream: StreamRecord): ClearTls {
  const shown = clearHandshake(tlsRecords(stream.headOut)).find(({ type }) => type === TLS_MESSAGE.certificate);
  const back = tlsRecords(stream.headIn);
  const encryptedFrom = back.findIndex(({ type }) => type === TLS_RECORD.changeCipherSpec);
  const clear = encryptedFrom < 0 ? back : back.slice(0, encryptedFrom);
  const refusal = clear.find(({ type, body }) => type === TLS_RECORD.alert && body[0] === FATAL);
  return { clientChain: shown === undefined ? [] : certificatesOf(shown.body), alert: refusal?.body[1] };
}
