import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release50 } from './release-5-0.ts';
import { softwareIdentities } from './software-identities.ts';

/** Desktops of 2009 (Q45, updated): the alarm clock, from 5.1. */
export const release52: FirmwareProfile = evolved(release50, {
  release: '5.2',
  version: '5.2.0',
  softwareIdentities: softwareIdentities('5.2.0', '1008', 14),
  gains: ['alarm-clock'],
  outdated: ['version 5.0.1'],
  learned: [
    { what: 'version 5.2.0', evidence: 'assumed', source: 'the first of its line; no recording of a later one' },
    {
      what: 'alarm clock',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, alarm clock ("from 5.1")',
    },
  ],
});
