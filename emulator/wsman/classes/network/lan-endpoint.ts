import { plainMac } from '../../../device/network/network-interfaces.ts';
import type { DeviceState } from '../../../device/state.ts';
import { isInRange, type ReleaseRange } from '../../../firmware/release-range.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { notSupported } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { elementKeys } from './interface-names.ts';
import { enabledStates, requestedStates, requestedStates2 } from '../value-maps.ts';

/** From 8.0 on the end point is an IPS_LANEndpoint. */
const beforeIps: ReleaseRange = { until: '8.0' };

/** Values of the wired end point under the name of its class. */
export function lanEndpointValues(className: string, { identity }: DeviceState): Instance {
  return {
    ...elementKeys(className, 'Name', 'Intel(r) AMT LAN Endpoint'),
    EnabledState: 2,
    LANType: 2,
    MACAddress: plainMac(identity.wiredMac),
    ProtocolType: 0,
    RequestedState: 12,
  };
}

/** The wired LAN end point of releases that have no class of their own for it; its values are those of the later class. */
export const lanEndpoint: ClassDeclaration = {
  name: 'CIM_LANEndpoint',
  uri: classUri('CIM_LANEndpoint'),
  parent: 'CIM_ProtocolEndpoint',
  properties: [
    { name: 'AliasAddresses', type: 'string', array: true },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'GroupAddresses', type: 'string', array: true },
    { name: 'LANID', type: 'string' },
    { name: 'LANType', type: 'uint16' },
    { name: 'MACAddress', type: 'string' },
    { name: 'MaxDataSize', type: 'uint32' },
    { name: 'Name', type: 'string', key: true },
    { name: 'NameFormat', type: 'string' },
    { name: 'OtherLANType', type: 'string' },
    { name: 'OtherTypeDescription', type: 'string' },
    { name: 'ProtocolIFType', type: 'uint16' },
    { name: 'ProtocolType', type: 'uint16' },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'RequestStateChange',
      input: [
        { name: 'RequestedState', type: 'uint16', required: true, values: requestedStates2 },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      call: notSupported,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; values of the later IPS_LANEndpoint are assumed`,
  instances: ({ state, instant }) =>
    isInRange(instant.profile.release, beforeIps) ? [lanEndpointValues('CIM_LANEndpoint', state)] : [],
};
