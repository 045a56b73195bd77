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
import { mobilePower } from './power-schemes.ts';
import type { FirmwareProfile } from './profile.ts';
import { firstRootHashes } from './root-hashes.ts';
import { softwareIdentities } from './software-identities.ts';

/** What is known otherwise of this release. */
const otherwise: readonly string[] = [
  'domain suffix: the last two labels are compared',
  'root hashes: five SHA-1 entries and their order',
];

/** Notebooks of 2007 (Centrino Pro) after their update to remote configuration: legacy SOAP only, no WS-Man. */
export const release26: FirmwareProfile = {
  release: '2.6',
  version: '2.6.3',
  sku: 'amt',
  skus: ['amt'],
  softwareIdentities: softwareIdentities('2.6.3', '1031', 14),
  capabilities: new Set([...earlyCapabilities, 'wireless', 'endpoint-access-control']),
  rootHashes: firstRootHashes,
  setup: { ...earlySetup, suffixPolicy: 'two-label-com-net' },
  accounts: accountsBefore4,
  power: mobilePower,
  boot: earlyBoot,
  tls: earlyTls,
  http: { ...earlyHttp, realmForm: 'id' },
  limits: earlyLimits,
  timings: earlyTimings,
  evidence: [
    ...earlyEvidence.filter(({ what }) => !otherwise.includes(what)),
    {
      what: 'domain suffix: the last two labels are compared below .com and .net, the whole name elsewhere',
      evidence: 'documented',
      source: 'Intel developer forum, September 2007',
    },
    {
      what: 'legacy SOAP only, no WS-Man',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, glossary; Microsoft used a translator for these',
    },
    {
      what: 'version 2.6.3 and digest realm made from the system UUID',
      evidence: 'recorded',
      source: 'public client sources quote a challenge of 2.6.3',
    },
    {
      what: 'the five root hashes of 3.0',
      evidence: 'assumed',
      source: 'remote configuration came to 2.2 and 2.6 with the same list',
    },
  ],
};
