import { constants } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { DeviceState } from '../device/state.ts';
import { tlsCredentials } from '../device/trust/tls-settings.ts';
import type { TlsProfile } from '../firmware/profile.ts';

/** With what a device answers a TLS client in its present state. */
export interface TlsIdentity {
  /** DER in base64, leaf first. */
  readonly chain: readonly string[];
  /** PKCS#1 DER in base64. */
  readonly privateKey: string;
}

/**
 * The self-signed pair while in setup, and afterwards where nothing else is bound to TLS; otherwise the bound certificate,
 * its key and what the store holds of its chain. Undefined when the device has nothing to show.
 */
export function tlsIdentity(state: DeviceState): TlsIdentity | undefined {
  const { provisioningState } = state.setup;
  const { selfSigned } = state.certificates;
  const bound = provisioningState === 2 ? tlsCredentials(state) : undefined;
  if (bound === undefined)
    return provisioningState === 0 || selfSigned === undefined
      ? undefined
      : { chain: [selfSigned.certificate], privateKey: selfSigned.privateKey };
  return { chain: bound.chain.map((der) => der.toString('base64')), privateKey: bound.privateKey.toString('base64') };
}

/** A context for one identity: the release's versions and ciphers, no session tickets. Throws what OpenSSL refuses. */
export function tlsContext(identity: TlsIdentity, tls: TlsProfile): SecureContext {
  return createSecureContext({
    cert: identity.chain.map((der) => pem('CERTIFICATE', der)).join(''),
    key: pem('RSA PRIVATE KEY', identity.privateKey),
    minVersion: tls.minVersion,
    maxVersion: tls.maxVersion,
    ciphers: tls.ciphers,
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_CIPHER_SERVER_PREFERENCE,
  });
}

function pem(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;
}
