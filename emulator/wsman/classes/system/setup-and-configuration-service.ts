import { unprovisionBlocker } from '../../../device/logs/audit-log.ts';
import { setMebxPassword } from '../../../device/accounts/accounts.ts';
import { putSetupSettings, setTlsPsk } from '../../../device/setup/setup-settings.ts';
import { commitChanges, extendProvisioningPeriod } from '../../../device/setup/setup.ts';
import { smbiosUuid } from '../../../hardware/smbios.ts';
import { unprovision } from '../../../device/setup/unprovision.ts';
import type { CallContext, ClassDeclaration, Instance, MethodDeclaration, MethodResult } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm, serviceProperties, serviceValues } from '../service-shape.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';

/** Component that blocks unprovisioning: the audit log. */
const AUDIT_LOG = 1;
const NAME = 'AMT_SetupAndConfigurationService';
/** Octets in which the one-time password is kept, padded with zeros (recorded). */
const OTP_BYTES = 32;
const PID_BYTES = 8;
const HOURS_WHEN_NOT_SAID = 24;

const methods: readonly MethodDeclaration[] = [
  method('CommitChanges', 'Makes pending settings active and ends setup', ({ state, instant }) =>
    returned(commitChanges(state, instant), () => ({})),
  ),
  {
    ...method('ExtendProvisioningPeriod', 'Keeps setup open for so many hours', ({ state, instant }, input) =>
      returned(
        extendProvisioningPeriod(state, instant, numberIn(input, 'Duration') ?? HOURS_WHEN_NOT_SAID),
        () => ({}),
      ),
    ),
    input: [{ name: 'Duration', type: 'uint32' }],
  },
  {
    ...method('GetUnprovisionBlockingComponents', 'What stands in the way of unprovisioning', (context) => ({
      kind: 'returned',
      value: 0,
      outputs: { Component: unprovisionBlocker(context.state, context.instant) === undefined ? [] : [AUDIT_LOG] },
    })),
    output: [{ name: 'Component', type: 'uint32', array: true }],
    needs: 'audit-log',
  },
  {
    ...method('GetUuid', 'System UUID, 16 octets in SMBIOS order', ({ state }) => ({
      kind: 'returned',
      value: 0,
      outputs: { UUID: smbiosUuid(state.identity.uuid).toString('base64') },
    })),
    output: [{ name: 'UUID', type: 'base64' }],
    realms: [realm.administration, realm.generalInfo],
  },
  method('PartialUnprovision', 'Unprovisions and keeps what the next setup needs', ({ state, instant }) =>
    returned(unprovision(state, instant, 'partial'), () => ({})),
  ),
  { name: 'GetProvisioningAuditRecord', input: [], output: [], meaning: 'How it was set up, in an older form' },
  { name: 'GetProvisioningAuditRecordV2', input: [], output: [], meaning: 'The same, second form' },
  { name: 'ResetFlashWearOutProtection', input: [], output: [], meaning: 'Allows writes to flash again' },
  {
    ...method('SetMEBxPassword', 'Sets the MEBx password', ({ state, instant }, input) =>
      returned(setMebxPassword(state, instant, textIn(input, 'Password') ?? ''), () => ({})),
    ),
    input: [{ name: 'Password', type: 'string', required: true }],
  },
  {
    ...method('SetTLSPSK', 'Sets PID and PPS for the next TLS-PSK setup', ({ state }, input) =>
      returned(setTlsPsk(state, textIn(input, 'PID') ?? '', textIn(input, 'PPS') ?? ''), () => ({})),
    ),
    input: [
      { name: 'PID', type: 'string' },
      { name: 'PPS', type: 'string' },
    ],
    needs: 'psk-setup',
  },
  {
    ...method('Unprovision', 'Unprovisions and forgets', ({ state, instant }, input) =>
      returned(unprovision(state, instant, 'full', numberIn(input, 'ProvisioningMode') ?? 0), () => ({})),
    ),
    input: [{ name: 'ProvisioningMode', type: 'uint32' }],
  },
];

/** Setup: its state, the passwords it sets, its end, and its undoing. */
export const setupAndConfigurationService: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_CredentialManagementService',
  properties: [
    ...serviceProperties,
    { name: 'ConfigurationServerFQDN', type: 'string', access: 'read-write', maxLength: 255, meaning: 'Setup server' },
    { name: 'DhcpDNSSuffix', type: 'string', meaning: 'DHCP option 15' },
    { name: 'PasswordModel', type: 'uint8', meaning: '0 coupled, 1 separate' },
    { name: 'ProvisioningMode', type: 'uint8', meaning: '1 Enterprise, 2 Small Business' },
    {
      name: 'ProvisioningPID',
      type: 'base64',
      needs: 'psk-setup',
      meaning: 'Public half of the pre-shared key; zeros when there is none, as in an answer of 8.1',
    },
    { name: 'ProvisioningServerOTP', type: 'base64', access: 'read-write', meaning: 'One-time password' },
    { name: 'ProvisioningState', type: 'uint8', meaning: '0 pre, 1 in, 2 post' },
    { name: 'TrustedDNSSuffix', type: 'string', meaning: 'PKI DNS suffix of MEBx' },
    { name: 'ZeroTouchConfigurationEnabled', type: 'boolean', access: 'read-write', meaning: 'Remote configuration' },
  ],
  methods,
  declaresCommon: true,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'PartialUnprovision', 'Pull', 'SetMEBxPassword'],
  instances: (context) => [instanceOf(context)],
  put: ({ state }, _current, changes) => {
    const otp = textIn(changes, 'ProvisioningServerOTP');
    return written(
      putSetupSettings(state, {
        configurationServerFqdn: textIn(changes, 'ConfigurationServerFQDN'),
        oneTimePassword: otp === undefined ? undefined : unpadded(otp),
        zeroTouchEnabled: flagIn(changes, 'ZeroTouchConfigurationEnabled'),
      }),
    );
  },
};

function method(
  name: string,
  meaning: string,
  call: (context: CallContext, input: Instance) => MethodResult,
): MethodDeclaration {
  return { name, input: [], output: [], realms: [realm.administration], meaning, call };
}

function instanceOf({ state, instant, holder }: CallContext): Instance {
  const { setup } = state;
  return {
    ...serviceValues(NAME, 'Intel(r) AMT Setup and Configuration Service'),
    ConfigurationServerFQDN: setup.configurationServerFqdn || undefined,
    DhcpDNSSuffix: holder.lease?.()?.domainName || undefined,
    PasswordModel: instant.profile.accounts.passwordModel,
    ProvisioningMode: setup.provisioningMode,
    ProvisioningPID: padded(setup.pid, PID_BYTES),
    ProvisioningServerOTP: padded(setup.provisioningState === 1 ? setup.oneTimePassword : '', OTP_BYTES),
    ProvisioningState: setup.provisioningState,
    TrustedDNSSuffix: setup.trustedDnsSuffix || undefined,
    ZeroTouchConfigurationEnabled: setup.zeroTouchEnabled,
  };
}

function padded(text: string, lengthBytes: number): string {
  const bytes = Buffer.alloc(lengthBytes);
  bytes.write(text, 'latin1');
  return bytes.toString('base64');
}

function unpadded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1').replace(/\0+$/, '');
}
