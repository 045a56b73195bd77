import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release118 } from './release-11-8.ts';
import { sha256RootHashes } from './root-hashes.ts';
import { softwareIdentitiesWithCore } from './software-identities.ts';

/** Notebooks and desktops of 2018: TLS 1.2 added, TLS 1.0 gone. */
export const release120: FirmwareProfile = evolved(release118, {
  release: '12.0',
  version: '12.0.67',
  softwareIdentities: softwareIdentitiesWithCore('12.0.67', '1579', 16_392),
  rootHashes: sha256RootHashes,
  tls: {
    minVersion: 'TLSv1.1',
    maxVersion: 'TLSv1.2',
    ciphers:
      'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA:AES256-SHA:@SECLEVEL=0',
  },
  http: { serverVersion: '12.0.67.1579' },
  outdated: [
    'environment detection: new strings count when the link comes up next',
    'version 11.8.50, build 3425, four parts in the Server field',
    'root hashes: SHA-256 only, VeriSign G1 among them until 11.8.65',
    'TLS 1.0 and 1.1',
    'TLS cipher suites: RSA with AES-CBC-SHA',
  ],
  learned: [
    {
      what: 'version 12.0.67, build 1579',
      evidence: 'recorded',
      source: 'published CIM_SoftwareIdentity of a 12.0.67 device',
    },
    {
      what: 'root hashes: SHA-256 only, without VeriSign G1',
      evidence: 'documented',
      source: 'Intel advisory on the retired root: 11.8.65 and 12.0.32',
    },
    {
      what: 'TLS 1.1 and 1.2',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, release notes: 12.0 added 1.2 and removed 1.0',
    },
    {
      what: 'TLS cipher suites: ECDHE and RSA with AES-GCM and AES-CBC',
      evidence: 'assumed',
      source: 'no public list',
    },
  ],
});
