import { ifKnown } from './if-known.ts';
import { deviceOf } from './work.ts';
import type { Stage } from './work.ts';

/**
 * "Enable ping responses" and "Enable Web interface" of the AMT Settings tab. What the web interface was set to cannot be
 * read back: AMT_WebUIService has no property that says so, and the answer to RequestStateChange is the only evidence.
 */
export const generalOptions: Stage = {
  name: 'general-options',
  async run(work) {
    const { enablePingResponses, enableWebInterface } = work.context.settings.amt;
    await deviceOf(work).setPingResponse(enablePingResponses);
    await ifKnown(work, 'the web interface switch', async () => deviceOf(work).setWebInterface(enableWebInterface));
  },
};
