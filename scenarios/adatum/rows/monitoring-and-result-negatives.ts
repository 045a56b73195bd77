import type { Witness } from '../../narrator/witness.ts';
import { deliveredComputer } from '../plan.ts';
import type { AdatumStory } from '../play.ts';
import type { AdatumNegative } from './row.ts';
import { CONSOLE_WAITS } from './monitoring-and-result.ts';
import { deviceOf, logged } from './looking.ts';
import { updateAndWait } from './variant.ts';

/** What goes wrong in AD-57 to AD-59. */
export const monitoringAndResultNegatives: readonly AdatumNegative[] = [
  {
    id: 'AD-57-N1',
    title: 'When the operating system gets another name than the CSV has, the computer cannot be managed by the FQDN.',
    channels: ['DNS'],
    change(plan) {
      plan.computers = [deliveredComputer(1, { osFqdn: 'accounting7.adatum.com' })];
    },
    async observe(story, witness) {
      const address = deviceOf(story, 'DESK001').address?.address;
      const other = story.company.dns.lookUp('accounting7.adatum.com').map(({ type, data }) => `${type} ${data}`);
      witness.equal('DNS', 'records of the name of the operating system', other, [`A ${address}`]);
      await lookAtUnknownName(story, witness);
    },
  },
  {
    id: 'AD-58-N1',
    title:
      'Without reservation and host record a computer without operating system is provisioned, and cannot be managed by name.',
    channels: ['DNS'],
    change: () => undefined,
    async observe(story, witness) {
      const run = logged(story, 'run.done').map(({ fields }) => fields['task']);
      witness.equal('LOG', 'runs done', run, ['Provision']);
      await lookAtUnknownName(story, witness);
    },
  },
  {
    id: 'AD-59-N1',
    title: 'An engineer who is not in the group is answered 401.',
    channels: ['W'],
    waitsFor: CONSOLE_WAITS,
    change: () => undefined,
    observe: () => undefined,
  },
  {
    id: 'AD-59-N2',
    title: 'An engineer whose clock is off by more than the tolerance is refused by Kerberos.',
    channels: ['KDC'],
    waitsFor: CONSOLE_WAITS,
    change: () => undefined,
    observe: () => undefined,
  },
  {
    id: 'AD-59-N3',
    title:
      'The console refuses an engineer without the right "Manage management controllers" before it talks to any AMT.',
    channels: ['UI'],
    waitsFor: CONSOLE_WAITS,
    change: () => undefined,
    observe: () => undefined,
  },
];

/** Provisioning went well, the FQDN is not in DNS, and an update by name ends without a word to AMT. */
async function lookAtUnknownName(story: AdatumStory, witness: Witness): Promise<void> {
  const { dns, clock, fabric } = story.company;
  const fqdn = 'desk001.adatum.com';
  witness.equal('DB', 'AMTStatus', story.computer('DESK001')?.amtStatus, 3);
  witness.equal('DNS', `records of ${fqdn}`, dns.lookUp(fqdn), []);
  const sessions = (): number => fabric.transcript.streamsTo(16_993).length;
  const sessionsBefore = sessions();
  const sinceMs = clock.nowMs();
  const id = story.computer('DESK001')?.resourceId ?? 0;
  witness.equal('UI', 'update by name', await updateAndWait(story, [id]), 'accepted');
  const asked = dns.queryLog.filter(
    ({ atMs, from, name }) => atMs >= sinceMs && from === '10.15.0.15' && name.toLowerCase() === fqdn,
  );
  witness.saw('DNS', `${asked.length} question(s) of server15 for ${fqdn}`, asked.length > 0);
  witness.saw(
    'DNS',
    'all answered NXDOMAIN',
    asked.every(({ rcode }) => rcode === 'NXDOMAIN'),
  );
  const failures = logged(story, 'run.failure');
  const begun = logged(story, 'run.begin').filter(({ atMs }) => atMs >= sinceMs).length;
  witness.equal('LOG', 'failures, one for each run that began', failures.length, begun);
  witness.equal('LOG', 'reasons', [...new Set(failures.map(({ fields }) => fields['code']))], ['names.not-found']);
  witness.equal('LOG', 'updates given up', logged(story, 'run.failed').length, 1);
  witness.equal('W', 'connections to AMT meanwhile', sessions() - sessionsBefore, 0);
  witness.equal('DB', 'AMTStatus after it', story.computer('DESK001')?.amtStatus, 3);
}
