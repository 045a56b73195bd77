import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { assetTableServiceInstances, requestMediaUpdate } from './asset-table-contents.ts';

export const assetTableService: ClassDeclaration = {
  name: 'AMT_AssetTableService',
  uri: classUri('AMT_AssetTableService'),
  parent: 'CIM_Service',
  since: '4.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'TableTypes', type: 'string', array: true, required: true },
  ],
  methods: [
    {
      name: 'RequestMediaDeviceTableUpdate',
      input: [
        { name: 'FullUpdate', type: 'boolean', required: true },
        { name: 'Sticky', type: 'boolean', required: true },
      ],
      output: [],
      returns: [0, 1],
      meaning: 'Has the BIOS look for media devices at the next boot, or at every boot',
      call: requestMediaUpdate,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: assetTableServiceInstances,
};
