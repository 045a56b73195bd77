import { afterEach, describe, expect, test } from 'vitest';
import { happyPlan, smallPlan, type AdatumPlan } from '../../scenarios/adatum/plan.ts';
import { playAdatum, type AdatumStory } from '../../scenarios/adatum/play.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const open: AdatumStory[] = [];
afterEach(async () => {
  for (const story of open.splice(0)) await story.close();
});

/** The story with the computers reachable by name: a reservation and a host record each, as before an OS is installed. */
async function provisioned(
  change: (plan: AdatumPlan) => void = () => undefined,
  plan = smallPlan(),
): Promise<AdatumStory> {
  plan.network.dhcp.reserveDelivered = true;
  plan.network.dns.hostRecordsByHand = true;
  change(plan);
  const story = await playAdatum(plan, { seed: 'life', network: 'memory' });
  open.push(story);
  for (const computer of plan.computers) expect(story.computer(computer.shortName)?.amtStatus).toBe(3);
  return story;
}

function id(story: AdatumStory): number {
  return story.computer('DESK001')?.resourceId ?? 0;
}

async function untilIdle(story: AdatumStory, limitMs = HOUR_MS): Promise<void> {
  await story.company.clock.advance(30_000);
  expect(await story.company.clock.until(() => story.servicePoint.isIdle(), limitMs)).toBe(true);
}

function failures(story: AdatumStory): readonly unknown[] {
  return story.servicePoint.events.filter(({ id: event }) => event === 'run.failure').map(({ fields }) => fields);
}

describe('a provisioned computer', () => {
  test('takes new settings only when its provisioning data is updated', async () => {
    const story = await provisioned();
    const [device] = story.devices;
    expect(device?.state.redirection.enabledState).toBe(32771);
    const { settingsOf } = await import('../../scenarios/adatum/site-settings.ts');
    const changed = { ...story.plan, site: { ...story.plan.site, serialOverLanAndIdeRedirection: false } };
    expect(story.servicePoint.applySettings(settingsOf(changed, story))).toEqual({ kind: 'applied' });
    await story.company.clock.advance(HOUR_MS);
    expect(device?.state.redirection.enabledState).toBe(32771);
    expect(story.servicePoint.update([id(story)])).toEqual({ kind: 'accepted' });
    await untilIdle(story);
    expect(failures(story)).toEqual([]);
    expect(device?.state.redirection.enabledState).toBe(32768);
    expect(story.computer('DESK001')?.amtStatus).toBe(3);
  });

  test('is removed fully, loses its directory account and certificate, and stays alone when that was wished', async () => {
    const story = await provisioned();
    const account = story.computer('DESK001')?.accountDistinguishedName ?? '';
    expect(story.company.forest.object(account)).toBeDefined();
    story.servicePoint.removeProvisioning([id(story)], { full: true, suppressAutoProvision: true });
    await untilIdle(story);
    expect(failures(story)).toEqual([]);
    expect(story.company.forest.object(account)).toBeUndefined();
    const issued = story.company.authority
      .rows()
      .filter((row) => row.template === 'ConfigMgr AMT Web Server Certificate');
    expect(issued.map((row) => [row.disposition, row.revocationReason])).toEqual([['revoked', 'superseded']]);
    await story.company.clock.advance(3 * HOUR_MS);
    expect(story.computer('DESK001')).toMatchObject({ amtStatus: 2, suppressAutoProvision: true });
    expect(story.devices[0]?.state.setup.provisioningState).not.toBe(2);
  });

  test.each([true, false])('is provisioned again by itself after a removal (full: %s)', async (full) => {
    const story = await provisioned();
    story.servicePoint.removeProvisioning([id(story)], { full, suppressAutoProvision: false });
    await untilIdle(story);
    expect(
      await story.company.clock.until(
        () => story.computer('DESK001')?.amtStatus === 3 && story.servicePoint.isIdle(),
        6 * HOUR_MS,
      ),
    ).toBe(true);
    expect(story.devices[0]?.state.setup.provisioningState).toBe(2);
  });

  test('gets a new remote admin password every 28 days, and the old one no longer opens it', async () => {
    const story = await provisioned();
    const before = story.servicePoint.revealAdminPassword(id(story));
    const ha1Before = story.devices[0]?.state.accounts.adminHa1;
    await story.company.clock.advance(29 * DAY_MS);
    const after = story.servicePoint.revealAdminPassword(id(story));
    expect(failures(story)).toEqual([]);
    expect(after).not.toBe(before);
    expect(story.devices[0]?.state.accounts.adminHa1).not.toBe(ha1Before);
    expect(story.servicePoint.update([id(story)])).toEqual({ kind: 'accepted' });
    await untilIdle(story);
    expect(story.computer('DESK001')?.lastError).toBeUndefined();
  });

  test('gets a new certificate on the Saturday before 42 days to its expiry, and the old one is revoked', async () => {
    const story = await provisioned((plan) => {
      plan.provisioningCertificate.validDays = 3000;
    });
    const [first] = story.computer('DESK001')?.certificates ?? [];
    const dueMs = (first?.validUntilMs ?? 0) - 42 * DAY_MS;
    await story.company.clock.advance(dueMs - story.company.clock.nowMs() - 8 * DAY_MS);
    expect(story.computer('DESK001')?.certificates.map((one) => one.serialHex)).toEqual([first?.serialHex]);
    await story.company.clock.advance(16 * DAY_MS);
    const now = story.computer('DESK001')?.certificates ?? [];
    expect(now).toHaveLength(1);
    expect(now[0]?.serialHex).not.toBe(first?.serialHex);
    const old = story.company.authority
      .rows()
      .find((row) => row.serialHex?.toLowerCase() === first?.serialHex.toLowerCase());
    expect(old?.disposition).toBe('revoked');
  });
});

