import { defenseLimits } from '../../../device/protection/system-defense.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** How many filters and policies there is room for. */
export const generalSystemDefenseCapabilities: ClassDeclaration = {
  name: 'AMT_GeneralSystemDefenseCapabilities',
  uri: classUri('AMT_GeneralSystemDefenseCapabilities'),
  parent: 'CIM_Capabilities',
  needs: 'system-defense',
  properties: [
    { name: 'GlobalMaxSupportedFilters', type: 'uint32' },
    { name: 'GlobalMaxSupportedPolicies', type: 'uint32' },
    { name: 'InstanceID', type: 'string', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the numbers are assumed`,
  instances: () => [
    {
      GlobalMaxSupportedFilters: defenseLimits.filters,
      GlobalMaxSupportedPolicies: defenseLimits.policies,
      InstanceID: 'Intel(r) AMT:GeneralSystemDefenseCapabilities 0',
    },
  ],
};
