import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release161 } from './release-16-1.ts';
import { softwareIdentitiesWithCore } from './software-identities.ts';

/** Notebooks and desktops of 2024: endpoint access control is gone, TLS 1.3. */
export const release180: FirmwareProfile = evolved(release161, {
  release: '18.0',
  version: '18.0.5',
  softwareIdentities: softwareIdentitiesWithCore('18.0.5', '2100', 16_392),
  loses: ['endpoint-access-control'],
  tls: {
    maxVersion: 'TLSv1.3',
    ciphers:
      'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA:AES256-SHA:@SECLEVEL=0',
  },
  http: { serverVersion: '18.0.5.2100' },
  outdated: ['version 16.1.25', 'build number of 16.1.25', 'TLS 1.2 only'],
  learned: [
    { what: 'version and build number of 18.0', evidence: 'assumed', source: 'no recording' },
    { what: 'TLS 1.2 and 1.3', evidence: 'assumed', source: 'the first release with 1.3 is not published' },
    {
      what: 'no endpoint access control',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, release notes of 18',
    },
  ],
});
