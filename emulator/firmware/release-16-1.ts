import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release150 } from './release-15-0.ts';
import { softwareIdentitiesWithCore } from './software-identities.ts';

/** Notebooks and desktops of 2022: no plain port over the network, no weak signatures, platform erase. */
export const release161: FirmwareProfile = evolved(release150, {
  release: '16.1',
  version: '16.1.25',
  softwareIdentities: softwareIdentitiesWithCore('16.1.25', '1424', 16_392),
  gains: ['remote-platform-erase'],
  setup: { refuseWeakHash: true, allowedKeyBits: [2048, 3072, 4096], commitRequires: ['mebx-password'] },
  limits: { rsaKeyBits: [2048, 3072, 4096] },
  http: {
    serverVersion: '16.1.25.1424',
    soapContentType: 'application/soap+xml;charset=UTF-8',
    plainRemotePorts: false,
  },
  outdated: [
    'version 15.0.23, build 1706, X-Frame-Options',
    'provisioning keys up to 4096 bit',
    '1536-bit keys',
    'keys of 4096 bit in the key store',
    'CommitChanges does not insist on changed passwords',
  ],
  learned: [
    {
      what: 'remote platform erase from 16.0',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, release notes of 16',
    },
    { what: 'version 16.1.25', evidence: 'recorded', source: 'reports by users of public clients' },
    { what: 'build number of 16.1.25', evidence: 'assumed', source: 'not recorded with it' },
    { what: 'X-Frame-Options', evidence: 'recorded', source: 'heads of 14 to 16 in public client test data' },
    {
      what: 'content type without a blank before charset',
      evidence: 'recorded',
      source: 'one report about 16.1 in a public client',
    },
    {
      what: 'RSA keys of 2048 bit and more, SHA-256 and better in setup chains',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, release notes of 16',
    },
    { what: 'keys of 3072 and 4096 bit', evidence: 'assumed', source: 'lengths above 2048 are not listed' },
    {
      what: 'no plain port over the network',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide: from 16.1 on newer platforms',
    },
    {
      what: 'CommitChanges answers DATA_MISSING while the MEBx password is the default',
      evidence: 'recorded',
      source: 'a public client handles it on firmware that enforces TLS; the first release is assumed',
    },
  ],
});
