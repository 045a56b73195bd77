import { StageRefusal } from './work.ts';
import type { Stage, StageWork } from './work.ts';

/** First version of Windows Remote Management that drives AMT: what Windows Server 2003 gets as an update. */
const OLDEST_WINRM: readonly [number, number] = [1, 1];

/** WS-Management goes through WinRM of the server, so nothing is tried without it. ("Prerequisites for Out of Band Management") */
export const checkHost: Stage = {
  name: 'check-host',
  async run(work: StageWork) {
    const version = work.context.ports.host.winRmVersion;
    if (version === undefined) throw new StageRefusal('host.winrm', 'Windows Remote Management is not installed.');
    const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
    if (major < OLDEST_WINRM[0] || (major === OLDEST_WINRM[0] && minor < OLDEST_WINRM[1])) {
      throw new StageRefusal(
        'host.winrm',
        `Windows Remote Management ${version} is older than ${OLDEST_WINRM.join('.')}.`,
      );
    }
  },
};
