import { availableFeatures } from '../../provisioner/index.ts';
import type { AdatumPlan } from './plan.ts';
import { SITE_SERVER_ACCOUNT } from './plan.ts';
import type { PkiWork } from './preparation.ts';

/** What Tommy types into the component's dialog. */
export function settingsOf(
  plan: AdatumPlan,
  made: { readonly ouDn: string; readonly pki: PkiWork | undefined },
): unknown {
  const { site } = plan;
  const certificate = made.pki?.exportedFile;
  return {
    site: {
      siteCode: 'CEN',
      siteType: site.siteType,
      servicePack: site.servicePack,
      siteServerAccount: SITE_SERVER_ACCOUNT,
      dnsDomain: plan.company.domain,
    },
    general: {
      container: made.ouDn,
      mebxPassword: site.mebxPassword,
      ...(site.servicePack === 'SP2' ? { allowOutOfBandProvisioning: site.allowOutOfBandProvisioning } : {}),
      registerAlias: site.registerAlias,
      provisioningPort: 9971,
      ...(certificate === undefined
        ? {}
        : {
            provisioningCertificate: {
              pfxBase64: certificate.toString('base64'),
              password: plan.provisioningCertificate.typedPassword,
            },
          }),
      webServerTemplate: { authority: made.pki?.authorityName, template: made.pki?.webServerTemplate },
    },
    amt: {
      userAccounts: site.userAccounts.map(({ name, features }) => ({
        name,
        features: features === 'all' ? availableFeatures(site.servicePack) : features,
      })),
      enableSerialOverLanAndIdeRedirection: site.serialOverLanAndIdeRedirection,
    },
    provisioning: { accounts: site.provisioningAccounts.map((account) => ({ ...account, description: '' })) },
  };
}
