import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const crl: ClassDeclaration = {
  name: 'AMT_CRL',
  uri: classUri('AMT_CRL'),
  parent: 'CIM_SettingData',
  properties: [
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'SerialNumbers', type: 'string', array: true, access: 'read-write' },
    { name: 'Url', type: 'string', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
