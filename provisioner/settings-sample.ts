import { availableFeatures } from './settings/features.ts';

/** A complete settings file for `amt-testbed provision`, every setting written out. Passwords come from the environment. */
export function sampleSettings(): unknown {
  return {
    site: {
      siteCode: 'CEN',
      siteType: 'primary',
      servicePack: 'SP1',
      siteServerAccount: 'ADATUM\\SERVER15$',
      dnsDomain: 'adatum.com',
    },
    general: {
      container: 'OU=Out of Band Management Controllers,DC=adatum,DC=com',
      mebxPassword: { env: 'AMT_MEBX_PASSWORD' },
      registerAlias: true,
      provisioningPort: 9971,
      provisioningCertificate: { pfxFile: 'provisioning.pfx', password: { env: 'AMT_PFX_PASSWORD' } },
      webServerTemplate: { authority: 'server15\\Adatum AMT CA', template: 'ConfigMgr AMT Web Server Certificate' },
    },
    amt: {
      userAccounts: [{ name: 'ADATUM\\AMT Helpdesk', features: availableFeatures('SP1') }],
      enableSerialOverLanAndIdeRedirection: true,
      enablePingResponses: false,
      enableBiosPasswordBypass: false,
      enableWebInterface: false,
      manageability: 'AlwaysOnS0S5',
      kerberosClockToleranceMinutes: 5,
      defaultIdeRedirectImage: '',
    },
    provisioning: { accounts: [] },
    servicePoint: {
      retries: 3,
      retryDelayMinutes: 2,
      workers: 8,
      helloConnections: 64,
      connectTimeoutMs: 20_000,
      requestTimeoutMs: 60_000,
      accountNameTemplate: '{host}$iME',
      enableCrlChecking: false,
    },
  };
}
