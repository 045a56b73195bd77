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
import { desktopPower } from './power-schemes.ts';
import type { FirmwareProfile } from './profile.ts';
import { firstRootHashes } from './root-hashes.ts';

/** Desktops of late 2008 (Q45): audit log, no wireless. */
export const release50: FirmwareProfile = {
  release: '5.0',
  version: '5.0.1',
  softwareIdentities: softwareIdentities('5.0.1', '1111'),
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
  ]),
  rootHashes: firstRootHashes,
  setup: earlySetup,
  accounts: accountsFrom4,
  power: desktopPower,
  boot: earlyBoot,
  tls: earlyTls,
  http: earlyHttp,
  limits: earlyLimits,
  timings: earlyTimings,
  evidence: [
    ...earlyEvidence,
    {
      what: 'digest realm "Digest:" and 32 hex digits',
      evidence: 'recorded',
      source: 'answers of 5.0 and later in public client test data',
    },
  ],
};
