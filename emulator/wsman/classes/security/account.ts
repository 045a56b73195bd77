import { classUri } from '../../namespaces.ts';
import { setUserEnabled } from '../../../device/accounts/accounts.ts';
import type { DeviceState } from '../../../device/state.ts';
import { refused, type Step } from '../../../device/step.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import { requestedStates2 } from '../value-maps.ts';
import { numberIn } from '../value-readings.ts';
import { accountId, accountNameIn, accountsIn, isLocalAccount } from './account-references.ts';

/** CIM's RequestStateChange: "Not Supported" and "Invalid Parameter". */
const stateChange = { notSupported: 1, invalidParameter: 5 } as const;

/** Everybody who logs on with a password that the device keeps, read from the access control list. Values are assumed. */
export const account: ClassDeclaration = {
  name: 'CIM_Account',
  uri: classUri('CIM_Account'),
  parent: 'CIM_EnabledLogicalElement',
  since: '6.0',
  properties: [
    { name: 'ComplexPasswordRulesEnforced', type: 'uint16', array: true },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Descriptions', type: 'string', array: true },
    { name: 'Host', type: 'string', array: true },
    { name: 'InactivityTimeout', type: 'datetime' },
    { name: 'LastLogin', type: 'datetime' },
    { name: 'LocalityName', type: 'string', array: true },
    { name: 'MaximumSuccessiveLoginFailures', type: 'uint16' },
    { name: 'Name', type: 'string', key: true },
    { name: 'OU', type: 'string', array: true },
    { name: 'ObjectClass', type: 'string', array: true },
    { name: 'OrganizationName', type: 'string', array: true, required: true },
    { name: 'OtherUserPasswordEncryptionAlgorithm', type: 'string' },
    { name: 'PasswordExpiration', type: 'datetime' },
    { name: 'PasswordHistoryDepth', type: 'uint16' },
    { name: 'SeeAlso', type: 'string', array: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'UserCertificate', type: 'hex' },
    { name: 'UserID', type: 'string' },
    { name: 'UserPassword', type: 'hex' },
    { name: 'UserPasswordEncoding', type: 'uint32' },
    { name: 'UserPasswordEncryptionAlgorithm', type: 'uint16' },
  ],
  methods: [
    {
      name: 'RequestStateChange',
      input: [
        { name: 'RequestedState', type: 'uint16', required: true, values: requestedStates2 },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      meaning: 'Switches a user on (2) or off (3)',
      call: (context, input, self) => {
        const name = accountNameIn(self['Name']);
        const known = accountsIn(context).find((one) => one.name === name);
        const requested = numberIn(input, 'RequestedState') ?? 0;
        return returned(switchAccount(context.state, known?.handle, requested), () => ({}));
      },
    },
  ],
  declaresCommon: true,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: (context) =>
    accountsIn(context)
      .filter((one) => isLocalAccount(one))
      .map(({ name }) => instanceOf(name)),
};

function instanceOf(name: string): Instance {
  return {
    ...serviceKeyValues('CIM_Account', accountId(name)),
    OrganizationName: ['Intel(r) AMT'],
    UserID: name,
    UserPasswordEncryptionAlgorithm: 2,
  };
}

/** The administrator and the accounts of the firmware have no handle: they are always on. */
function switchAccount(state: DeviceState, handle: number | undefined, requested: number): Step {
  if (requested !== 2 && requested !== 3)
    return refused(stateChange.invalidParameter, 'accounts.account.state', { requested });
  if (handle === undefined) return refused(stateChange.notSupported, 'accounts.account.always-on');
  return setUserEnabled(state, handle, requested === 2);
}
