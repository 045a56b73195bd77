import { compareVersions } from './amt-version.ts';
import { StageRefusal, deviceOf, note } from './work.ts';
import type { Stage } from './work.ts';

/** First version that is managed without the WS-MAN translator. ("Supported AMT Versions") */
const OLDEST_NATIVE_VERSION = '3.2.1';

/** Makes sure that this is a version and the computer that the run is meant for, and finds out where it stands. */
export const readIdentity: Stage = {
  name: 'read-identity',
  async run(work) {
    if (work.alreadyRemoved) return;
    const { computer, journal, kind } = work.context;
    const device = deviceOf(work);
    const version = work.coreVersion ?? (await device.coreVersion());
    work.coreVersion = version;
    if (compareVersions(version, OLDEST_NATIVE_VERSION) < 0) {
      throw new StageRefusal('version.unsupported', `AMT ${version} is older than ${OLDEST_NATIVE_VERSION}.`);
    }
    const uuid = await device.uuid();
    if (uuid !== computer.uuid.toLowerCase()) {
      throw new StageRefusal('identity.uuid-mismatch', `The device says it is ${uuid}.`);
    }
    journal.setAmtVersion(version);
    const { state } = await device.setupState();
    if (state === 'post' && !work.operational) {
      throw new StageRefusal('identity.not-in-setup', 'The device is in operation without a certificate of this site.');
    }
    if (state !== 'post' && work.operational) work.operational = false;
    if (kind === 'provision' && !work.operational && computer.amtStatus === 3) journal.setAmtStatus(2);
    if (kind === 'provision' && work.operational)
      note(work, 'oob.stage.done', { stage: 'first-stage-of-an-earlier-run' });
  },
};
