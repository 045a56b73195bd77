import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { requestedStates2 } from '../value-maps.ts';

export const enabledLogicalElementCapabilities: ClassDeclaration = {
  name: 'CIM_EnabledLogicalElementCapabilities',
  uri: classUri('CIM_EnabledLogicalElementCapabilities'),
  parent: 'CIM_Capabilities',
  properties: [
    { name: 'ElementNameEditSupported', type: 'boolean' },
    { name: 'ElementNameMask', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'MaxElementNameLen', type: 'uint16' },
    { name: 'RequestedStatesSupported', type: 'uint16', array: true, values: requestedStates2 },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
