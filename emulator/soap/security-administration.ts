import type { SoapContext, SoapMethod, SoapResult, SoapService } from './declaration.ts';

const ADMINISTRATION_REALM = 3;
const GENERAL_INFO_REALM = 13;

/**
 * What a setup server asks first. Method names: Intel AMT Implementation and Reference Guide (GetCoreVersion) and
 * published servers that imitate release 3.0.5 (the others).
 */
export const securityAdministrationService: SoapService = {
  path: '/SecurityAdministrationService',
  namespace: 'http://schemas.intel.com/platform/client/SecurityAdministration/2004/01',
  methods: [
    reader('GetCoreVersion', [ADMINISTRATION_REALM, GENERAL_INFO_REALM], ({ instant }) => [
      'Version',
      instant.profile.version,
    ]),
    reader('GetDigestRealm', [ADMINISTRATION_REALM], ({ state }) => ['DigestRealm', state.accounts.digestRealm]),
    reader('GetAdminAclEntryStatus', [ADMINISTRATION_REALM], ({ state }) => [
      'IsDefault',
      String(state.accounts.adminIsDefault),
    ]),
    reader('GetProvisioningServerOTP', [ADMINISTRATION_REALM], ({ state }) => [
      'OTP',
      Buffer.from(state.setup.oneTimePassword, 'latin1').toString('base64'),
    ]),
  ],
};

function reader(
  name: string,
  realms: readonly number[],
  read: (context: SoapContext) => readonly [name: string, text: string],
): SoapMethod {
  const call = (context: SoapContext): SoapResult => ({ status: 0, outputs: [read(context)] });
  return { name, input: [], realms, call };
}
