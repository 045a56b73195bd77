import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const screenSettingData: ClassDeclaration = {
  name: 'IPS_ScreenSettingData',
  uri: classUri('IPS_ScreenSettingData'),
  parent: 'CIM_SettingData',
  since: '8.0',
  properties: [
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'IsActive', type: 'boolean', array: true, access: 'read-write' },
    { name: 'PrimaryIndex', type: 'uint8', access: 'read-write' },
    { name: 'QuadraryIndex', type: 'uint8', access: 'read-write' },
    { name: 'ResolutionX', type: 'uint32', array: true, access: 'read-write' },
    { name: 'ResolutionY', type: 'uint32', array: true, access: 'read-write' },
    { name: 'SecondaryIndex', type: 'uint8', access: 'read-write' },
    { name: 'TertiaryIndex', type: 'uint8', access: 'read-write' },
    { name: 'UpperLeftX', type: 'sint32', array: true, access: 'read-write' },
    { name: 'UpperLeftY', type: 'sint32', array: true, access: 'read-write' },
  ],
  methods: [{ name: 'ResetToDefault', input: [], output: [], returns: [0, 1] }],
  declaresCommon: false,
  readRealms: [2, 3],
  writeRealms: [2, 3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
