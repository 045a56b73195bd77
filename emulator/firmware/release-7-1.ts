import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release62 } from './release-6-2.ts';
import { softwareIdentities } from './software-identities.ts';

/** Notebooks and desktops of 2011: client control mode, set up from the operating system. */
export const release71: FirmwareProfile = evolved(release62, {
  release: '7.1',
  version: '7.1.91',
  softwareIdentities: softwareIdentities('7.1.91', '3272', 24_584),
  setup: { bareMetalTimerHours: 0, helloMaxHashes: 33 },
  limits: { customHashes: 10 },
  outdated: [
    'version 6.2.0 and its build number',
    'a bare-metal window of 24 hours of powered time on a new machine',
    '3 custom root hashes',
  ],
  learned: [
    { what: 'version 7.1.91', evidence: 'recorded', source: 'Server field of a published capture' },
    { what: 'build number of 7.1.91', evidence: 'assumed', source: 'not published' },
    {
      what: 'Sku 24584 before 9.0',
      evidence: 'recorded',
      source: 'CIM_SoftwareIdentity of 8.1.71; bits in the Configuration Manager SDK and in client sources',
    },
    {
      what: 'no bare-metal window on a new machine: setup starts from MEBx, a file or the operating system',
      evidence: 'assumed',
      source: 'a large manufacturer shipped a timer of 0 from 6.0 on; set by the manufacturer',
    },
    { what: '33 root hashes in all', evidence: 'documented', source: 'Intel AMT Implementation and Reference Guide' },
    { what: '10 custom root hashes', evidence: 'assumed', source: 'what 33 leave above the earlier 23' },
  ],
});
