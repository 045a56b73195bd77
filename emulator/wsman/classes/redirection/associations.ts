import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const iderSessionUsingPort: ClassDeclaration = {
  name: 'IPS_IderSessionUsingPort',
  uri: classUri('IPS_IderSessionUsingPort'),
  parent: 'IPS_SessionUsingPort',
  since: '6.0',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [2, 3, 13],
  writeRealms: [2, 3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const kvmSessionUsingPort: ClassDeclaration = {
  name: 'IPS_KvmSessionUsingPort',
  uri: classUri('IPS_KvmSessionUsingPort'),
  parent: 'IPS_SessionUsingPort',
  since: '6.0',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [2, 3, 13],
  writeRealms: [2, 3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const solSessionUsingPort: ClassDeclaration = {
  name: 'IPS_SolSessionUsingPort',
  uri: classUri('IPS_SolSessionUsingPort'),
  parent: 'IPS_SessionUsingPort',
  since: '6.0',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [2, 3, 13],
  writeRealms: [2, 3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
