import type { ClassDeclaration } from '../../declaration.ts';
import { CIM_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';

const NAME = 'CIM_ComputerSystem';

/** The PC and the management engine in it, as two systems. */
export const computerSystem: ClassDeclaration = {
  name: NAME,
  uri: `${CIM_NAMESPACE}${NAME}`,
  parent: 'CIM_System',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true, meaning: 'Class of the instance' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'Name', type: 'string', key: true, meaning: 'ManagedSystem or Intel(r) AMT' },
  ],
  declaresCommon: true,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [],
  evidence: 'documented',
  source: `${CLASS_REFERENCE}; ElementName is inherited from CIM_ManagedElement`,
  instances: () =>
    [
      ['ManagedSystem', 'Managed System'],
      ['Intel(r) AMT', 'Intel(r) AMT Subsystem'],
    ].map(([Name, ElementName]) => ({ CreationClassName: NAME, ElementName, Name })),
};
