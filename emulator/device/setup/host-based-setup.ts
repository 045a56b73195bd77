import type { Chance } from '../../clock/chance.ts';
import type { DeviceState } from '../state.ts';

/** Octets of the nonce. */
const NONCE_BYTES = 20;

/**
 * Draws the number that software on the PC signs to set the device up (IPS_HostBasedSetupService.ConfigurationNonce) anew:
 * a machine gets one in the factory, another one with every setup and another one with every unprovisioning. That a mere
 * start of the management engine leaves it alone is assumed.
 */
export function withNewConfigurationNonce(state: DeviceState, chance: Chance): DeviceState {
  const { nonce: former } = state.features.hostBasedSetup;
  const nonce = chance
    .for(`configuration-nonce ${state.identity.uuid} ${former}`)
    .bytes(NONCE_BYTES)
    .toString('base64');
  return { ...state, features: { ...state.features, hostBasedSetup: { nonce } } };
}
