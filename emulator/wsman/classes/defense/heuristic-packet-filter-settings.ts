import { setHeuristic } from '../../../device/protection/system-defense.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, numberIn } from '../value-readings.ts';

/** When traffic is taken for that of a worm, and what then happens. */
export const heuristicPacketFilterSettings: ClassDeclaration = {
  name: 'AMT_HeuristicPacketFilterSettings',
  uri: classUri('AMT_HeuristicPacketFilterSettings'),
  parent: 'CIM_SettingData',
  needs: 'system-defense',
  until: '6.0',
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
  storedOnly: true,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; values and last release are assumed`,
  instances: ({ state }) => {
    const { heuristic } = state.features.systemDefense;
    return [
      {
        BlockAll: heuristic.blockAll,
        BlockOffensivePort: heuristic.blockOffensivePort,
        Enabled: heuristic.enabled,
        EncounterTimeout: heuristic.encounterTimeout,
        FastConnectionRateClearTime: heuristic.fastClearTime,
        FastConnectionRateThreshold: heuristic.fastThreshold,
        InstanceID: 'Intel(r) AMT:HeuristicPacketFilterSettings 0',
        SlowConnectionRateClearTime: heuristic.slowClearTime,
        SlowConnectionRateThreshold: heuristic.slowThreshold,
      },
    ];
  },
  put: ({ state }, _current, changes) => {
    const { heuristic } = state.features.systemDefense;
    return written(
      setHeuristic(state, {
        enabled: flagIn(changes, 'Enabled') ?? false,
        encounterTimeout: numberIn(changes, 'EncounterTimeout') ?? 0,
        blockAll: flagIn(changes, 'BlockAll') ?? heuristic.blockAll,
        blockOffensivePort: flagIn(changes, 'BlockOffensivePort') ?? heuristic.blockOffensivePort,
        fastClearTime: numberIn(changes, 'FastConnectionRateClearTime') ?? heuristic.fastClearTime,
        fastThreshold: numberIn(changes, 'FastConnectionRateThreshold') ?? heuristic.fastThreshold,
        slowClearTime: numberIn(changes, 'SlowConnectionRateClearTime') ?? heuristic.slowClearTime,
        slowThreshold: numberIn(changes, 'SlowConnectionRateThreshold') ?? heuristic.slowThreshold,
      }),
    );
  },
};
