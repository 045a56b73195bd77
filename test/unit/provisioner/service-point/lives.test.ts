import { beforeEach, describe, expect, test } from 'vitest';
import { createServicePoint } from '../../../../provisioner/service-point/create.ts';
import type { RunPlan, RunResult } from '../../../../provisioner/stages/run.ts';
import { secretBox } from '../../../../provisioner/store/secret-box.ts';
import type { SiteStore } from '../../../../provisioner/store/site-store.ts';
import { openSqliteStore } from '../../../../provisioner/store/sqlite-store.ts';
import { helloBytes, makePfx, Site, SITE_START_MS, uuidOf } from '../../../support/service-point-site.ts';

const pfx = makePfx();
const never: RunPlan = () => new Promise<RunResult>(() => undefined);

const fail = (): never => {
  throw new Error('the disk is full');
};

/** A store that works until `writes` more writes have been made, and never again: a power cut between two writes. */
function mortal(real: SiteStore, life: { writes: number }): SiteStore {
  const WRITES = /^(?:accept|release|add|start|postpone|finish|recover|change|save|setStatus|append)/;
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (from, name) => {
        const value: unknown = Reflect.get(from, name);
        if (typeof value === 'object' && value !== null) return wrap(value);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown => {
          if (WRITES.test(String(name)) && life.writes-- <= 0) throw new Error('power cut');
          return Reflect.apply(value, from, given);
        };
      },
    });
  return wrap(real);
}

