import { deviceOf } from './work.ts';
import type { Stage } from './work.ts';

/** "Enable serial over LAN and IDE redirection" of the AMT Settings tab. */
export const redirection: Stage = {
  name: 'redirection',
  run: async (work) => deviceOf(work).setRedirection(work.context.settings.amt.enableSerialOverLanAndIdeRedirection),
};
