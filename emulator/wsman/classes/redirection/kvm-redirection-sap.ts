import { requestKvmState } from '../../../device/redirection/kvm.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm, stateChangeOutput } from '../service-shape.ts';
import { enabledStates, requestedStates, requestedStates2 } from '../value-maps.ts';
import { numberIn } from '../value-readings.ts';

const NAME = 'CIM_KVMRedirectionSAP';
const ACCESS_POINT = 'KVM Redirection Service Access Point';

/** The switch of KVM. On without a session reads as "enabled but offline". */
export const kvmRedirectionSap: ClassDeclaration = {
  name: NAME,
  uri: classUri(NAME),
  parent: 'CIM_ServiceAccessPoint',
  since: '6.0',
  needs: 'kvm',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'KVMProtocol', type: 'uint16', values: { 0: 'Unknown', 1: 'Other', 2: 'Raw', 3: 'RDP', 4: 'VNC-RFB' } },
    { name: 'Name', type: 'string', key: true },
    { name: 'OtherKVMProtocol', type: 'string' },
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
      output: stateChangeOutput,
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      meaning: 'Switches KVM: 2 on, 3 off',
      call: ({ state }, input) => returned(requestKvmState(state, numberIn(input, 'RequestedState') ?? 0), () => ({})),
    },
  ],
  declaresCommon: true,
  readRealms: [realm.redirection, realm.administration],
  writeRealms: [realm.redirection, realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ state }) => [
    {
      CreationClassName: NAME,
      ElementName: ACCESS_POINT,
      EnabledState: state.features.kvm.enabled ? 6 : 3,
      KVMProtocol: 4,
      Name: ACCESS_POINT,
      RequestedState: state.features.kvm.enabled ? 2 : 3,
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'ManagedSystem',
    },
  ],
};
