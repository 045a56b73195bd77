import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release120 } from './release-12-0.ts';
import { softwareIdentitiesWithCore } from './software-identities.ts';

/** Notebooks and desktops of 2021: TLS 1.2 only, no SHA-1 root hashes, one-click recovery. */
export const release150: FirmwareProfile = evolved(release120, {
  release: '15.0',
  version: '15.0.23',
  softwareIdentities: softwareIdentitiesWithCore('15.0.23', '1706', 16_392),
  gains: ['one-click-recovery'],
  setup: { hashAlgorithms: ['sha256', 'sha384'] },
  tls: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' },
  http: { serverVersion: '15.0.23.1706', xFrameOptions: true, digestQops: ['auth', 'auth-int'] },
  outdated: [
    'version 12.0.67, build 1579',
    'TLS 1.1 and 1.2',
    'SHA-256 and SHA-384 entries can be added to the root hash list',
  ],
  learned: [
    {
      what: 'one-click recovery from 15.0',
      evidence: 'assumed',
      source: 'boot properties of 15 and 16 in clients; the first release is not published',
    },
    {
      what: 'version 15.0.23, build 1706, X-Frame-Options',
      evidence: 'recorded',
      source: 'published heads and answers of a 15.0.23 device',
    },
    {
      what: 'TLS 1.2 only',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, release notes: 15 (desktop) removed 1.1',
    },
    {
      what: 'no SHA-1 entries in the root hash list',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide: not on 15 (desktop) and later',
    },
    {
      what: 'Digest with auth-int',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, from 14',
    },
  ],
});
