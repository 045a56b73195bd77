import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const heuristicPacketFilterSettings: ClassDeclaration = {
  name: 'AMT_HeuristicPacketFilterSettings',
  uri: classUri('AMT_HeuristicPacketFilterSettings'),
  parent: 'CIM_SettingData',
  properties: [
    { name: 'BlockAll', type: 'boolean', access: 'read-write' },
    { name: 'BlockOffensivePort', type: 'boolean', access: 'read-write' },
    { name: 'Enabled', type: 'boolean', access: 'read-write', required: true },
    { name: 'EncounterTimeout', type: 'uint16', access: 'read-write', required: true },
    { name: 'FastConnectionRateClearTime', type: 'uint32', access: 'read-write' },
    { name: 'FastConnectionRateThreshold', type: 'uint32', access: 'read-write' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'SlowConnectionRateClearTime', type: 'uint32', access: 'read-write' },
    { name: 'SlowConnectionRateThreshold', type: 'uint32', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
