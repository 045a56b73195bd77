import { enableEndpointAccess, setEndpointAccessOptions } from '../../../device/protection/endpoint-access.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import { eacVendors, postureHashAlgorithms, postureTypes, requestedStates2 } from '../value-maps.ts';
import { numberIn } from '../value-readings.ts';

/** Realms that may change the service. */
const ADMINISTRATORS = [3, 18];

/** Values of RequestedState that are carried out, and CIM return values. */
const ENABLED = 2;
const DISABLED = 3;
const NOT_SUPPORTED = 1;
const NO_TIMEOUT = 4098;

/** Posture of the computer for network access control. Postures are not made, so the methods about them are absent. */
export const endpointAccessControlService: ClassDeclaration = {
  name: 'AMT_EndpointAccessControlService',
  uri: classUri('AMT_EndpointAccessControlService'),
  parent: 'CIM_Service',
  needs: 'endpoint-access-control',
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
      call: ({ state }) => {
        const { vendors, hashAlgorithm } = state.features.endpointAccess;
        return { kind: 'returned', value: 0, outputs: { EacVendors: vendors, PostureHashAlgorithm: hashAlgorithm } };
      },
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
      realms: ADMINISTRATORS,
      call: requestState,
    },
    {
      name: 'SetEacOptions',
      input: [
        { name: 'EacVendors', type: 'uint32', required: true, values: eacVendors },
        { name: 'PostureHashAlgorithm', type: 'uint32', required: true, values: postureHashAlgorithms },
      ],
      output: [],
      returns: [0, 1],
      realms: ADMINISTRATORS,
      call: ({ state }, input) => {
        const vendors = numberIn(input, 'EacVendors') ?? 0;
        const step = setEndpointAccessOptions(state, vendors, numberIn(input, 'PostureHashAlgorithm') ?? 0);
        return returned(step, () => ({}));
      },
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
  source: `${CLASS_REFERENCE}; the name of the service and its first options are assumed`,
  instances: () => [
    serviceKeyValues('AMT_EndpointAccessControlService', 'Intel(r) AMT Endpoint Access Control Service'),
  ],
};

function requestState({ state }: CallContext, input: Instance): MethodResult {
  const asked = numberIn(input, 'RequestedState') ?? 0;
  const isKnown = asked === ENABLED || asked === DISABLED;
  if (isKnown && input['TimeoutPeriod'] === undefined)
    return returned(enableEndpointAccess(state, asked === ENABLED), () => ({}));
  const value = isKnown ? NO_TIMEOUT : NOT_SUPPORTED;
  const decision = { code: 'endpoint-access.state.refused', verdict: 'refused', inputs: { asked, value } } as const;
  return { kind: 'returned', value, effects: [{ kind: 'decision', decision }] };
}
