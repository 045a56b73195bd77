import { describe, expect, it } from 'vitest';
import { digestHa1 } from '../../../../emulator/device/factory.ts';
import {
  commitChanges,
  enterSetup,
  extendProvisioningPeriod,
  helloSent,
  openWindow,
  spendWindow,
  stopSetup,
} from '../../../../emulator/device/setup/setup.ts';
import { resetParts, fateOf, reset, resetKinds } from '../../../../emulator/device/reset-table.ts';
import { clearRealTimeClock, unprovision } from '../../../../emulator/device/setup/unprovision.ts';
import { deviceTimeMs, setHighAccuracyTime } from '../../../../emulator/device/clock-setting.ts';
import { putGeneralSettings } from '../../../../emulator/device/network/general-settings.ts';
import { profileFor, withProfile } from '../../../../emulator/firmware/releases.ts';
import { refusalOf, someTimeMs, stateAfter, unpacked } from '../../../support/fresh-device.ts';

const HOUR_MS = 3_600_000;
const { state, instant } = unpacked();
const inSetup = stateAfter(enterSetup(state, instant, 'bare-metal'));
const operational = stateAfter(commitChanges(inSetup, instant));

describe('entering setup', () => {
  it('opens the window for 24 hours bare-metal and for 6 by an agent', () => {
    expect(inSetup.setup).toMatchObject({ provisioningState: 1, tlsMode: 2, windowLeftMs: 24 * HOUR_MS });
    expect(stateAfter(enterSetup(state, instant, 'agent')).setup.windowLeftMs).toBe(6 * HOUR_MS);
  });

  it('is refused with zero touch off, without a timer, while the window is open and when operational', () => {
    const off = unpacked(instant.profile, { zeroTouchEnabled: false }).state;
    expect(refusalOf(enterSetup(off, instant, 'agent'))).toEqual(['setup.enter.zero-touch-off', 16]);
    const noTimer = { ...instant, profile: withProfile(instant.profile, { setup: { bareMetalTimerHours: 0 } }) };
    expect(refusalOf(enterSetup(state, noTimer, 'bare-metal'))).toEqual(['setup.enter.no-bare-metal-timer', 2]);
    expect(refusalOf(enterSetup(inSetup, instant, 'agent'))).toEqual(['setup.enter.window-open', 3]);
    expect(refusalOf(enterSetup(operational, instant, 'agent'))).toEqual(['setup.enter.operational', 3]);
  });

  it('happens again through an agent once the time is over, never by itself', () => {
    const spent = stateAfter(spendWindow(inSetup, 24 * HOUR_MS));
    expect(spent.setup).toMatchObject({ provisioningState: 1, windowLeftMs: 0 });
    expect(refusalOf(enterSetup(spent, instant, 'bare-metal'))).toEqual(['setup.enter.bare-metal-spent', 3]);
    expect(stateAfter(enterSetup(spent, instant, 'agent')).setup.windowLeftMs).toBe(6 * HOUR_MS);
  });

  it('draws a random realm for the administrator where realms are random', () => {
    const later = unpacked(profileFor('5.0'));
    expect(later.state.accounts.digestRealm).toMatch(/^Digest:[0-9A-F]{4}0{28}$/);
    const { accounts } = stateAfter(enterSetup(later.state, later.instant, 'bare-metal'));
    expect(accounts.digestRealm).toMatch(/^Digest:(?!.*0{28})[0-9A-F]{32}$/);
    expect(accounts.adminHa1).toBe(digestHa1('admin', accounts.digestRealm, 'admin'));
    expect(inSetup.accounts.digestRealm).toBe('Intel(R) AMT (ID:00112233-4455-6677-8899-AABBCCDDEEFF)');
  });
});

