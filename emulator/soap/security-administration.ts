import { setMebxPassword } from '../device/accounts/accounts.ts';
import { putKerberosSettings } from '../device/accounts/kerberos.ts';
import { currentScheme, setPowerScheme } from '../device/power/power.ts';
import { setTlsPsk } from '../device/setup/setup-settings.ts';
import { commitChanges } from '../device/setup/setup.ts';
import { refused } from '../device/step.ts';
import { unprovision } from '../device/setup/unprovision.ts';
import { accountMethods } from './account-methods.ts';
import { numberIn, optionalText, text, textIn } from './arguments.ts';
import { certificateMethods } from './certificate-methods.ts';
import type { SoapContext, SoapMethod, SoapOutput, SoapService } from './declaration.ts';
import { administratorMethod, realm, resultOf } from './step-answer.ts';

/** PT_STATUS UNSUPPORTED. */
const UNSUPPORTED = 2066;

const setupMethods: readonly SoapMethod[] = [
  administratorMethod('GetDigestRealm', 'recorded', [], ({ state }) => ({
    status: 0,
    outputs: [['DigestRealm', state.accounts.digestRealm]],
  })),
  administratorMethod('GetProvisioningServerOTP', 'recorded', [], ({ state }) => ({
    status: 0,
    outputs: [['OTP', Buffer.from(state.setup.oneTimePassword, 'latin1').toString('base64')]],
  })),
  administratorMethod('SetMEBxPassword', 'recorded', [text('Password')], ({ state, instant }, input) =>
    resultOf(setMebxPassword(state, instant, textIn(input, 'Password') ?? '')),
  ),
  administratorMethod('SetTlsPsk', 'assumed', [text('PID'), text('PPS')], ({ state, instant }, input) =>
    resultOf(
      instant.profile.capabilities.has('psk-setup')
        ? setTlsPsk(state, textIn(input, 'PID') ?? '', textIn(input, 'PPS') ?? '')
        : refused(UNSUPPORTED, 'setup.psk.unsupported'),
    ),
  ),
  administratorMethod('CommitChanges', 'recorded', [], ({ state, instant }) => resultOf(commitChanges(state, instant))),
  administratorMethod('Unprovision', 'assumed', [optionalText('ProvisioningMode')], ({ state, instant }, input) =>
    resultOf(unprovision(state, instant, 'full', numberIn(input, 'ProvisioningMode') ?? 0)),
  ),
  administratorMethod('PartialUnprovision', 'assumed', [], ({ state, instant }) =>
    resultOf(unprovision(state, instant, 'partial')),
  ),
];

const kerberosMethods: readonly SoapMethod[] = [
  administratorMethod('GetKerberosOptions', 'assumed', [], ({ state: { kerberos } }) => ({
    status: 0,
    outputs: [
      ['KerberosRealmName', kerberos.realmName],
      ['KerberosKeyVersion', String(kerberos.keyVersion)],
      ['KerberosEncryption', String(kerberos.encryptionAlgorithm)],
    ],
  })),
  administratorMethod(
    'SetKerberosOptions',
    'assumed',
    [text('KerberosRealmName'), text('KerberosKeyVersion'), text('KerberosEncryption'), text('KerberosMasterKey')],
    ({ state }, input) =>
      resultOf(
        putKerberosSettings(state, {
          enabled: true,
          realmName: textIn(input, 'KerberosRealmName'),
          keyVersion: numberIn(input, 'KerberosKeyVersion'),
          encryptionAlgorithm: numberIn(input, 'KerberosEncryption'),
          masterKey: textIn(input, 'KerberosMasterKey'),
        }),
      ),
  ),
];

const powerMethods: readonly SoapMethod[] = [
  administratorMethod('EnumeratePowerPackages', 'assumed', [], ({ instant }) => ({
    status: 0,
    outputs: instant.profile.power.schemes.map(({ guidHex }): SoapOutput => ['PowerPackage', base64Of(guidHex)]),
  })),
  administratorMethod('GetActivePowerPackage', 'assumed', [], (context) => ({
    status: 0,
    outputs: [['PowerPackage', activePackage(context)]],
  })),
  administratorMethod('SetActivePowerPackage', 'assumed', [text('PowerPackage')], ({ state, instant }, input) => {
    const wanted = textIn(input, 'PowerPackage') ?? '';
    const scheme = instant.profile.power.schemes.find(({ guidHex }) => base64Of(guidHex) === wanted);
    return resultOf(setPowerScheme(state, instant, scheme?.id ?? ''));
  }),
];

/**
 * Versions, setup, accounts, certificates, power packages and Kerberos. Method names: Intel AMT Implementation and
 * Reference Guide, published servers that imitate release 3.0.5, and published clients; what carries an assumed layout
 * says so.
 */
export const securityAdministrationService: SoapService = {
  path: '/SecurityAdministrationService',
  namespace: 'http://schemas.intel.com/platform/client/SecurityAdministration/2004/01',
  methods: [
    {
      name: 'GetCoreVersion',
      input: [],
      realms: [realm.administration, realm.generalInfo],
      evidence: 'recorded',
      call: ({ instant }) => ({ status: 0, outputs: [['Version', instant.profile.version]] }),
    },
    ...setupMethods,
    ...accountMethods,
    ...certificateMethods,
    ...powerMethods,
    ...kerberosMethods,
  ],
  missing: [
    'SetTLSCredentials',
    'SetCRL',
    'AddUserAclEntry',
    'UpdateUserAclEntry',
    'GetProvisioningPID',
    'GetZeroTouchConfigurationMode',
    'GetProvisioningAuditRecord',
    'AddCertificateHashEntry',
    'DeleteCertificateHashEntry',
    'SetCertificateHashEntry',
    'SetEnabledInterfaces',
  ],
};

function activePackage({ state, instant }: SoapContext): string {
  const scheme = currentScheme(state, instant.profile);
  return scheme === undefined ? '' : base64Of(scheme.guidHex);
}

/** The 16 bytes of a GUID. */
function base64Of(guidHex: string): string {
  return Buffer.from(guidHex, 'hex').toString('base64');
}
