import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE, realm, serviceKeyValues } from '../service-shape.ts';
import { enabledStates, requestedStates, requestedStates2 } from '../value-maps.ts';

const NAME = 'CIM_RedirectionService';

/** KVM as a service. It is recorded as off while KVM is on and nobody uses it; no session exists that could switch it on. */
export const cimRedirectionService: ClassDeclaration = {
  name: NAME,
  uri: classUri(NAME),
  parent: 'CIM_Service',
  since: '6.0',
  needs: 'kvm',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'MaxCurrentEnabledSAPs', type: 'uint16' },
    { name: 'Name', type: 'string', key: true },
    { name: 'OtherRedirectionServiceType', type: 'string' },
    {
      name: 'RedirectionServiceType',
      type: 'uint16',
      array: true,
      values: { 1: 'Other', 2: 'Text', 3: 'KVM', 4: 'USB', 5: 'media' },
    },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'SharingMode', type: 'uint16', values: { 2: 'Exclusive', 3: 'Shared' } },
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
    },
  ],
  declaresCommon: true,
  readRealms: [realm.redirection, realm.administration],
  writeRealms: [realm.redirection, realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [
    {
      ...serviceKeyValues(NAME, 'Intel(r) AMT KVM Redirection Service'),
      ElementName: 'Intel(r) ME KVM Redirection Service',
      EnabledState: 3,
      MaxCurrentEnabledSAPs: 1,
      RedirectionServiceType: [3],
      RequestedState: 12,
      SharingMode: 3,
    },
  ],
};
