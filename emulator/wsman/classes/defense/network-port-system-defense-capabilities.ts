import { defenseLimits } from '../../../device/protection/system-defense.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** Room that a filter of IPv6 takes, in filters of IPv4. */
const IPV6_TO_IPV4 = 4;

/** How many filters the wired port can carry out. */
export const networkPortSystemDefenseCapabilities: ClassDeclaration = {
  name: 'AMT_NetworkPortSystemDefenseCapabilities',
  uri: classUri('AMT_NetworkPortSystemDefenseCapabilities'),
  parent: 'CIM_Capabilities',
  needs: 'system-defense',
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
  source: `${CLASS_REFERENCE}; the numbers are assumed`,
  instances: () => [
    {
      IPv4_AntiSpoofingCapable: true,
      IPv4_MaxRxCounters: defenseLimits.countersOfPort,
      IPv4_MaxRxFilters: defenseLimits.filtersOfPort,
      IPv4_MaxTxCounters: defenseLimits.countersOfPort,
      IPv4_MaxTxFilters: defenseLimits.filtersOfPort,
      IPv6_AntiSpoofingCapable: false,
      IPv6_MaxRxCounters: defenseLimits.countersOfPort / IPV6_TO_IPV4,
      IPv6_MaxRxFilters: defenseLimits.filtersOfPort / IPV6_TO_IPV4,
      IPv6_MaxTxCounters: defenseLimits.countersOfPort / IPV6_TO_IPV4,
      IPv6_MaxTxFilters: defenseLimits.filtersOfPort / IPV6_TO_IPV4,
      IPv6_to_IPv4_Ratio: IPV6_TO_IPV4,
      InstanceID: 'Intel(r) AMT:NetworkPortSystemDefenseCapabilities 0',
    },
  ],
};
