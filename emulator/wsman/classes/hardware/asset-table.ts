import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { assetTableInstances } from './asset-table-contents.ts';

export const assetTable: ClassDeclaration = {
  name: 'AMT_AssetTable',
  uri: classUri('AMT_AssetTable'),
  parent: 'CIM_ManagedElement',
  since: '6.0',
  properties: [
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'TableData', type: 'base64', required: true },
    { name: 'TableType', type: 'uint32', key: true },
    { name: 'TableTypeInfo', type: 'string' },
  ],
  declaresCommon: false,
  readRealms: [3, 4],
  writeRealms: [3, 4],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: assetTableInstances,
};
