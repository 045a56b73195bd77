import type { ChainRefusalCode } from '../device/setup/setup-chain.ts';

/** TLS alert descriptions (RFC 2246, 7.2). */
export const TLS_ALERT = {
  unexpectedMessage: 10,
  handshakeFailure: 40,
  badCertificate: 42,
  unsupportedCertificate: 43,
  certificateRevoked: 44,
  certificateExpired: 45,
  unknownCa: 48,
  accessDenied: 49,
  decodeError: 50,
  decryptError: 51,
  internalError: 80,
} as const;

/**
 * Which alert a setup server gets for which refusal of its chain. Assumed throughout: Intel's documents only say that a
 * refused chain shows as a broken handshake, and no recording of the alert is public.
 */
export const ALERT_OF_REFUSAL: Readonly<Record<ChainRefusalCode, number>> = {
  'setup.chain.no-certificate': TLS_ALERT.handshakeFailure,
  'setup.chain.too-long': TLS_ALERT.badCertificate,
  'setup.chain.malformed': TLS_ALERT.badCertificate,
  'setup.chain.root-missing': TLS_ALERT.unknownCa,
  'setup.chain.no-root-match': TLS_ALERT.unknownCa,
  'setup.chain.root-inactive': TLS_ALERT.unknownCa,
  'setup.chain.bad-signature': TLS_ALERT.badCertificate,
  'setup.chain.no-server-auth-eku': TLS_ALERT.unsupportedCertificate,
  'setup.chain.no-oid-no-ou': TLS_ALERT.unsupportedCertificate,
  'setup.chain.no-suffix': TLS_ALERT.accessDenied,
  'setup.chain.suffix-mismatch': TLS_ALERT.accessDenied,
  'setup.chain.key-size': TLS_ALERT.unsupportedCertificate,
  'setup.chain.weak-hash': TLS_ALERT.unsupportedCertificate,
  'setup.chain.outside-validity': TLS_ALERT.certificateExpired,
};
