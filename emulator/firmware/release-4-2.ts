import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release40 } from './release-4-0.ts';
import { softwareIdentities } from './software-identities.ts';

/** Notebooks of 2009: wireless is on by default before and after setup. */
export const release42: FirmwareProfile = evolved(release40, {
  release: '4.2',
  version: '4.2.0',
  softwareIdentities: softwareIdentities('4.2.0', '1008', 14),
  outdated: ['version 4.0.0'],
  learned: [
    { what: 'version 4.2.0', evidence: 'assumed', source: 'the first of its line; no recording of a later one' },
  ],
});
