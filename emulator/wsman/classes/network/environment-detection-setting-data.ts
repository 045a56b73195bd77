import {
  enableVpnRouting,
  putEnvironmentDetection,
  setOutsidePolicy,
} from '../../../device/network/environment-detection.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, numberIn, textsIn } from '../value-readings.ts';
import { settingNamed } from './interface-names.ts';

const ID = 'Intel(r) AMT Environment Detection Settings';
const POLICY_CLASS = 'AMT_SystemDefensePolicy';
const INTERNAL_ERROR = 1;

/** How the device tells the enterprise from the outside. Outside, its ports are shut. */
export const environmentDetectionSettingData: ClassDeclaration = {
  name: 'AMT_EnvironmentDetectionSettingData',
  uri: classUri('AMT_EnvironmentDetectionSettingData'),
  parent: 'CIM_SettingData',
  properties: [
    {
      name: 'DetectionAlgorithm',
      type: 'uint16',
      access: 'read-write',
      required: true,
      values: { 0: 'Local Domains', 1: 'Remote URLs' },
    },
    { name: 'DetectionIPv6LocalPrefixes', type: 'string', array: true, access: 'read-write', needs: 'ipv6' },
    { name: 'DetectionStrings', type: 'string', array: true, access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'EnableVpnRouting',
      input: [{ name: 'Enable', type: 'boolean', required: true }],
      output: [],
      returns: [0, 1],
      meaning: 'Lets traffic to the device through a VPN of the host; remembered, no VPN is modelled',
      call: ({ state }, input) => returned(enableVpnRouting(state, flagIn(input, 'Enable') ?? false), () => ({})),
    },
    {
      name: 'SetSystemDefensePolicy',
      input: [{ name: 'Policy', type: 'reference' }],
      output: [],
      returns: [0, 1],
      meaning:
        'Names the policy in force outside the enterprise, none without argument; remembered, no packet is filtered',
      call: setSystemDefensePolicy,
    },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; URLs and IPv6 prefixes are kept and not compared; that there is room for five strings is what consoles allow`,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  instances: ({ state }) => {
    const { algorithm, strings, ipv6Prefixes } = state.features.environmentDetection;
    return [
      {
        DetectionAlgorithm: algorithm,
        DetectionIPv6LocalPrefixes: ipv6Prefixes,
        DetectionStrings: strings,
        ElementName: ID,
        InstanceID: ID,
      },
    ];
  },
  put: ({ state }, _current, changes) =>
    written(
      putEnvironmentDetection(state, {
        algorithm: numberIn(changes, 'DetectionAlgorithm') ?? 0,
        strings: textsIn(changes, 'DetectionStrings'),
        ipv6Prefixes: textsIn(changes, 'DetectionIPv6LocalPrefixes'),
      }),
    ),
};

function setSystemDefensePolicy(context: CallContext, input: Instance): MethodResult {
  const { Policy: policy } = input;
  if (policy === undefined) return returned(setOutsidePolicy(context.state, ''), () => ({}));
  const id = settingNamed(policy, POLICY_CLASS);
  const policies = context.served.under(classUri(POLICY_CLASS)).flatMap(({ instances }) => instances(context));
  const isKnown = id !== undefined && policies.some((one) => one['InstanceID'] === id);
  if (isKnown) return returned(setOutsidePolicy(context.state, id), () => ({}));
  const decision = {
    code: 'environment-detection.policy-unknown',
    verdict: 'refused',
    inputs: { status: INTERNAL_ERROR },
  } as const;
  return { kind: 'returned', value: INTERNAL_ERROR, effects: [{ kind: 'decision', decision }] };
}
