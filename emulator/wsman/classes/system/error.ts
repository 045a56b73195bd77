import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { perceivedSeverities } from '../value-maps.ts';

export const error: ClassDeclaration = {
  name: 'CIM_Error',
  uri: classUri('CIM_Error'),
  properties: [
    { name: 'CIMStatusCode', type: 'uint32' },
    { name: 'CIMStatusCodeDescription', type: 'string' },
    { name: 'ErrorSource', type: 'string' },
    { name: 'ErrorSourceFormat', type: 'uint16' },
    { name: 'ErrorType', type: 'uint16' },
    { name: 'Message', type: 'string' },
    { name: 'MessageArguments', type: 'string', array: true },
    { name: 'MessageID', type: 'string', required: true },
    { name: 'OtherErrorSourceFormat', type: 'string' },
    { name: 'OtherErrorType', type: 'string' },
    { name: 'OwningEntity', type: 'string' },
    { name: 'PerceivedSeverity', type: 'uint16', values: perceivedSeverities },
    { name: 'ProbableCause', type: 'uint16' },
    { name: 'ProbableCauseDescription', type: 'string' },
    { name: 'RecommendedActions', type: 'string', array: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
