import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** Base of AMT_BootSettingData; it has no instances of its own. */
export const cimBootSettingData: ClassDeclaration = {
  name: 'CIM_BootSettingData',
  uri: classUri('CIM_BootSettingData'),
  parent: 'CIM_SettingData',
  isAbstract: true,
  properties: [
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'OwningEntity', type: 'string' },
  ],
  declaresCommon: false,
  readRealms: [3, 5],
  writeRealms: [3, 5],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
