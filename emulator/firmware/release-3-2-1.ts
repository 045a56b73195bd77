import {
  accountsBefore4,
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

/** Desktops of 2008 (Q35): the first release that Configuration Manager 2007 speaks to without a translator. */
export const release321: FirmwareProfile = {
  release: '3.2.1',
  version: '3.2.1',
  sku: 'amt',
  skus: ['amt'],
  softwareIdentities: softwareIdentities('3.2.1', '1045', 14),
  capabilities: new Set([...earlyCapabilities, 'wsman']),
  rootHashes: firstRootHashes,
  setup: earlySetup,
  accounts: accountsBefore4,
  power: desktopPower,
  boot: earlyBoot,
  tls: earlyTls,
  http: { ...earlyHttp, realmForm: 'id' },
  limits: earlyLimits,
  timings: earlyTimings,
  evidence: [
    ...earlyEvidence,
    {
      what: 'digest realm made from the system UUID',
      evidence: 'assumed',
      source: 'recorded on 2.6.3 and 3.0.5; the release in which it became "Digest:" and 32 hex digits is not known',
    },
  ],
};
