import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { accountId, accountsIn, isLocalAccount } from './account-references.ts';

/** Who somebody is, beside what he may do (CIM_Role). */
export const identity: ClassDeclaration = {
  name: 'CIM_Identity',
  uri: classUri('CIM_Identity'),
  parent: 'CIM_ManagedElement',
  since: '6.0',
  properties: [
    { name: 'CurrentlyAuthenticated', type: 'boolean' },
    { name: 'InstanceID', type: 'string', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: (context) =>
    accountsIn(context)
      .filter((one) => isLocalAccount(one))
      .map(({ name }) => ({
        CurrentlyAuthenticated: context.caller.user === name,
        InstanceID: accountId(name),
      })),
};
