import { describe, expect, test } from 'vitest';
import { followingWeeklyMs, nextMidnightMs, nextWeeklyMs } from '../../../../provisioner/maintenance/schedule.ts';
import { makePfx, Site, siteSettings, SITE_START_MS } from '../../../support/service-point-site.ts';

const DAY_MS = 86_400_000;
const SATURDAY = { weekday: 6, startMinute: 0, endMinute: 300 };
const UTC = { name: 'UTC', offsetMinutes: 0 };
const PST = { name: 'Pacific Standard Time', offsetMinutes: -480 };
const at = (text: string): number => Date.parse(text);

async function provisioned(site: Site, certificateDays: number, renewals = true): Promise<void> {
  await site.running(1, async ({ kind, journal }) => {
    const arrives = renewals || kind === 'provision';
    if (kind === 'provision' || kind === 'renew-certificate') {
      const validUntilMs = site.clock.nowMs() + certificateDays * DAY_MS;
      const serialHex = kind === 'provision' ? '0a' : '0b';
      const [requestId, template, authority, validFromMs] = [1, 'Web Server', 'server15\\CA', site.clock.nowMs()];
      const certificate = {
        serialHex,
        thumbprint: serialHex,
        requestId,
        template,
        authority,
        validFromMs,
        validUntilMs,
        chainPem: [],
      };
      if (kind === 'renew-certificate') journal.markCertificate('0a', 'revoked');
      journal.saveCertificate(certificate);
      if (arrives) journal.markCertificate(serialHex, 'issued-to-device');
    }
    journal.setAmtStatus(3);
    return { kind: 'done' };
  });
  await site.hello(1);
  await site.idle();
}

describe('the weekly window', () => {
  test.each([
    ['2009-01-01T08:00:00Z', '2009-01-03T00:00:00Z'],
    ['2009-01-03T00:00:00Z', '2009-01-03T00:00:00Z'],
    ['2009-01-03T04:59:59Z', '2009-01-03T04:59:59Z'],
    ['2009-01-03T05:00:00Z', '2009-01-10T00:00:00Z'],
    ['2009-01-04T00:00:00Z', '2009-01-10T00:00:00Z'],
  ])('seen from %s opens at %s', (now, opens) => {
    expect(nextWeeklyMs(at(now), UTC, SATURDAY)).toBe(at(opens));
  });

  test('follows the time zone of the site', () => {
    expect(nextWeeklyMs(at('2009-01-03T00:00:00Z'), PST, SATURDAY)).toBe(at('2009-01-03T08:00:00Z'));
    expect(nextMidnightMs(at('2009-01-03T07:59:59Z'), PST)).toBe(at('2009-01-03T08:00:00Z'));
  });

  test('after a run inside it opens a week later', () => {
    expect(followingWeeklyMs(at('2009-01-03T03:00:00Z'), UTC, SATURDAY)).toBe(at('2009-01-10T00:00:00Z'));
  });
});

describe('maintenance', () => {
  const pfx = makePfx();

  test('renews on Saturday what ends within 42 days, and only that', async () => {
    const site = new Site(pfx);
    await provisioned(site, 50);
    await site.clock.advance(at('2009-01-03T00:01:00Z') - site.clock.nowMs());
    expect(site.runs.map(({ kind }) => kind)).toEqual(['provision']);
    await site.clock.advance(7 * DAY_MS);
    expect(site.runs.map(({ kind }) => kind)).toEqual(['provision', 'renew-certificate']);
    await site.clock.advance(7 * DAY_MS);
    const evaluations = site.servicePoint.events.filter(
      ({ id, fields }) => id === 'maintenance.ended' && String(fields['task']).startsWith('Evaluate'),
    );
    expect(evaluations.map(({ fields }) => fields['count'])).toEqual([0, 1, 0]);
    expect(new Date(evaluations[1]?.atMs ?? 0).toISOString()).toBe('2009-01-10T00:00:00.000Z');
  });

  test('renews again when the certificate of a renewal never arrived at the device', async () => {
    const site = new Site(pfx);
    await provisioned(site, 30, false);
    await site.clock.advance(15 * DAY_MS);
    expect(site.runs.map(({ kind }) => kind)).toEqual(['provision', 'renew-certificate', 'renew-certificate']);
  });

  test('resets passwords every 28 days, counted across restarts', async () => {
    const site = new Site(pfx);
    await provisioned(site, 365);
    await site.clock.advance(20 * DAY_MS);
    await site.servicePoint.stop();
    const later = new Site(pfx, { store: site.store, startMs: site.clock.nowMs() });
    await later.create().start();
    await later.clock.advance(SITE_START_MS + 28 * DAY_MS - later.clock.nowMs() - 1);
    expect(later.runs).toHaveLength(0);
    await later.clock.advance(60_000);
    expect(later.runs.map(({ kind }) => kind)).toEqual(['reset-password']);
    await later.clock.advance(28 * DAY_MS);
    expect(later.runs).toHaveLength(2);
  });

  test('leaves a disabled task alone and warns about an interval that Windows outruns', async () => {
    const site = new Site(pfx);
    await site.running(0);
    await site.servicePoint.stop();
    for (const task of site.store.site.tasks())
      site.store.site.saveTask(
        task.name.startsWith('Reset') ? { ...task, intervalDays: 30 } : { ...task, enabled: false },
      );
    const later = new Site(pfx, { store: site.store });
    await later.create().start();
    expect(later.event('maintenance.passwords-exceed-windows')?.fields).toEqual({ days: 30, windowsDays: 30 });
    expect(later.ids().filter((id) => id === 'maintenance.enabled')).toHaveLength(1);
    expect(later.clock.pending().map(({ name }) => name)).not.toContain('certificate evaluation');
  });

  test('warns daily about the provisioning certificate, then removes it from memory when it ends', async () => {
    const ending = makePfx({ validUntilMs: SITE_START_MS + 44 * DAY_MS });
    const site = new Site(ending);
    const servicePoint = await site.running(1);
    const warnings = () => servicePoint.events.filter(({ id }) => id === 'certificate.expiring');
    await site.clock.advance(1.5 * DAY_MS);
    expect(warnings()).toHaveLength(0);
    await site.clock.advance(42.4 * DAY_MS);
    expect(warnings().map(({ fields }) => fields['days'])).toEqual(Array.from({ length: 42 }, (_, day) => 42 - day));
    expect(servicePoint.loadedCertificate()).toBeDefined();
    await site.clock.advance(DAY_MS);
    expect(site.ids().filter((id) => id === 'certificate.expired')).toHaveLength(1);
    expect(servicePoint.loadedCertificate()).toBeUndefined();
    await site.hello(1);
    expect(site.ids().at(-1)).toBe('hello.no-certificate');
    const renewed = makePfx({ validUntilMs: SITE_START_MS + 800 * DAY_MS });
    servicePoint.applySettings(siteSettings(renewed));
    await site.hello(1, [renewed.rootSha1]);
    expect(site.ids().at(-1)).toBe('hello.queued');
  });
});
