import { describe, expect, it } from 'vitest';
import { AmtError } from '../../../../provisioner/amt/amt-error.ts';
import { FAILURES } from '../../../../provisioner/stages/failures.ts';
import { PLANS, planThrough } from '../../../../provisioner/stages/plan.ts';
import { FakeSite } from './fake-world.ts';

describe('the tables', () => {
  it('every code of the failure table has a meaning, and only a failure that cannot pass is permanent', () => {
    expect(
      Object.entries(FAILURES)
        .filter(([, one]) => one.kind === 'permanent')
        .map(([code]) => code),
    ).toEqual(['version.unsupported']);
    for (const one of Object.values(FAILURES)) expect(one.meaning).toMatch(/^[A-Z].*\.$/);
  });

  it('a busy device is retried, a refusing one is not', async () => {
    for (const [status, kind] of [
      [48, 'retryable'],
      [2063, 'needs-person'],
    ] as const) {
      const site = new FakeSite();
      site.device.before = (call) => {
        if (call === 'addCertificate') throw new AmtError('amt.status', 'No.', { status });
      };
      expect(await planThrough(() => site.device.door())(site.context('provision'))).toMatchObject({
        failure: { stage: 'install-certificate', kind },
      });
    }
  });

  it('provisioned is published last in every plan that publishes it', () => {
    for (const stages of Object.values(PLANS)) {
      const at = stages.findIndex((stage) => stage.name === 'publish-status');
      expect([-1, stages.length - 1]).toContain(at);
    }
  });
});
