import { commonName, type Certificate } from '../../codec/certificate.ts';
import type { DeviceState, ProvisioningRecord, RootHash } from '../state.ts';

/** Serial numbers of issuing authorities that the record has room for (IPS_TLSProvisioningRecord.CaCertificateSerials). */
export const MAX_ISSUER_SERIALS = 3;

/** What firmware notes about the setup server once its certificate chain has been accepted. */
export function provisioningRecord(
  state: DeviceState,
  proof: {
    /** Leaf first, root last. */
    readonly chain: readonly Certificate[];
    readonly hash: RootHash;
    readonly isTimeValid: boolean;
    /** Address of the setup server. */
    readonly from: string;
    /** Time on the device's clock, milliseconds since 1970. */
    readonly deviceMs: number;
  },
): ProvisioningRecord {
  const [leaf, ...issuers] = proof.chain;
  return {
    atMs: proof.deviceMs,
    tlsMode: 2,
    secureDns: state.setup.trustedDnsSuffix !== '',
    hostInitiated: false,
    serverFqdn: leaf === undefined ? '' : commonName(leaf),
    serverAddress: proof.from,
    hashAlgorithm: proof.hash.algorithm,
    hashHex: proof.hash.hex,
    hashIsDefault: proof.hash.isDefault,
    issuerSerials: issuers.slice(0, MAX_ISSUER_SERIALS).map(({ serialHex }) => serialHex),
    moreSerials: issuers.length > MAX_ISSUER_SERIALS,
    isTimeValid: proof.isTimeValid,
  };
}
