import { expect, test } from 'vitest';
import { releases } from '../../emulator/index.ts';
import { smallPlan } from '../../scenarios/adatum/plan.ts';
import { playAdatum } from '../../scenarios/adatum/play.ts';

test.each(releases)('a bare-metal computer with AMT %s is provisioned like any other', async (release) => {
  const plan = smallPlan();
  plan.computers = plan.computers.map((computer) => ({ ...computer, release }));
  const story = await playAdatum(plan, { seed: `release ${release}`, network: 'memory' });
  try {
    const computer = story.computer('DESK001');
    expect(computer?.lastError).toBeUndefined();
    expect(computer?.amtStatus).toBe(3);
    const [major, minor] = release.split('.');
    expect(computer?.amtFullVersion).toMatch(new RegExp(`^${major ?? ''}\\.${minor ?? ''}(\\.|$)`));
    expect(story.devices[0]?.state.setup.record).toMatchObject({
      serverFqdn: 'server15.adatum.com',
      isTimeValid: true,
    });
  } finally {
    await story.close();
  }
});
