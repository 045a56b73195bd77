import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release100 } from './release-10-0.ts';
import { retiredRootHash, sha256RootHashes } from './root-hashes.ts';
import { softwareIdentitiesWithCore } from './software-identities.ts';

/** Notebooks and desktops of 2017: no TLS-PSK setup, SHA-256 root hashes, version of four parts in the Server field. */
export const release118: FirmwareProfile = evolved(release100, {
  release: '11.8',
  version: '11.8.50',
  softwareIdentities: softwareIdentitiesWithCore('11.8.50', '3425', 16_392),
  gains: ['http-proxy'],
  loses: ['psk-setup'],
  rootHashes: [retiredRootHash, ...sha256RootHashes],
  http: { serverVersion: '11.8.50.3425' },
  outdated: ['version 10.0.56', 'build number of 10.0.56', 'root hashes: six SHA-1 entries'],
  learned: [
    {
      what: 'environment detection: new strings count when the link comes up next',
      evidence: 'assumed',
      source: 'users of a published console reported it of AMT 11',
    },
    {
      what: 'HTTP proxies for connections to a management server',
      evidence: 'documented',
      source: 'IPS_HTTPProxyService ("11.8") in the class reference',
    },
    {
      what: 'version 11.8.50, build 3425, four parts in the Server field',
      evidence: 'recorded',
      source: 'published answers and heads of an 11.8.50 device',
    },
    {
      what: 'no TLS-PSK setup from 11.0',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, release notes',
    },
    {
      what: 'root hashes: SHA-256 only, VeriSign G1 among them until 11.8.65',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, root certificate hashes',
    },
    {
      what: 'root hashes: which SHA-256 entries, their order and names',
      evidence: 'assumed',
      source: 'captured on one recent firmware; two entries of it, never identified, are left out',
    },
  ],
});
