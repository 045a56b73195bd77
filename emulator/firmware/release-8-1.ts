import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release71 } from './release-7-1.ts';
import { softwareIdentitiesWithCore } from './software-identities.ts';

/** Notebooks and desktops of 2012: the last releases with the legacy SOAP interface. */
export const release81: FirmwareProfile = evolved(release71, {
  release: '8.1',
  version: '8.1.71',
  softwareIdentities: softwareIdentitiesWithCore('8.1.71', '3608', 24_584),
  boot: { capabilities: new Set([...release71.boot.capabilities, 'bios-secure-boot']) },
  outdated: ['version 7.1.91', 'build number of 7.1.91'],
  learned: [
    {
      what: 'all eleven instances of CIM_SoftwareIdentity, version 8.1.71 build 3608',
      evidence: 'recorded',
      source: 'published answer of an 8.1.71 device',
    },
    {
      what: 'secure boot kept when a redirected drive is booted',
      evidence: 'assumed',
      source: 'recorded on later releases; the first one is not known',
    },
  ],
});
