import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { dayLongHelloWaitsMs } from '../../../../emulator/firmware/hello-schedules.ts';
import { HelloSchedule } from '../../../../emulator/network/hello-schedule.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function world(waitsMs: readonly number[] = dayLongHelloWaitsMs) {
  const clock = new VirtualClock({ startMs: 0 });
  const tries: { readonly retry: number; readonly atMs: number; readonly signal: AbortSignal }[] = [];
  let silent = 0;
  const schedule = new HelloSchedule({
    clock,
    waitsMs,
    attempt: async (retry, signal) => {
      tries.push({ retry, atMs: clock.elapsedMs(), signal });
    },
    onSilent: () => {
      silent += 1;
    },
  });
  return { clock, tries, schedule, silent: () => silent };
}

describe('hello schedule', () => {
  it('is at once, each minute for 5 minutes, every 5 minutes for an hour, hourly for 23 hours, then silence', async () => {
    const { clock, tries, schedule, silent } = world();
    schedule.start();
    await clock.advance(48 * HOUR_MS);
    const minutes = tries.map(({ atMs }) => atMs / MINUTE_MS);
    expect(minutes.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 10]);
    expect(minutes[17]).toBe(65);
    expect(minutes[18]).toBe(125);
    expect(minutes).toHaveLength(41);
    expect(minutes.at(-1)).toBe(24 * 60 + 5);
    expect(tries.map(({ retry }) => retry)).toEqual(Array.from({ length: 41 }, (_, retry) => retry));
    expect([silent(), schedule.isRunning]).toEqual([1, false]);
  });

  it('counts from 0 again in a new series', async () => {
    const { clock, tries, schedule } = world();
    schedule.start();
    await clock.advance(2 * MINUTE_MS);
    schedule.start();
    await clock.advance(MINUTE_MS);
    expect(tries.map(({ retry }) => retry)).toEqual([0, 1, 2, 0, 1]);
  });

  it('breaks off an attempt that still runs when the next one is due', async () => {
    const { clock, tries, schedule } = world();
    schedule.start();
    await clock.advance(MINUTE_MS);
    expect(tries.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it('makes no further attempt once stopped', async () => {
    const { clock, tries, schedule } = world();
    schedule.start();
    schedule.stop();
    await clock.advance(HOUR_MS);
    expect(tries.map(({ signal }) => signal.aborted)).toEqual([true]);
  });
});
