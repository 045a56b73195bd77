import { commitChanges } from '../device/setup.ts';
import type { Step } from '../device/step.ts';
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
    {
      name: 'CommitChanges',
      input: [],
      realms: [ADMINISTRATION_REALM],
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

/** A refused step answers with its status and leaves its reason in the decision log. */
function resultOf(step: Step): SoapResult {
  if (step.ok) return { status: 0, state: step.state, effects: step.effects };
  const { status, code, inputs } = step.refusal;
  return { status, effects: [{ kind: 'decision', decision: { code, verdict: 'refused', inputs } }] };
}
