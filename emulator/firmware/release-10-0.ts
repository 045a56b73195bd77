import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release95 } from './release-9-5.ts';
import { softwareIdentitiesWithCore } from './software-identities.ts';

/** Notebooks and desktops of 2015: the last with TLS-PSK setup; screen blanking. */
export const release100: FirmwareProfile = evolved(release95, {
  release: '10.0',
  version: '10.0.56',
  softwareIdentities: softwareIdentitiesWithCore('10.0.56', '3002', 16_392),
  gains: ['screen-blanking'],
  outdated: ['version and build number of 9.5'],
  learned: [
    {
      what: 'screen blanking',
      evidence: 'documented',
      source: 'IPS_ScreenConfigurationService ("10.0") in the class reference',
    },
    { what: 'version 10.0.56', evidence: 'recorded', source: 'reports by users of public consoles' },
    { what: 'build number of 10.0.56', evidence: 'assumed', source: 'not published' },
  ],
});