test('the daily warning about the provisioning certificate names it, and after expiry it is removed from memory', async () => {
  const story = await provisioned((plan) => {
    plan.provisioningCertificate.validDays = 30;
  });
  const warnings = (): number =>
    story.servicePoint.events.filter((event) => event.id === 'certificate.expiring').length;
  const before = warnings();
  await story.company.clock.advance(5 * DAY_MS);
  expect(warnings() - before).toBe(5);
  await story.company.clock.advance(30 * DAY_MS);
  expect(story.servicePoint.events.some((event) => event.id === 'certificate.expired')).toBe(true);
  expect(story.servicePoint.loadedCertificate()).toBeUndefined();
});

test('three computers are provisioned at once, each with a password and a certificate of its own', async () => {
  const story = await provisioned(undefined, happyPlan());
  const passwords = story.servicePoint
    .computers()
    .map(({ resourceId }) => story.servicePoint.revealAdminPassword(resourceId));
  expect(new Set(passwords).size).toBe(3);
  const serials = story.servicePoint
    .computers()
    .flatMap(({ certificates }) => certificates.map((one) => one.serialHex));
  expect(new Set(serials).size).toBe(3);
  const exchanges = JSON.stringify(story.exchanges());
  expect(exchanges).toContain('SetAdminAclEntryEx');
  for (const password of [...passwords, story.plan.site.mebxPassword]) expect(exchanges).not.toContain(password);
});

test('a computer that AMT set up and that nobody can reach for hours is not forgotten: it says hello no more', async () => {
  const plan = smallPlan();
  const story = await playAdatum(
    { ...plan, operation: { ...plan.operation, watchedHours: 0 } },
    { seed: 'outage', network: 'memory' },
  );
  open.push(story);
  const { clock, fabric } = story.company;
  const cut = { mend: (): void => undefined };
  const watch = story.servicePoint.onEvent((event) => {
    if (event.id !== 'oob.stage.done' || event.fields['stage'] !== 'commit') return;
    watch[Symbol.dispose]();
    cut.mend = fabric.firewall.add({ from: 'server15', port: 16993, protocol: 'tcp', action: 'drop' });
  });
  await clock.advance(3 * HOUR_MS);
  expect(story.devices[0]?.state.setup.provisioningState).toBe(2);
  expect(story.computer('DESK001')?.amtStatus).toBeNull();
  cut.mend();
  expect(await clock.until(() => story.computer('DESK001')?.amtStatus === 3, 2 * HOUR_MS)).toBe(true);
});
