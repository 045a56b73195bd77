import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const networkPortSystemDefenseCapabilities: ClassDeclaration = {
  name: 'AMT_NetworkPortSystemDefenseCapabilities',
  uri: classUri('AMT_NetworkPortSystemDefenseCapabilities'),
  parent: 'CIM_Capabilities',
  properties: [
    { name: 'IPv4_AntiSpoofingCapable', type: 'boolean' },
    { name: 'IPv4_MaxRxCounters', type: 'uint16' },
    { name: 'IPv4_MaxRxFilters', type: 'uint16' },
    { name: 'IPv4_MaxTxCounters', type: 'uint16' },
    { name: 'IPv4_MaxTxFilters', type: 'uint16' },
    { name: 'IPv6_AntiSpoofingCapable', type: 'boolean' },
    { name: 'IPv6_MaxRxCounters', type: 'uint16' },
    { name: 'IPv6_MaxRxFilters', type: 'uint16' },
    { name: 'IPv6_MaxTxCounters', type: 'uint16' },
    { name: 'IPv6_MaxTxFilters', type: 'uint16' },
    { name: 'IPv6_to_IPv4_Ratio', type: 'uint16' },
    { name: 'InstanceID', type: 'string', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
