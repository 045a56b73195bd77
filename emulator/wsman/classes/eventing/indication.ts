import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { perceivedSeverities } from '../value-maps.ts';

/** Base of everything that subscribers are sent. */
export const indication: ClassDeclaration = {
  name: 'CIM_Indication',
  uri: classUri('CIM_Indication'),
  since: '3.2',
  properties: [
    { name: 'CorrelatedIndications', type: 'string', array: true },
    { name: 'IndicationFilterName', type: 'string' },
    { name: 'IndicationIdentifier', type: 'string' },
    { name: 'IndicationTime', type: 'datetime' },
    { name: 'OtherSeverity', type: 'string' },
    { name: 'PerceivedSeverity', type: 'uint16', values: perceivedSeverities },
    { name: 'SequenceContext', type: 'string' },
    { name: 'SequenceNumber', type: 'sint64' },
  ],
  declaresCommon: true,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  enumerate: false,
  instances: () => [],
};