describe('the setup window', () => {
  it('is spent by powered time and closes with the connections', () => {
    const almost = stateAfter(spendWindow(inSetup, 24 * HOUR_MS - 1));
    expect(almost.setup.windowLeftMs).toBe(1);
    const closing = spendWindow(almost, 5);
    expect(stateAfter(closing).setup.windowLeftMs).toBe(0);
    expect(closing.ok && closing.effects.map(({ kind }) => kind)).toEqual(['event', 'drop-connections']);
  });

  it('is extended by 1 to 24 hours, closed by 0', () => {
    expect(stateAfter(extendProvisioningPeriod(inSetup, instant, 6)).setup.windowLeftMs).toBe(6 * HOUR_MS);
    expect(stateAfter(extendProvisioningPeriod(inSetup, instant, 24)).setup.windowLeftMs).toBe(24 * HOUR_MS);
    expect(stateAfter(extendProvisioningPeriod(inSetup, instant, 0)).setup.windowLeftMs).toBe(0);
    expect(refusalOf(extendProvisioningPeriod(inSetup, instant, 25))).toEqual(['setup.extend.hours', 36]);
    expect(refusalOf(extendProvisioningPeriod(operational, instant, 6))[1]).toBe(16);
  });

  it('ends after 255 hours however often it is extended; another setup has its own 255', () => {
    const almostSpent = 24 * HOUR_MS - 1;
    let open = inSetup;
    for (let day = 0; day < 10; day += 1)
      open = stateAfter(extendProvisioningPeriod(stateAfter(spendWindow(open, almostSpent)), instant, 24));
    expect(open.setup.windowLeftMs).toBe(15 * HOUR_MS + 10);
    const closed = stateAfter(spendWindow(open, 15 * HOUR_MS + 10));
    expect(closed.setup).toMatchObject({ windowLeftMs: 0, windowSpentMs: 255 * HOUR_MS });
    expect(stateAfter(enterSetup(closed, instant, 'agent')).setup).toMatchObject({ windowSpentMs: 0 });
  });

  it('is opened, counted and stopped only in setup', () => {
    expect(refusalOf(openWindow(state, 1, 'test'))[1]).toBe(3);
    expect(helloSent(inSetup, 3).setup.helloCount).toBe(4);
    expect(stateAfter(stopSetup(inSetup)).setup).toMatchObject({ provisioningState: 0, windowLeftMs: 0 });
    expect(refusalOf(stopSetup(operational))).toEqual(['setup.stop.not-in-setup', 3]);
  });
});

describe('committing', () => {
  it('ends setup and drops the connections', () => {
    expect(operational.setup).toMatchObject({ provisioningState: 2, windowLeftMs: 0 });
    expect(refusalOf(commitChanges(state, instant))).toEqual(['setup.commit.not-in-setup', 16]);
  });

  it('answers 2057 for TLS without a certificate and for what the release insists on', () => {
    const remote = { ...inSetup.tls.pending.remote, enabled: true };
    const tls = { ...inSetup, tls: { ...inSetup.tls, pending: { ...inSetup.tls.pending, remote } } };
    expect(refusalOf(commitChanges(tls, instant))[1]).toBe(2057);
    const strict = {
      ...instant,
      profile: withProfile(instant.profile, { setup: { commitRequires: ['mebx-password'] } }),
    };
    expect(refusalOf(commitChanges(inSetup, strict))).toEqual(['setup.commit.data-missing', 2057]);
  });
});

