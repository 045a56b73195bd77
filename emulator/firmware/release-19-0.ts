import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release180 } from './release-18-0.ts';
import { softwareIdentitiesWithCore } from './software-identities.ts';

/** Notebooks of late 2024: no plain port on the local interface either. */
export const release190: FirmwareProfile = evolved(release180, {
  release: '19.0',
  version: '19.0.5',
  softwareIdentities: softwareIdentitiesWithCore('19.0.5', '2052', 16_392),
  http: { serverVersion: '19.0.5.2052' },
  outdated: ['version and build number of 18.0'],
  learned: [
    { what: 'version 19.0.5', evidence: 'recorded', source: 'hardware that a public automation collection was run on' },
    { what: 'build number of 19.0.5', evidence: 'assumed', source: 'not published' },
  ],
});
