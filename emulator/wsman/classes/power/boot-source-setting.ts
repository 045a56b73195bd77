import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const bootSourceSetting: ClassDeclaration = {
  name: 'CIM_BootSourceSetting',
  uri: classUri('CIM_BootSourceSetting'),
  parent: 'CIM_SettingData',
  properties: [
    { name: 'BIOSBootString', type: 'string' },
    { name: 'BootString', type: 'string' },
    { name: 'ElementName', type: 'string' },
    { name: 'FailThroughSupported', type: 'uint16', values: { 0: 'Unknown', 1: 'Is Supported', 2: 'Not Supported' } },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'StructuredBootString', type: 'string' },
  ],
  declaresCommon: false,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
