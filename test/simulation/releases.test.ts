import { describe, expect, test } from 'vitest';
import { profileFor, releases } from '../../emulator/index.ts';
import { smallPlan } from '../../scenarios/adatum/plan.ts';
import { playAdatum, type AdatumStory } from '../../scenarios/adatum/play.ts';

const HOUR_MS = 3_600_000;

const overWsman = releases.filter((release) => profileFor(release).capabilities.has('wsman'));
const saysHelloItself = (release: string): boolean => profileFor(release).setup.bareMetalTimerHours > 0;

function play(release: string): Promise<AdatumStory> {
  const plan = smallPlan();
  plan.computers = plan.computers.map((computer) => ({ ...computer, release }));
  return playAdatum(plan, { seed: `release ${release}`, network: 'memory' });
}

function expectProvisioned(story: AdatumStory, release: string): void {
  const computer = story.computer('DESK001');
  expect(computer?.lastError).toBeUndefined();
  expect(computer?.amtStatus).toBe(3);
  const [major, minor] = release.split('.');
  expect(computer?.amtFullVersion).toMatch(new RegExp(`^${major ?? ''}\\.${minor ?? ''}(\\.|$)`));
  expect(story.devices[0]?.state.setup.record).toMatchObject({
    serverFqdn: 'server15.adatum.com',
    isTimeValid: true,
  });
}

test.each(overWsman.filter(saysHelloItself))(
  'a bare-metal computer with AMT %s is provisioned like any other',
  async (release) => {
    const story = await play(release);
    try {
      expect(story.devices[0]?.profile.release).toBe(release);
      expectProvisioned(story, release);
    } finally {
      await story.close();
    }
  },
);

describe.each(overWsman.filter((release) => !saysHelloItself(release)))('a new computer with AMT %s', (release) => {
  const takesOldChains = !profileFor(release).setup.refuseWeakHash;

  test(`says nothing by itself; with setup started in MEBx it ${takesOldChains ? 'is provisioned' : 'refuses a chain over SHA-1'}`, async () => {
    const story = await play(release);
    try {
      expect(story.computer('DESK001')?.amtStatus).toBe(null);
      const [device] = story.devices;
      expect(device?.state.setup.helloCount).toBe(0);
      device?.mebx.logOn('admin');
      device?.mebx.changePassword('P@ssw0rd1');
      expect(device?.mebx.startSetup()).toEqual({ ok: true });
      const isOver = (): boolean =>
        story.computer('DESK001')?.amtStatus === 3 || story.computer('DESK001')?.lastError !== undefined;
      await story.company.clock.until(isOver, HOUR_MS);
      if (takesOldChains) return expectProvisioned(story, release);
      expect(story.computer('DESK001')?.lastError).toMatchObject({ code: 'tls.refused-by-device' });
      expect(device?.decisions.map(({ code }) => code)).toContain('setup.chain.weak-hash');
    } finally {
      await story.close();
    }
  });
});

test('a computer with AMT 2.6 is not provisioned without a translator: it has no WS-Management', async () => {
  const story = await play('2.6');
  try {
    expect(story.computer('DESK001')?.lastError).toMatchObject({ stage: 'authenticate', code: 'http.status' });
    expect(story.devices[0]?.state.setup.provisioningState).toBe(1);
  } finally {
    await story.close();
  }
});