describe('a service point that comes back', () => {
  let store: SiteStore;
  beforeEach(() => {
    store = openSqliteStore({ path: ':memory:', secrets: secretBox(Buffer.alloc(32, 1)) });
  });

  test('takes up what waited and what ran when the process died', async () => {
    const before = new Site(pfx, { store });
    await before.running(3, never);
    for (const index of [1, 2]) await before.hello(index);
    await before.clock.advance(20_000);
    await before.hello(3);
    expect(before.runs).toHaveLength(2);

    const after = new Site(pfx, { store, startMs: SITE_START_MS + 60_000 });
    const servicePoint = after.create();
    await servicePoint.start();
    expect(after.event('component.resumed')?.fields['entries']).toBe(3);
    expect(await after.idle()).toBe(true);
    expect(after.runs.map(({ computer }) => computer.uuid).toSorted()).toEqual([1, 2, 3].map(uuidOf));
    expect(after.runs.map(({ helloHashes }) => helloHashes?.[0]?.hex)).toEqual(Array(3).fill(pfx.rootSha1));
    expect(servicePoint.computers().map(({ amtStatus }) => amtStatus)).toEqual([3, 3, 3]);
  });

  test('acts on a hello that was accepted but not decided about', async () => {
    await new Site(pfx, { store }).running(1);
    const bytes = helloBytes(uuidOf(1), [pfx.rootSha1]);
    store.inbox.accept({ uuid: uuidOf(1), address: '127.0.1.1', port: 40_000, receivedAtMs: SITE_START_MS, bytes });
    const after = new Site(pfx, { store });
    await after.create().start();
    expect(await after.idle()).toBe(true);
    expect(after.runs).toHaveLength(1);
    expect(store.inbox.open()).toEqual([]);
  });

  test('loses no accepted hello, wherever between two writes the power fails', async () => {
    for (let writes = 1; writes <= 12; writes += 1) {
      const kept = openSqliteStore({ path: ':memory:', secrets: secretBox(Buffer.alloc(32, 1)) });
      const setup = new Site(pfx, { store: kept });
      await setup.running(1);
      await setup.servicePoint.stop();

      const life = { writes: Number.POSITIVE_INFINITY };
      const before = new Site(pfx, { store: mortal(kept, life) });
      await before.create().start();
      life.writes = writes;
      await before.hello(1);
      await before.clock.advance(60_000);

      const after = new Site(pfx, { store: kept, startMs: SITE_START_MS + 120_000 });
      await after.create().start();
      expect(await after.idle()).toBe(true);
      const outcome = { writes, statuses: after.servicePoint.computers().map(({ amtStatus }) => amtStatus) };
      expect(outcome).toEqual({ writes, statuses: [3] });
      expect({ writes, inbox: kept.inbox.open(), queue: kept.queue.open() }).toEqual({ writes, inbox: [], queue: [] });
    }
  });

  test('stop aborts what runs, waits for it, and says what it waits for', async () => {
    const site = new Site(pfx, { store });
    let release: (result: RunResult) => void = () => undefined;
    const servicePoint = await site.running(1, () => new Promise<RunResult>((resolve) => (release = resolve)));
    await site.hello(1);
    await site.clock.advance(20_000);
    let stopped = false;
    const stopping = servicePoint.stop().then(() => (stopped = true));
    expect(site.runs[0]?.signal.aborted).toBe(true);
    await site.clock.advance(25_000);
    expect(stopped).toBe(false);
    const waits = site.servicePoint.events.filter(({ id }) => id === 'component.stop-waits');
    expect(waits.map(({ fields }) => fields['waitsFor'])).toEqual(['run of machine 1', 'run of machine 1']);
    const message = 'interrupted';
    release({ kind: 'failed', failure: { stage: 'connect', code: 'run.aborted', kind: 'retryable', message } });
    await stopping;
    expect(site.ids().slice(-2)).toEqual(['run.cancelled', 'component.stopped']);
    expect(store.queue.open()).toMatchObject([{ state: 'waiting', kind: 'provision' }]);
    expect(site.clock.pending()).toEqual([]);
    expect(site.segment.tcp.size).toBe(0);
  });

  test('starts again after a stop, with the settings it was given last', async () => {
    const site = new Site(pfx, { store });
    const servicePoint = await site.running(1);
    await servicePoint.stop();
    expect((await servicePoint.start()).kind).toBe('started');
    await site.hello(1);
    await site.idle();
    expect(site.runs).toHaveLength(1);
  });

  test('a new process without settings of its own takes those of the site database', async () => {
    const first = new Site(pfx, { store });
    await first.running(1);
    await first.servicePoint.stop();
    const second = new Site(pfx, { store });
    const servicePoint = createServicePoint({ settings: undefined, ports: second.ports(), store });
    expect((await servicePoint.start()).kind).toBe('started');
    expect(servicePoint.loadedCertificate()?.thumbprint).toBe(pfx.thumbprint);
  });

  test('a database that keeps no messages is said once and stops nothing', async () => {
    const site = new Site(pfx, {
      store: { ...store, messages: { ...store.messages, latest: () => [], append: fail } },
    });
    await site.running(1);
    for (const index of [2, 3]) await site.hello(index, ['00'.repeat(20)]);
    await site.hello(1, ['00'.repeat(20)]);
    await site.hello(1, ['00'.repeat(20)]);
    expect(site.ids().filter((id) => id === 'component.messages-lost')).toHaveLength(1);
    await site.hello(1);
    await site.idle();
    expect(site.runs).toHaveLength(1);
  });

  test('keeps the last error of a computer across lives, until a run succeeds', async () => {
    const first = new Site(pfx, { store });
    const failure = { stage: 'connect', code: 'connect.timeout', kind: 'permanent', message: 'no answer' } as const;
    await first.running(1, async () => ({ kind: 'failed', failure }));
    await first.hello(1);
    await first.idle();
    await first.servicePoint.stop();
    const second = new Site(pfx, { store });
    const servicePoint = second.create();
    expect(servicePoint.computers()[0]?.lastError).toMatchObject({
      stage: 'connect',
      code: 'connect.timeout',
      message: 'no answer',
    });
    await servicePoint.start();
    await second.hello(1);
    await second.idle();
    expect(servicePoint.computers()[0]?.lastError).toBeUndefined();
    await servicePoint.stop();
    expect(new Site(pfx, { store }).create().computers()[0]?.lastError).toBeUndefined();
  });
});
