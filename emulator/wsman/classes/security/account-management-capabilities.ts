import { classUri } from '../../namespaces.ts';
import { MAX_USER_NAME_LENGTH } from '../../../device/accounts/account-rules.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { requestedStates2 } from '../value-maps.ts';

/** CIM: accounts can be made; passwords come as HTTP Digest MD5(A1). */
const CREATE = 2;
const DIGEST_A1 = 2;

/** How many accounts there can be; how the instance is named is assumed. */
export const accountManagementCapabilities: ClassDeclaration = {
  name: 'CIM_AccountManagementCapabilities',
  uri: classUri('CIM_AccountManagementCapabilities'),
  parent: 'CIM_EnabledLogicalElementCapabilities',
  since: '6.0',
  properties: [
    { name: 'ElementNameEditSupported', type: 'boolean' },
    { name: 'ElementNameMask', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'MaxElementNameLen', type: 'uint16' },
    { name: 'MaximumAccountsSupported', type: 'uint16' },
    { name: 'OperationsSupported', type: 'uint16', array: true },
    { name: 'OtherSupportedUserPasswordEncryptionAlgorithms', type: 'string', array: true },
    { name: 'RequestedStatesSupported', type: 'uint16', array: true, values: requestedStates2 },
    { name: 'SupportedUserPasswordEncryptionAlgorithms', type: 'uint16', array: true },
    { name: 'UserPasswordEncryptionSalt', type: 'string' },
  ],
  declaresCommon: false,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ instant }) => [
    {
      ElementNameEditSupported: false,
      InstanceID: 'Intel(r) AMT: Account Management Capabilities 0',
      MaxElementNameLen: MAX_USER_NAME_LENGTH,
      MaximumAccountsSupported: instant.profile.limits.digestUsers,
      OperationsSupported: [CREATE],
      RequestedStatesSupported: [2, 3],
      SupportedUserPasswordEncryptionAlgorithms: [DIGEST_A1],
    },
  ],
};
