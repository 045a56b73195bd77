import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { accountId, accountsIn } from './account-references.ts';

const OPAQUE = 3;

/** One role an account: the sum of its realms. */
export const role: ClassDeclaration = {
  name: 'CIM_Role',
  uri: classUri('CIM_Role'),
  parent: 'CIM_Collection',
  since: '6.0',
  properties: [
    { name: 'BusinessCategory', type: 'string' },
    { name: 'CommonName', type: 'string', required: true },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'RoleCharacteristics', type: 'uint16', array: true, values: { 2: 'Static', 3: 'Opaque' } },
  ],
  declaresCommon: false,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: (context) =>
    accountsIn(context).map(({ name }) => ({
      CommonName: accountId(name),
      CreationClassName: 'CIM_Role',
      Name: accountId(name),
      RoleCharacteristics: [OPAQUE],
    })),
};
