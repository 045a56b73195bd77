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
import { desktopPower } from './power-schemes.ts';
import type { FirmwareProfile } from './profile.ts';
import { firstRootHashes } from './root-hashes.ts';
import { softwareIdentities } from './software-identities.ts';

/** Desktops of late 2008 (Q45): audit log, no wireless. */
export const release50: FirmwareProfile = {
  release: '5.0',
  version: '5.0.1',
  sku: 'amt',
  skus: ['amt', 'standard-manageability'],
  softwareIdentities: softwareIdentities('5.0.1', '1111', 14),
  capabilities: new Set([...earlyCapabilities, 'wsman', 'audit-log', 'remote-access', 'endpoint-access-control']),
  rootHashes: firstRootHashes,
  setup: earlySetup,
  accounts: accountsFrom4,
  power: desktopPower,
  boot: earlyBoot,
  tls: earlyTls,
  http: { ...earlyHttp, legacyAnswerPrefix: 's0' },
  limits: earlyLimits,
  timings: earlyTimings,
  evidence: [
    ...earlyEvidence,
    {
      what: 'audit log, connections to a management server, endpoint access control',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, features by release (4.0 and 5.0)',
    },
    { what: 'version 5.0.1', evidence: 'assumed', source: 'an early one of its line' },
    {
      what: 'digest realm "Digest:" and 32 hex digits',
      evidence: 'recorded',
      source: 'answers of 5.0 and later in public client test data',
    },
    { what: 'prefix s0 in legacy SOAP answers', evidence: 'recorded', source: 'captures of 5.0 by a public client' },
  ],
};
