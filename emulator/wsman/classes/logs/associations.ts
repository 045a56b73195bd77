import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const useOfLog: ClassDeclaration = {
  name: 'CIM_UseOfLog',
  uri: classUri('CIM_UseOfLog'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'RecordedData', type: 'string' },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const logManagesRecord: ClassDeclaration = {
  name: 'CIM_LogManagesRecord',
  uri: classUri('CIM_LogManagesRecord'),
  properties: [
    { name: 'Log', type: 'reference', key: true },
    { name: 'Record', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
