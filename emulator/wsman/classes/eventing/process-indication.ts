import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** Base of alerts. */
export const processIndication: ClassDeclaration = {
  name: 'CIM_ProcessIndication',
  uri: classUri('CIM_ProcessIndication'),
  parent: 'CIM_Indication',
  since: '3.2',
  properties: [],
  declaresCommon: true,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  enumerate: false,
  instances: () => [],
};
