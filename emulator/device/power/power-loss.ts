import { isDeepStrictEqual } from 'node:util';
import { factoryOf } from '../factory.ts';
import { withNewConfigurationNonce } from '../setup/host-based-setup.ts';
import { reset } from '../reset-table.ts';
import type { DeviceState } from '../state.ts';
import type { Instant } from '../step.ts';

/** What the machine still knows when AC comes back: the reset table's `ac-loss` column. The same object when it is all. */
export function afterAcLoss(state: DeviceState, instant: Instant): DeviceState {
  const left = withNonce(reset(state, 'ac-loss', factoryOf(state, instant)), instant);
  return isDeepStrictEqual(left, state) ? state : left;
}

/** A machine whose NVRAM is older than the number that software on the PC signs gets one now. */
function withNonce(state: DeviceState, { chance }: Instant): DeviceState {
  return state.features.hostBasedSetup.nonce === '' ? withNewConfigurationNonce(state, chance) : state;
}
