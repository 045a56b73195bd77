import type { FirmwareProfile } from './profile.ts';

type Identities = FirmwareProfile['softwareIdentities'];

/**
 * The SoftwareIdentity instances of one version in the order in which recorded devices list them. `sku` is a sum of
 * bits (Configuration Manager SDK, SMS_AMTObject): 2 quiet system technology, 4 ASF, 8 AMT, 16 Standard Manageability,
 * 32 TPM; clients of later releases know 8192 anti-theft and 16384 corporate besides.
 */
export function softwareIdentities(version: string, buildNumber: string, sku: number): Identities {
  return [
    ['Flash', version],
    ['Netstack', version],
    ['AMTApps', version],
    ['AMT', version],
    ['Sku', String(sku)],
    ['VendorID', '8086'],
    ['Build Number', buildNumber],
    ['Recovery Version', version],
    ['Recovery Build Num', buildNumber],
    ['Legacy Mode', 'False'],
  ];
}

/** The same with the eleventh instance that devices from 8.1 on were seen to have. */
export function softwareIdentitiesWithCore(version: string, buildNumber: string, sku: number): Identities {
  return [...softwareIdentities(version, buildNumber, sku), ['AMT FW Core Version', version]];
}

/** The text of one instance; empty when there is none of that name. */
export function softwareIdentityText(identities: Identities, id: string): string {
  return identities.find(([name]) => name === id)?.[1] ?? '';
}