describe('the reset table', () => {
  const changed = {
    ...operational,
    setup: {
      ...operational.setup,
      helloCount: 3,
      provisioningServer: 'server15.adatum.com',
      pid: '0000037M',
      pps: 'A'.repeat(32),
      hashes: [
        ...operational.setup.hashes,
        { name: 'own', algorithm: 'sha1' as const, hex: 'ab'.repeat(20), isDefault: false, isActive: true },
      ],
    },
    accounts: { ...operational.accounts, mebxPassword: 'Passw0rd!', mebxPasswordIsDefault: false },
    network: { ...operational.network, hostName: 'desk001', pingResponse: false },
    webInterface: { enabled: false },
  };

  it.each(resetKinds)('has a fate for every part on %s', (kind) => {
    for (const part of resetParts) expect(['keep', 'clear', 'factory']).toContain(fateOf(kind, part));
    expect(() => fateOf(kind, 'nothing')).toThrow(RangeError);
  });

  it('loses nothing but the hello series with mains power', () => {
    expect(reset(changed, 'ac-loss', state)).toEqual({ ...changed, setup: { ...changed.setup, helloCount: 0 } });
  });

  it('keeps identity, keys and hashes with partial unprovisioning', () => {
    const after = stateAfter(unprovision(changed, instant, 'partial'));
    expect(after.setup).toMatchObject({
      provisioningState: 0,
      pid: '0000037M',
      provisioningServer: 'server15.adatum.com',
    });
    expect(after.setup.hashes).toHaveLength(6);
    expect(after.network).toMatchObject({ hostName: 'desk001', pingResponse: true });
    expect(after.webInterface.enabled).toBe(true);
  });

  it('draws another realm at every full unprovisioning', () => {
    const later = unpacked(profileFor('5.0'));
    const provisioned = stateAfter(
      commitChanges(stateAfter(enterSetup(later.state, later.instant, 'agent')), later.instant),
    );
    const realms = [1, 2].map((hours) => {
      const at = { ...later.instant, nowMs: later.instant.nowMs + hours * HOUR_MS };
      return stateAfter(unprovision(provisioned, at, 'full')).accounts.digestRealm;
    });
    expect(new Set([...realms, later.state.accounts.digestRealm]).size).toBe(3);
  });

  it('keeps the MEBx password and burnt-in hashes with full unprovisioning', () => {
    const after = stateAfter(unprovision(changed, instant, 'full', 1));
    expect(after.setup).toMatchObject({ provisioningState: 0, pid: '', pps: '', provisioningServer: '' });
    expect(after.setup.hashes).toHaveLength(5);
    expect(after.network.hostName).toBe('');
    expect(after.accounts).toMatchObject({
      mebxPassword: 'Passw0rd!',
      mebxPasswordIsDefault: false,
      adminIsDefault: true,
    });
    expect(after.accounts.adminHa1).toBe(digestHa1('admin', after.accounts.digestRealm, 'Passw0rd!'));
    expect(refusalOf(unprovision(state, instant, 'full'))[1]).toBe(16);
    expect(refusalOf(unprovision(changed, instant, 'full', 3))[1]).toBe(36);
  });

  it('gives back the default MEBx password when the clock is cleared, and starts in 2004', () => {
    const after = stateAfter(clearRealTimeClock(changed, instant));
    expect(after.accounts).toMatchObject({ mebxPassword: 'admin', mebxPasswordIsDefault: true });
    expect(deviceTimeMs(after, instant)).toBe(1_072_915_200_000);
    expect(after.setup.provisioningState).toBe(2);
  });
});

describe('the clock', () => {
  it('moves by Tm1 - Ta0 and knows no time before 2004', () => {
    const now = someTimeMs / 1000;
    const moved = stateAfter(setHighAccuracyTime(state, instant, { ta0: now, tm1: now + 90, tm2: now + 90 }));
    expect(moved.time).toEqual({ offsetMs: 90_000, source: 1, localSync: 0 });
    for (const tm of [
      { tm1: 1_072_915_200, tm2: now },
      { tm1: now, tm2: 1_072_915_200 },
    ])
      expect(refusalOf(setHighAccuracyTime(state, instant, { ta0: now, ...tm }))).toEqual(['time.before-2004', 36]);
  });

  it('refuses a time before 2004 with the status that the release has for it', () => {
    const profile = withProfile(instant.profile, { limits: { tooEarlyTimeStatus: 34 } });
    const stamps = { ta0: 0, tm1: 1, tm2: 1 };
    expect(refusalOf(setHighAccuracyTime(state, { ...instant, profile }, stamps))).toEqual(['time.before-2004', 34]);
  });
});

describe('names', () => {
  it.each([
    [{ hostName: 'desk001' }, undefined],
    [{ hostName: 'x'.repeat(63) }, undefined],
    [{ hostName: 'x'.repeat(64) }, 12],
    [{ hostName: '-desk' }, 12],
    [{ domainName: 'adatum.com' }, undefined],
    [{ domainName: 'adatum..com' }, 28],
    [{ idleWakeTimeoutMinutes: 0 }, 36],
    [{ idleWakeTimeoutMinutes: 65_535 }, undefined],
  ])('%j gives status %j', (change, status) => {
    const step = putGeneralSettings(state, change);
    expect(step.ok ? undefined : step.refusal.status).toBe(status);
  });
});
