import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

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
    { name: 'DetectionIPv6LocalPrefixes', type: 'string', array: true, access: 'read-write' },
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
    },
    { name: 'SetSystemDefensePolicy', input: [{ name: 'Policy', type: 'reference' }], output: [], returns: [0, 1] },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  instances: () => [],
};
