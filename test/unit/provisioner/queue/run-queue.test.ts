import { beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { RunQueue, type QueueOptions } from '../../../../provisioner/queue/run-queue.ts';
import type { RunKind, RunResult } from '../../../../provisioner/stages/run.ts';
import { EventLog } from '../../../../provisioner/status/event-log.ts';
import { secretBox } from '../../../../provisioner/store/secret-box.ts';
import type { SiteStore, StoredRun } from '../../../../provisioner/store/site-store.ts';
import { openSqliteStore } from '../../../../provisioner/store/sqlite-store.ts';
import { csvOf, makePfx, Site, siteSettings, uuidOf } from '../../../support/service-point-site.ts';

const MINUTE_MS = 60_000;
const failed = (kind: 'retryable' | 'needs-person' | 'permanent'): RunResult => ({
  kind: 'failed',
  failure: { stage: 'connect', code: 'connect.timeout', kind, message: 'no answer' },
});

describe('the queue', () => {
  let clock: VirtualClock;
  let store: SiteStore;
  let log: EventLog;
  let startedMs: number[];

  beforeEach(() => {
    clock = new VirtualClock({ startMs: Date.UTC(2009, 0, 1) });
    store = openSqliteStore({ path: ':memory:', secrets: secretBox(Buffer.alloc(32)) });
    for (let index = 1; index <= 3; index += 1) {
      const shortName = `DESK00${index}`;
      const [mac, importedMebxPassword, importedAdminPassword] = [undefined, undefined, undefined];
      store.computers.add({
        shortName,
        fqdn: `${shortName}.adatum.com`,
        uuid: uuidOf(index),
        mac,
        importedMebxPassword,
        importedAdminPassword,
      });
    }
    log = new EventLog(clock);
    startedMs = [];
  });

  function queueOf(
    run: (entry: StoredRun) => RunResult | Promise<RunResult>,
    more: Partial<QueueOptions> = {},
  ): RunQueue {
    return new RunQueue({
      store: store.queue,
      clock,
      log,
      pollIntervalMs: 20_000,
      workers: () => 4,
      mustNotGiveUp: () => false,
      retryPolicy: () => ({ retries: 3, delayMs: 2 * MINUTE_MS, backoffFactor: 1 }),
      run: async (entry) => {
        startedMs.push(clock.elapsedMs());
        return run(entry);
      },
      ...more,
    });
  }
  const owed = (resourceId: number, kind: RunKind = 'provision') => ({
    resourceId,
    kind,
    address: '',
    helloId: undefined,
  });
  const ids = (): readonly string[] => log.events.map(({ id }) => id);

  test('looks for work at the ticks of its poll, and says so the way the product does', async () => {
    const queue = queueOf(() => ({ kind: 'done' }));
    queue.start();
    await clock.advance(7000);
    expect(queue.add(owed(1))).toBe('queued');
    await clock.advance(12_999);
    expect(startedMs).toEqual([]);
    await clock.advance(1);
    expect(startedMs).toEqual([20_000]);
    expect(ids()).toEqual(['queue.wakes', 'queue.sent', 'queue.waits', 'queue.pool', 'run.succeeded']);
    expect(queue.isIdle()).toBe(true);
    expect(store.queue.open()).toEqual([]);
    expect(clock.pending()).toEqual([]);
  });

  test('tries a retryable failure three more times, two minutes apart, then gives up', async () => {
    const queue = queueOf(() => failed('retryable'));
    queue.start();
    queue.add(owed(1));
    await clock.advance(60 * MINUTE_MS);
    expect(startedMs).toEqual([0, 120_000, 240_000, 360_000]);
    expect(ids().filter((id) => id === 'run.retry')).toHaveLength(3);
    expect(ids().at(-1)).toBe('run.failed');
    expect(store.queue.open()).toEqual([]);
  });

  test('waits longer each time when the policy says so', async () => {
    const queue = queueOf(() => failed('retryable'), {
      retryPolicy: () => ({ retries: 2, delayMs: MINUTE_MS, backoffFactor: 3 }),
    });
    queue.start();
    queue.add(owed(1));
    await clock.advance(60 * MINUTE_MS);
    expect(startedMs).toEqual([0, 60_000, 240_000]);
  });

  test.each(['needs-person', 'permanent'] as const)('does not try a %s failure again', async (kind) => {
    const queue = queueOf(() => failed(kind));
    queue.start();
    queue.add(owed(1));
    await clock.advance(60 * MINUTE_MS);
    expect(startedMs).toHaveLength(1);
    expect(store.queue.open()).toEqual([]);
  });

  test('does not let a wall clock that is set back stretch a wait', async () => {
    const queue = queueOf(() => failed('retryable'), {
      retryPolicy: () => ({ retries: 1, delayMs: 2 * MINUTE_MS, backoffFactor: 1 }),
    });
    queue.start();
    queue.add(owed(1));
    await clock.advance(MINUTE_MS);
    clock.stepWall(-365 * 24 * 60 * MINUTE_MS);
    await clock.advance(MINUTE_MS);
    expect(startedMs).toHaveLength(2);
  });

  test('runs different kinds for one device one after the other, in the order they were asked for', async () => {
    const order: string[] = [];
    let release: () => void = () => undefined;
    const queue = queueOf(async ({ kind }) => {
      order.push(kind);
      await new Promise<void>((resolve) => (release = resolve));
      return { kind: 'done' };
    });
    queue.start();
    queue.add(owed(1, 'update'));
    queue.add(owed(1, 'reset-password'));
    expect(queue.add(owed(1, 'update'))).toBe('already-queued');
    await clock.advance(20_000);
    expect(order).toEqual(['update']);
    // Settings may have changed since the running update began, so one more is owed.
    expect(queue.add(owed(1, 'update'))).toBe('queued');
    for (let turn = 0; turn < 3; turn += 1) {
      release();
      await clock.advance(20_000);
    }
    expect(order).toEqual(['update', 'reset-password', 'update']);
  });

  test('a run that was cut off by a stop has used up no retry', async () => {
    const entry = store.queue.add({ ...owed(1), dueMs: 0 });
    for (let life = 0; life < 5; life += 1) {
      const short = queueOf(
        (_entry) => new Promise((resolve) => clock.after(60_000, 'a long run', () => resolve(failed('retryable')))),
      );
      short.start();
      await clock.advance(20_000);
      const stopped = short.stop();
      await clock.advance(60_000);
      await stopped;
    }
    expect(store.queue.get(entry)).toMatchObject({ state: 'waiting', attempt: 0, lastCode: 'run.cancelled' });
    startedMs.length = 0;
    queueOf(() => failed('retryable')).start();
    await clock.advance(30 * MINUTE_MS);
    expect(startedMs).toHaveLength(4);
  });

  test('a store that fails loses no run and does not bring the queue down', async () => {
    const broken = queueOf(() => ({ kind: 'done' }), {
      store: new Proxy(store.queue, {
        get: (from, name) => {
          if (name === 'finish')
            return () => {
              throw new Error('the disk is full');
            };
          const value: unknown = Reflect.get(from, name);
          return typeof value === 'function' ? (value.bind(from) as unknown) : value;
        },
      }),
    });
    broken.start();
    broken.add(owed(1));
    await clock.advance(20_000);
    expect(log.events.at(-1)).toMatchObject({ id: 'component.defect', fields: { message: 'the disk is full' } });
    expect(store.queue.open()).toMatchObject([{ resourceId: 1, state: 'running' }]);
    const next = queueOf(() => ({ kind: 'done' }));
    expect(next.start()).toBe(1);
    await clock.advance(20_000);
    expect(store.queue.open()).toEqual([]);
  });
});

describe('a hundred devices and four workers', () => {
  test('never run one device twice at once nor more than four in all, and all end provisioned', async () => {
    const pfx = makePfx();
    const site = new Site(pfx);
    const running = new Set<number>();
    let most = 0;
    const twice: number[] = [];
    const servicePoint = await site.running(
      0,
      async ({ computer, journal }) => {
        if (running.has(computer.resourceId)) twice.push(computer.resourceId);
        running.add(computer.resourceId);
        most = Math.max(most, running.size);
        await new Promise<void>((resolve) => site.clock.after(5000, 'a run', resolve));
        running.delete(computer.resourceId);
        journal.setAmtStatus(3);
        return { kind: 'done' };
      },
      siteSettings(pfx, (all) => (all.servicePoint['workers'] = 4)),
    );
    servicePoint.importComputers(csvOf(100), { collection: 'New' });
    for (let round = 0; round < 2; round += 1) for (let index = 1; index <= 100; index += 1) await site.hello(index);
    await site.clock.advance(22_000);
    for (let index = 1; index <= 100; index += 1) await site.hello(index);
    expect(await site.idle()).toBe(true);
    expect(twice).toEqual([]);
    expect(most).toBe(4);
    expect(site.runs).toHaveLength(100);
    expect(servicePoint.computers().every(({ amtStatus }) => amtStatus === 3)).toBe(true);
  });
});
