import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { eacVendors, postureHashAlgorithms, postureTypes, requestedStates2 } from '../value-maps.ts';

export const endpointAccessControlService: ClassDeclaration = {
  name: 'AMT_EndpointAccessControlService',
  uri: classUri('AMT_EndpointAccessControlService'),
  parent: 'CIM_Service',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'GetEacOptions',
      input: [],
      output: [
        { name: 'EacVendors', type: 'uint32', values: eacVendors },
        { name: 'PostureHashAlgorithm', type: 'uint32', values: postureHashAlgorithms },
      ],
      returns: [0, 1],
    },
    {
      name: 'GetPosture',
      input: [{ name: 'PostureType', type: 'uint16', required: true, values: postureTypes }],
      output: [
        { name: 'SignedPosture', type: 'base64' },
        { name: 'PostureChangeHash', type: 'base64' },
      ],
      returns: [0, 1],
    },
    {
      name: 'GetPostureHash',
      input: [{ name: 'PostureType', type: 'uint16', required: true, values: postureTypes }],
      output: [{ name: 'PostureChangeHash', type: 'base64' }],
      returns: [0, 1],
    },
    {
      name: 'RequestStateChange',
      input: [
        { name: 'RequestedState', type: 'uint16', required: true, values: requestedStates2 },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
    },
    {
      name: 'SetEacOptions',
      input: [
        { name: 'EacVendors', type: 'uint32', required: true, values: eacVendors },
        { name: 'PostureHashAlgorithm', type: 'uint32', required: true, values: postureHashAlgorithms },
      ],
      output: [],
      returns: [0, 1],
    },
    {
      name: 'UpdatePostureState',
      input: [
        {
          name: 'UpdateType',
          type: 'uint16',
          required: true,
          values: { 0: 'PostureUpdateBootCounters', 1: 'PostureUpdateAgentPresenceState' },
        },
      ],
      output: [],
      returns: [0, 1],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 17, 18],
  writeRealms: [3, 17, 18],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
