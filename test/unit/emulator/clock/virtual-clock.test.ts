import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';

const START_MS = Date.UTC(2008, 4, 20, 8);

test('time stands still until it is advanced', async () => {
  const clock = new VirtualClock({ startMs: START_MS });
  await clock.settle();
  expect([clock.nowMs(), clock.elapsedMs()]).toEqual([START_MS, 0]);
  await clock.advance(90_000);
  expect([clock.nowMs(), clock.elapsedMs()]).toEqual([START_MS + 90_000, 90_000]);
});

test('timers fire in the order of their due times, equal ones in the order in which they were set', async () => {
  const clock = new VirtualClock({ startMs: START_MS });
  const fired: string[] = [];
  clock.after(20, 'late', () => fired.push('late'));
  clock.after(10, 'first of two', () => fired.push('first of two'));
  clock.after(10, 'second of two', () => fired.push('second of two'));
  await clock.advance(30);
  expect(fired).toEqual(['first of two', 'second of two', 'late']);
});

test('a timer that a timer sets falls into the same advance', async () => {
  const clock = new VirtualClock({ startMs: START_MS });
  const at: number[] = [];
  clock.after(10, 'outer', () => clock.after(5, 'inner', () => at.push(clock.elapsedMs())));
  await clock.advance(20);
  expect(at).toEqual([15]);
});

test('a cancelled timer does not fire and is not pending', async () => {
  const clock = new VirtualClock({ startMs: START_MS });
  let fired = false;
  using timer = clock.after(10, 'cancelled', () => (fired = true));
  timer.cancel();
  expect(clock.pending()).toEqual([]);
  await clock.advance(20);
  expect(fired).toBe(false);
});

test('time does not jump while something is held', async () => {
  const clock = new VirtualClock({ startMs: START_MS });
  let fired = false;
  clock.after(10, 'waits', () => (fired = true));
  const held = clock.hold('key generation');
  const advanced = clock.advance(10);
  for (let turn = 0; turn < 100; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
  expect(fired).toBe(false);
  held[Symbol.dispose]();
  await advanced;
  expect(fired).toBe(true);
});

test('time does not jump while bytes are in flight', async () => {
  const activity = { inFlight: 1, moves: 0 };
  const clock = new VirtualClock({ startMs: START_MS, activity });
  let fired = false;
  clock.after(10, 'waits', () => (fired = true));
  const advanced = clock.advance(10);
  for (let turn = 0; turn < 100; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
  expect(fired).toBe(false);
  activity.inFlight = 0;
  await advanced;
  expect(fired).toBe(true);
});

test('until() stops at the timer that makes it true', async () => {
  const clock = new VirtualClock({ startMs: START_MS });
  let count = 0;
  const tick = (): void => {
    count += 1;
    clock.after(1000, 'tick', tick);
  };
  clock.after(1000, 'tick', tick);
  expect(await clock.until(() => count === 3, 10_000)).toBe(true);
  expect(clock.elapsedMs()).toBe(3000);
});

test('until() gives up at the limit and says so', async () => {
  const clock = new VirtualClock({ startMs: START_MS });
  clock.after(5000, 'too late', () => undefined);
  expect(await clock.until(() => false, 1000)).toBe(false);
  expect(clock.elapsedMs()).toBe(1000);
});

test('settled() names the timers that are pending when nothing comes', async () => {
  const clock = new VirtualClock({ startMs: START_MS });
  clock.after(5000, 'dhcp: retry', () => undefined);
  await expect(clock.settled(new Promise(() => undefined), 1000)).rejects.toThrow(/dhcp: retry/);
});

test('the wall clock can be set without time passing', () => {
  const clock = new VirtualClock({ startMs: START_MS });
  clock.stepWall(-3_600_000);
  expect([clock.nowMs(), clock.elapsedMs()]).toEqual([START_MS - 3_600_000, 0]);
});
