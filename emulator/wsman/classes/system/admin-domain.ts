import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const adminDomain: ClassDeclaration = {
  name: 'CIM_AdminDomain',
  uri: classUri('CIM_AdminDomain'),
  parent: 'CIM_System',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'IdentifyingDescriptions', type: 'string', array: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'NameFormat', type: 'string' },
    { name: 'OtherIdentifyingInfo', type: 'string', array: true },
    { name: 'PrimaryOwnerContact', type: 'string' },
    { name: 'PrimaryOwnerName', type: 'string' },
    { name: 'Roles', type: 'string', array: true },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the name is assumed`,
  instances: () => [{ CreationClassName: 'CIM_AdminDomain', Name: 'Intel(r) AMT', NameFormat: 'Other' }],
};
