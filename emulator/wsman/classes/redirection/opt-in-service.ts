import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const optInService: ClassDeclaration = {
  name: 'IPS_OptInService',
  uri: classUri('IPS_OptInService'),
  parent: 'CIM_Service',
  since: '6.2',
  properties: [
    { name: 'CanModifyOptInPolicy', type: 'uint8', values: { 0: 'False', 1: 'True' } },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'Name', type: 'string', key: true },
    { name: 'OptInCodeTimeout', type: 'uint32', access: 'read-write' },
    { name: 'OptInDisplayTimeout', type: 'uint16', access: 'read-write' },
    { name: 'OptInRequired', type: 'uint32', access: 'read-write', values: { 0: 'None', 1: 'KVM', 4294967295: 'All' } },
    {
      name: 'OptInState',
      type: 'uint8',
      values: { 0: 'Not started', 1: 'Requested', 2: 'Displayed', 3: 'Received', 4: 'In Session' },
    },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    { name: 'CancelOptIn', input: [], output: [], returns: [0, 1, 2, 3, 4] },
    {
      name: 'SendOptInCode',
      input: [{ name: 'OptInCode', type: 'uint32', required: true }],
      output: [],
      returns: [0, 1, 2, 3, 4],
    },
    { name: 'StartOptIn', input: [], output: [], returns: [0, 1, 2, 3, 4] },
  ],
  declaresCommon: true,
  readRealms: [2, 3, 5],
  writeRealms: [2, 3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'CancelOptIn', 'SendOptInCode', 'StartOptIn', 'Pull'],
  instances: () => [],
};
