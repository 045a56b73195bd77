import {
  accountsFrom4,
  earlyBoot,
  earlyHttp,
  earlyLimits,
  earlySetup,
  earlyTimings,
  earlyTls,
  softwareIdentities,
} from './early-releases.ts';
import { earlyEvidence } from './early-evidence.ts';
import { mobilePower } from './power-schemes.ts';
import type { FirmwareProfile } from './profile.ts';
import { firstRootHashes } from './root-hashes.ts';

/** Notebooks of 2008 (Centrino 2): wireless profiles over WS-Man, audit log. */
export const release40: FirmwareProfile = {
  release: '4.0',
  version: '4.0.0',
  softwareIdentities: softwareIdentities('4.0.0', '1065'),
  capabilities: new Set([
    'wsman',
    'legacy-soap',
    'pki-setup',
    'psk-setup',
    'small-business-mode',
    'kerberos',
    'audit-log',
    'event-log',
    'rmcp-ping',
    'wireless',
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
    {
      what: 'digest realm "Digest:" and 32 hex digits',
      evidence: 'assumed',
      source: 'recorded on 5.0 and later',
    },
  ],
};
