import { classUri } from '../../namespaces.ts';
import { addUser } from '../../../device/accounts/accounts.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm, serviceKeyValues } from '../service-shape.ts';
import { textIn } from '../value-readings.ts';
import { accountReference, identityReference } from './account-references.ts';

const NAME = 'CIM_AccountManagementService';
/** CIM leaves numbers from 32768 on to vendors; the status of the firmware is added to it. */
const VENDOR_STATUS = 32_768;
const ANY_INTERFACE = 2;

/** Makes accounts the CIM way. The name is assumed. */
export const accountManagementService: ClassDeclaration = {
  name: 'CIM_AccountManagementService',
  uri: classUri('CIM_AccountManagementService'),
  parent: 'CIM_SecurityService',
  since: '6.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'CreateAccount',
      input: [
        { name: 'System', type: 'reference', required: true },
        { name: 'AccountTemplate', type: 'embedded', required: true, className: 'CIM_Account' },
      ],
      output: [
        { name: 'Account', type: 'reference' },
        { name: 'Identities', type: 'reference', array: true },
      ],
      returns: [0, 1],
      meaning: 'Adds a user who may read general information',
      call: createAccount,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [serviceKeyValues(NAME, 'Intel(r) AMT Account Management Service')],
};

/**
 * Adds the user that the template describes. The password is the hex text of MD5(user:realm:password). The template has no
 * place for realms: that the new user gets general information alone, on both interfaces, is assumed.
 */
function createAccount({ state, instant }: CallContext, input: Instance): MethodResult {
  const template = input['AccountTemplate'];
  const values =
    typeof template === 'object' && 'kind' in template && template.kind === 'embedded' ? template.values : {};
  const name = textIn(values, 'UserID') ?? '';
  const step = addUser(state, instant, {
    digestUsername: name,
    digestPassword: Buffer.from(textIn(values, 'UserPassword') ?? '', 'hex').toString('base64'),
    accessPermission: ANY_INTERFACE,
    realms: [realm.generalInfo],
  });
  const result = returned(step, () => ({
    Account: accountReference(name),
    Identities: [identityReference({ name, kind: 'digest' })],
  }));
  return result.kind === 'returned' && !step.ok ? { ...result, value: VENDOR_STATUS + result.value } : result;
}
