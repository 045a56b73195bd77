import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release81 } from './release-8-1.ts';
import { softwareIdentitiesWithCore } from './software-identities.ts';

/** Notebooks of 2013: the legacy SOAP interface is gone. */
export const release95: FirmwareProfile = evolved(release81, {
  release: '9.5',
  version: '9.5.0',
  softwareIdentities: softwareIdentitiesWithCore('9.5.0', '1452', 16_392),
  loses: ['legacy-soap'],
  outdated: [
    'legacy SOAP: layout of user entries, power packages, Kerberos options, hash entries and clock',
    'legacy SOAP: calls are audited by what they change, unprovisioning as if over remote WS-Management',
    'legacy SOAP: SetInterfaceSettings takes masks with gaps',
    'legacy SOAP: a fixed address is shown as an interface with an address of its own',

    'all eleven instances of CIM_SoftwareIdentity, version 8.1.71 build 3608',
    'Sku 24584 before 9.0',
    'prefix b in legacy SOAP answers',
  ],
  learned: [
    { what: 'version and build number of 9.5', evidence: 'assumed', source: 'no recording; 9.1.34 shows three parts' },
    {
      what: 'names and order of CIM_SoftwareIdentity, Sku 16392',
      evidence: 'recorded',
      source: 'published answers of 8.1.71, 11.8.50, 12.0.67 and 15.0.23',
    },
    {
      what: 'no legacy SOAP interface',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide: removed in 9.0',
    },
  ],
});
