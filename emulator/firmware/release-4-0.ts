import {
  accountsFrom4,
  earlyBoot,
  earlyCapabilities,
  earlyHttp,
  earlyLimits,
  earlySetup,
  earlyTimings,
  earlyTls,
} from './early-releases.ts';
import { earlyEvidence } from './early-evidence.ts';
import { mobilePower } from './power-schemes.ts';
import type { FirmwareProfile } from './profile.ts';
import { firstRootHashes } from './root-hashes.ts';
import { softwareIdentities } from './software-identities.ts';

/** Notebooks of 2008 (Centrino 2): wireless profiles over WS-Man, audit log. */
export const release40: FirmwareProfile = {
  release: '4.0',
  version: '4.0.0',
  sku: 'amt',
  skus: ['amt'],
  softwareIdentities: softwareIdentities('4.0.0', '1065', 14),
  capabilities: new Set([
    ...earlyCapabilities,
    'wsman',
    'wireless',
    'audit-log',
    'remote-access',
    'endpoint-access-control',
  ]),
  rootHashes: firstRootHashes,
  setup: earlySetup,
  accounts: accountsFrom4,
  power: mobilePower,
  boot: earlyBoot,
  tls: earlyTls,
  http: earlyHttp,
  limits: earlyLimits,
  timings: earlyTimings,
  evidence: [
    ...earlyEvidence,
    { what: 'version 4.0.0', evidence: 'assumed', source: 'the first of its line' },
    {
      what: 'audit log, connections to a management server, endpoint access control',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, features by release (4.0 and 5.0)',
    },
    {
      what: 'digest realm "Digest:" and 32 hex digits',
      evidence: 'assumed',
      source: 'recorded on 5.0 and later',
    },
  ],
};
