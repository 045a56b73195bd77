import { isDeepStrictEqual } from 'node:util';
import { factoryOf } from './factory.ts';
import { reset } from './reset-table.ts';
import type { DeviceState } from './state.ts';
import type { Instant } from './step.ts';

/** What the machine still knows when AC comes back: the reset table's `ac-loss` column. The same object when it is all. */
export function afterAcLoss(state: DeviceState, instant: Instant): DeviceState {
  const left = reset(state, 'ac-loss', factoryOf(state, instant));
  return isDeepStrictEqual(left, state) ? state : left;
}
