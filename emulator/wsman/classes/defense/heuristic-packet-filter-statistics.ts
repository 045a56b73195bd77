import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, Value } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** What the worm heuristic has found: nothing, as no traffic goes through a modelled port. */
export const heuristicPacketFilterStatistics: ClassDeclaration = {
  name: 'AMT_HeuristicPacketFilterStatistics',
  uri: classUri('AMT_HeuristicPacketFilterStatistics'),
  parent: 'CIM_StatisticalData',
  needs: 'system-defense',
  until: '6.0',
  properties: [
    { name: 'BlockedAll', type: 'boolean' },
    { name: 'BlockedOffensivePort', type: 'uint16' },
    { name: 'BlockedOffensivePortProtocol', type: 'uint16' },
    { name: 'EnabledPolicy', type: 'boolean' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'SampleInterval', type: 'datetime' },
    { name: 'StartStatisticTime', type: 'datetime' },
    { name: 'State', type: 'uint16' },
    { name: 'StatisticTime', type: 'datetime' },
    { name: 'TimeStamp', type: 'datetime' },
    { name: 'TriggerReason', type: 'uint16' },
  ],
  methods: [
    {
      name: 'ResetSelectedStats',
      input: [{ name: 'SelectedStatistics', type: 'string', array: true, required: true }],
      output: [],
      returns: [0, 1],
      meaning: 'Sets statistics back; as nothing is ever counted, only the names matter',
      call: (_context, input) => ({ kind: 'returned', value: namesAreKnown(input['SelectedStatistics']) ? 0 : 1 }),
    },
  ],
  declaresCommon: true,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; values and last release are assumed`,
  instances: () => [
    {
      BlockedAll: false,
      BlockedOffensivePort: 0,
      BlockedOffensivePortProtocol: 0,
      EnabledPolicy: false,
      InstanceID: 'Intel(r) AMT:HeuristicPacketFilterStatistics 0',
      State: 0,
      TriggerReason: 0,
    },
  ],
};

const resettable: ReadonlySet<unknown> = new Set(['BlockedAll', 'BlockedOffensivePort', 'State', 'TriggerReason']);

function namesAreKnown(names: Value | undefined): boolean {
  return Array.isArray(names) && names.every((name: unknown) => resettable.has(name));
}
