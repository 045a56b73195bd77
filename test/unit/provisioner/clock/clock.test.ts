import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localTime, serverLogTime, startOfDayMs } from '../../../../provisioner/clock/calendar.ts';
import { seededChance, systemChance } from '../../../../provisioner/clock/chance.ts';
import { realClock } from '../../../../provisioner/clock/real-clock.ts';

describe('the calendar', () => {
  test('midnight is the start of the same local day, for any instant and zone', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8e12, max: 8e12 }), fc.integer({ min: -720, max: 840 }), (ms, offsetMinutes) => {
        const zone = { name: 'any', offsetMinutes };
        const midnight = startOfDayMs(ms, zone);
        const { year, month, day } = localTime(ms, zone);
        expect(midnight).toBeLessThanOrEqual(ms);
        expect(localTime(midnight, zone)).toMatchObject({
          year,
          month,
          day,
          hour: 0,
          minute: 0,
          second: 0,
          millisecond: 0,
        });
      }),
    );
  });

  test('writes the time part of a server log line', () => {
    expect(serverLogTime(Date.UTC(2009, 0, 3, 4, 5, 6, 7), { name: 'UTC', offsetMinutes: 0 })).toBe(
      'Sat Jan 03 04:05:06.007 2009 UTC',
    );
  });
});

describe('chance', () => {
  test('from a seed repeats itself, stream by stream', () => {
    const draw = (seed: number, name: string): string => seededChance(seed).for(name).bytes(40).toString('hex');
    expect(draw(1, 'a')).toBe(draw(1, 'a'));
    expect(new Set([draw(1, 'a'), draw(1, 'b'), draw(2, 'a')]).size).toBe(3);
    const one = seededChance(1);
    expect(one.bytes(8)).not.toEqual(one.bytes(8));
  });

  test.each([
    ['seeded', seededChance(1)],
    ['of the system', systemChance()],
  ])('%s draws below the limit and refuses a limit that is none', (_, chance) => {
    const drawn = Array.from({ length: 200 }, () => chance.below(3));
    expect(new Set(drawn)).toEqual(new Set([0, 1, 2]));
    for (const wrong of [0, -1, 1.5, Number.NaN, 2 ** 49]) expect(() => chance.below(wrong)).toThrow(RangeError);
    expect(chance.for('x').bytes(5)).toHaveLength(5);
  });
});

describe('the real clock', () => {
  test('calls once, and not at all when the timer is cancelled', async () => {
    const clock = realClock();
    const called: string[] = [];
    clock.after(0, 'cancelled', () => called.push('cancelled')).cancel();
    await new Promise<void>((resolve) => clock.after(1, 'kept', resolve));
    using far = clock.after(1e12, 'in thirty years', () => called.push('far'));
    expect(far.dueMs).toBeGreaterThan(9e11);
    expect(called).toEqual([]);
    expect(Math.abs(clock.nowMs() - Date.now())).toBeLessThan(1000);
    using held = clock.hold('nothing');
    expect(held).toBeDefined();
  });
});
