import { lowAccuracyTime, setHighAccuracyTime } from '../device/clock-setting.ts';
import { refused } from '../device/step.ts';
import { numberIn, text } from './arguments.ts';
import type { SoapService } from './declaration.ts';
import { realm, resultOf } from './step-answer.ts';

/** PT_STATUS INVALID_PARAMETER. */
const INVALID_PARAMETER = 36;

/**
 * The clock. Path and namespace follow the rule of the published ones, the elements are those of
 * AMT_TimeSynchronizationService, which took them over; all of this is assumed.
 */
export const networkTimeService: SoapService = {
  path: '/NetworkTimeService',
  namespace: 'http://schemas.intel.com/platform/client/NetworkTime/2004/01',
  methods: [
    {
      name: 'GetLowAccuracyTimeSynch',
      input: [],
      realms: [realm.networkTime, realm.generalInfo],
      evidence: 'assumed',
      call: ({ state, instant }) => ({ status: 0, outputs: [['Ta0', String(lowAccuracyTime(state, instant))]] }),
    },
    {
      name: 'SetHighAccuracyTimeSynch',
      input: [text('Ta0'), text('Tm1'), text('Tm2')],
      realms: [realm.networkTime],
      evidence: 'assumed',
      call: ({ state, instant }, input) => {
        const [ta0, tm1, tm2] = ['Ta0', 'Tm1', 'Tm2'].map((name) => numberIn(input, name));
        return resultOf(
          ta0 === undefined || tm1 === undefined || tm2 === undefined
            ? refused(INVALID_PARAMETER, 'soap.time.not-a-number')
            : setHighAccuracyTime(state, instant, { ta0, tm1, tm2 }),
        );
      },
    },
  ],
  missing: [],
};
