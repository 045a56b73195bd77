import { beforeEach, describe, expect, test } from 'vitest';
import type { RunFailure, RunPlan } from '../../../../provisioner/stages/run.ts';
import { makePfx, Site, siteSettings, uuidOf } from '../../../support/service-point-site.ts';

const pfx = makePfx();
const failing =
  (failure: RunFailure): RunPlan =>
  async () => ({ kind: 'failed', failure });
const STRANGER = 'ab'.repeat(20);

describe('a hello message', () => {
  let site: Site;
  beforeEach(() => {
    site = new Site(pfx);
  });

  test('of an imported computer with the right root hash leads to one run at its source address', async () => {
    const servicePoint = await site.running(1);
    await site.hello(1, [STRANGER, pfx.rootSha1]);
    expect(site.ids()).toEqual(expect.arrayContaining(['hello.received', 'hello.root-match', 'hello.queued']));
    expect(await site.idle()).toBe(true);
    expect(site.runs).toHaveLength(1);
    expect(site.runs[0]).toMatchObject({ kind: 'provision', address: '127.0.1.1', computer: { uuid: uuidOf(1) } });
    expect(site.runs[0]?.helloHashes).toEqual([
      { algorithm: 'sha1', hex: STRANGER },
      { algorithm: 'sha1', hex: pfx.rootSha1 },
    ]);
    expect(servicePoint.computers()[0]).toMatchObject({
      amtStatus: 3,
      amtStatusName: 'Provisioned',
      amtFullVersion: '3.2.1',
    });
    expect(site.store.inbox.open()).toEqual([]);
  });

  test('of an unknown UUID is discarded and changes no status', async () => {
    await site.running(1);
    await site.hello(2);
    await site.idle();
    expect(site.event('hello.unknown-uuid')?.fields['uuid']).toBe(uuidOf(2));
    expect(site.runs).toHaveLength(0);
    expect(site.servicePoint.computers().map(({ amtStatus }) => amtStatus)).toEqual([null]);
    expect(site.store.inbox.open()).toEqual([]);
  });

  test('without a matching root hash leads to no contact; the status stays unknown', async () => {
    await site.running(1);
    await site.hello(1, [STRANGER]);
    await site.idle();
    expect(site.event('hello.no-root-match')?.fields).toMatchObject({ uuid: uuidOf(1), count: 1 });
    expect(site.runs).toHaveLength(0);
    expect(site.servicePoint.computers()[0]?.amtStatusName).toBe('Unknown');
  });

  test('of a computer with a client of SP1 is rejected while another computer proceeds; an RTM client is no client', async () => {
    const servicePoint = await site.running(3);
    const [first = 0, second = 0] = servicePoint.computers().map(({ resourceId }) => resourceId);
    servicePoint.setClientInstalled(first, '4.00.6221.1000');
    servicePoint.setClientInstalled(second, '4.00.5931.0001');
    for (const index of [1, 2, 3]) await site.hello(index);
    await site.idle();
    expect(site.event('hello.client-installed')?.fields['uuid']).toBe(uuidOf(1));
    expect(servicePoint.computers().map(({ amtStatus }) => amtStatus)).toEqual([null, 3, 3]);
  });

  test('of a provisioned computer does not provision it again', async () => {
    await site.running(1);
    await site.hello(1);
    await site.idle();
    await site.hello(1);
    await site.idle();
    expect(site.runs).toHaveLength(1);
    expect(site.ids()).toContain('hello.already-provisioned');
  });

  test('after a removal provisions again, unless automatic provisioning was disabled', async () => {
    const servicePoint = await site.running(2);
    for (const index of [1, 2]) await site.hello(index);
    await site.idle();
    const [one = 0, two = 0] = servicePoint.computers().map(({ resourceId }) => resourceId);
    servicePoint.removeProvisioning([one], { full: false, suppressAutoProvision: false });
    servicePoint.removeProvisioning([two], { full: true, suppressAutoProvision: true });
    await site.idle();
    expect([one, two].map((resourceId) => site.store.computers.get(resourceId)?.provisionOpType)).toEqual([2, 4]);
    for (const index of [1, 2]) await site.hello(index);
    await site.idle();
    expect(site.runs.map(({ kind }) => kind)).toEqual([
      'provision',
      'provision',
      'remove-partial',
      'remove-full',
      'provision',
    ]);
    expect(site.event('hello.suppressed')?.fields['uuid']).toBe(uuidOf(2));
    servicePoint.clearSuppressAutoProvision([two]);
    await site.hello(2);
    await site.idle();
    expect(servicePoint.computers().map(({ amtStatus }) => amtStatus)).toEqual([3, 3]);
  });

  test('is not acted on by SP2 until out of band provisioning is allowed', async () => {
    const settings = (allow: boolean): unknown =>
      siteSettings(pfx, (all) => {
        all.site['servicePack'] = 'SP2';
        if (allow) all.general['allowOutOfBandProvisioning'] = true;
      });
    await site.running(1, undefined, settings(false));
    await site.hello(1);
    await site.idle();
    expect(site.ids()).toContain('hello.out-of-band-off');
    expect(site.runs).toHaveLength(0);
    expect(site.servicePoint.applySettings(settings(true))).toEqual({ kind: 'applied' });
    await site.hello(1);
    await site.idle();
    expect(site.runs).toHaveLength(1);
  });

  test('finds no certificate: no run, one error', async () => {
    const none = siteSettings(pfx, (all) => delete all.general['provisioningCertificate']);
    await site.running(1, undefined, none);
    await site.hello(1);
    expect(site.event('hello.no-certificate')?.severity).toBe('error');
    expect(site.servicePoint.isIdle()).toBe(true);
  });

  test('of a computer that is queued already adds no second run', async () => {
    await site.running(1);
    await site.hello(1);
    await site.hello(1);
    expect(site.ids()).toContain('hello.already-queued');
    expect(site.store.inbox.open()).toHaveLength(1);
    await site.idle();
    expect(site.runs).toHaveLength(1);
  });

  test('from a new address moves the waiting run there', async () => {
    await site.running(1);
    await site.hello(1);
    await site.hello(1, [pfx.rootSha1], '127.0.1.77');
    await site.idle();
    expect(site.runs.map(({ address }) => address)).toEqual(['127.0.1.77']);
  });

  test('of a computer that needs a person is left alone for fifty minutes, or until settings are applied', async () => {
    const failure: RunFailure = {
      stage: 'authenticate',
      code: 'http.unauthorized',
      kind: 'needs-person',
      message: 'no known password',
      amtStatus: 1,
    };
    const servicePoint = await site.running(1, failing(failure));
    await site.hello(1);
    await site.idle();
    expect(servicePoint.computers()[0]).toMatchObject({
      amtStatus: 1,
      amtStatusName: 'Detected',
      lastError: { stage: 'authenticate', code: 'http.unauthorized', message: 'no known password' },
    });
    await site.clock.advance(49 * 60_000);
    await site.hello(1);
    await site.idle();
    expect(site.ids()).toContain('hello.needs-person');
    expect(site.runs).toHaveLength(1);
    await site.clock.advance(60_000);
    await site.hello(1);
    await site.idle();
    expect(site.runs).toHaveLength(2);
    servicePoint.applySettings(siteSettings(pfx));
    await site.hello(1);
    await site.idle();
    expect(site.runs).toHaveLength(3);
  });

  test('cannot match when the chain of the certificate ends in no root', async () => {
    site = new Site(makePfx({ withRoot: false }));
    const servicePoint = await site.running(1);
    expect(servicePoint.loadedCertificate()).toMatchObject({ rootSha1: undefined, chainLength: 1 });
    await site.hello(1);
    await site.idle();
    expect(site.event('hello.no-root')?.severity).toBe('error');
    expect(site.runs).toHaveLength(0);
  });
});
