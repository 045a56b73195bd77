import { createHash } from 'node:crypto';
import type { DeviceState } from './state.ts';

/** Octets of the nonce. */
const NONCE_BYTES = 20;

/**
 * The number that software on the PC signs to set the device up (IPS_HostBasedSetupService.ConfigurationNonce), base64. It
 * is another one after every setup, since the digest realm is drawn anew then; nobody can foresee that draw.
 */
export function configurationNonce({ identity, accounts, setup }: DeviceState): string {
  return createHash('sha1')
    .update(`configuration nonce ${identity.uuid} ${accounts.digestRealm} ${setup.provisioningState}`)
    .digest()
    .subarray(0, NONCE_BYTES)
    .toString('base64');
}
