import { isUnknownToDevice } from '../amt/amt-error.ts';
import { note } from './work.ts';
import type { StageWork } from './work.ts';

/** Does what a device may not know; then the setting is left out with a warning. */
export async function ifKnown(work: StageWork, feature: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isUnknownToDevice(error)) throw error;
    note(work, 'oob.feature.not-on-device', { feature });
  }
}
