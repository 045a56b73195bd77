import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { requestedStates2 } from '../value-maps.ts';

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
    },
  ],
  declaresCommon: true,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
