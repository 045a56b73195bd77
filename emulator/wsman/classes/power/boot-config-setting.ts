import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const bootConfigSetting: ClassDeclaration = {
  name: 'CIM_BootConfigSetting',
  uri: classUri('CIM_BootConfigSetting'),
  parent: 'CIM_SettingData',
  properties: [
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'ChangeBootOrder',
      input: [{ name: 'Source', type: 'reference', array: true }],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6],
    },
  ],
  declaresCommon: false,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'ChangeBootOrder', 'Pull'],
  instances: () => [],
};
