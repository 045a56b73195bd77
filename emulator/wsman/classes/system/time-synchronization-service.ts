import { enableLocalTimeSync, lowAccuracyTime, setHighAccuracyTime } from '../../../device/clock-setting.ts';
import { mayUse } from '../../catalogue.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { AMT_NAMESPACE, CLASS_REFERENCE, realm, serviceProperties, serviceValues } from '../service-shape.ts';
import { flagIn, numberIn } from '../value-readings.ts';

const LOCAL_SYNC_OFF = 2;
const NAME = 'AMT_TimeSynchronizationService';

/** The device's clock. */
export const timeSynchronizationService: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_Service',
  properties: [
    ...serviceProperties,
    {
      name: 'LocalTimeSyncEnabled',
      type: 'uint32',
      meaning: 'Local users may set the clock: 0 by default, 1 yes, 2 no',
    },
    { name: 'TimeSource', type: 'uint32', meaning: '0 BIOS clock, 1 configured' },
  ],
  methods: [
    {
      name: 'GetLowAccuracyTimeSynch',
      input: [],
      output: [{ name: 'Ta0', type: 'uint32' }],
      realms: [realm.administration, realm.networkTime, realm.generalInfo],
      meaning: 'Device time, seconds since 1970',
      call: ({ state, instant }) => ({ kind: 'returned', value: 0, outputs: { Ta0: lowAccuracyTime(state, instant) } }),
    },
    {
      name: 'SetHighAccuracyTimeSynch',
      input: [
        { name: 'Ta0', type: 'uint32', required: true },
        { name: 'Tm1', type: 'uint32', required: true },
        { name: 'Tm2', type: 'uint32', required: true },
      ],
      output: [],
      realms: [realm.administration, realm.networkTime, realm.localSystem],
      meaning: 'Moves the clock by Tm1 - Ta0',
      call: ({ state, instant, caller }, input) => {
        if (state.time.localSync === LOCAL_SYNC_OFF && !mayUse(caller, [realm.administration, realm.networkTime]))
          return { kind: 'fault', fault: 'AccessDenied', code: 'time.local-sync-off' };
        return returned(
          setHighAccuracyTime(state, instant, {
            ta0: numberIn(input, 'Ta0') ?? 0,
            tm1: numberIn(input, 'Tm1') ?? 0,
            tm2: numberIn(input, 'Tm2') ?? 0,
          }),
          () => ({}),
        );
      },
    },
    {
      name: 'EnableLocalTimeSync',
      input: [{ name: 'Enable', type: 'boolean', required: true }],
      output: [],
      realms: [realm.administration, realm.networkTime],
      meaning: 'Allows local users to set the clock',
      call: ({ state }, input) => returned(enableLocalTimeSync(state, flagIn(input, 'Enable') ?? false), () => ({})),
    },
  ],
  declaresCommon: true,
  readRealms: [realm.administration, realm.networkTime, realm.generalInfo],
  writeRealms: [realm.administration, realm.networkTime],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'GetLowAccuracyTimeSynch', 'Pull', 'SetHighAccuracyTimeSynch'],
  instances: ({ state }) => [
    {
      ...serviceValues(NAME, 'Intel(r) AMT Time Synchronization Service'),
      LocalTimeSyncEnabled: state.time.localSync,
      TimeSource: state.time.source,
    },
  ],
};
