import { commitChanges } from '../device/setup.ts';
import type { SoapContext, SoapMethod, SoapResult, SoapService } from './declaration.ts';
import { realm, resultOf } from './step-answer.ts';

/**
 * What a setup server asks first. Method names: Intel AMT Implementation and Reference Guide (GetCoreVersion) and
 * published servers that imitate release 3.0.5 (the others).
 */
export const securityAdministrationService: SoapService = {
  path: '/SecurityAdministrationService',
  namespace: 'http://schemas.intel.com/platform/client/SecurityAdministration/2004/01',
  methods: [
    reader('GetCoreVersion', [realm.administration, realm.generalInfo], ({ instant }) => [
      'Version',
      instant.profile.version,
    ]),
    reader('GetDigestRealm', [realm.administration], ({ state }) => ['DigestRealm', state.accounts.digestRealm]),
    reader('GetAdminAclEntryStatus', [realm.administration], ({ state }) => [
      'IsDefault',
      String(state.accounts.adminIsDefault),
    ]),
    reader('GetProvisioningServerOTP', [realm.administration], ({ state }) => [
      'OTP',
      Buffer.from(state.setup.oneTimePassword, 'latin1').toString('base64'),
    ]),
    {
      name: 'CommitChanges',
      input: [],
      realms: [realm.administration],
      call: ({ state, instant }) => resultOf(commitChanges(state, instant)),
    },
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
