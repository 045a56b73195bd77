import { readFileSync } from 'node:fs';
import type { ServerHost } from '../../../../provisioner/ports/server-host.ts';
import { availableFeatures } from '../../../../provisioner/settings/features.ts';

/** A PFX fixture. */
export function pfxFixture(name: string): Buffer {
  return readFileSync(new URL(`../../../fixtures/pfx/${name}`, import.meta.url));
}

/** A text fixture beside the PFX files. */
export function pemFixture(name: string): string {
  return pfxFixture(name).toString('latin1');
}

/** Password of every PFX fixture. */
export const EXPORT_PASSWORD = 'Export-Pass1!';

/** The server of the A. Datum story; `chain` is what it sends after the leaf. */
export function server15(
  chain: readonly string[] = [pemFixture('intermediate.pem'), pemFixture('root.pem')],
): ServerHost {
  return {
    fqdn: 'server15.adatum.com',
    operatingSystem: 'Windows Server 2003 SP2',
    hotfixes: ['942841'],
    winRmVersion: '1.1',
    clientChain: () => chain,
  };
}

/** Everything that has to be given, and nothing else. */
export function smallest(): Record<string, Record<string, unknown>> {
  return {
    site: {
      siteCode: 'CEN',
      servicePack: 'SP1',
      siteServerAccount: 'ADATUM\\SERVER15$',
      dnsDomain: 'adatum.com',
    },
    general: { container: 'OU=OOB Controllers,DC=adatum,DC=com', mebxPassword: 'P@ssw0rd1' },
  };
}

/** The A. Datum story's settings with some fields of some tabs replaced. */
export function adatum(
  changes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Record<string, Record<string, unknown>> {
  const base: Record<string, Record<string, unknown>> = {
    ...smallest(),
    general: {
      ...smallest()['general'],
      registerAlias: true,
      provisioningCertificate: {
        pfxBase64: pfxFixture('legacy.pfx').toString('base64'),
        password: EXPORT_PASSWORD,
      },
      webServerTemplate: {
        authority: 'ca1.adatum.com\\Adatum Enterprise CA',
        template: 'ConfigMgr AMT Web Server Certificate',
      },
    },
    amt: {
      userAccounts: [{ name: 'ADATUM\\AMT Helpdesk', features: availableFeatures('SP1') }],
      enableSerialOverLanAndIdeRedirection: true,
    },
  };
  for (const [tab, fields] of Object.entries(changes)) base[tab] = { ...base[tab], ...fields };
  return base;
}
