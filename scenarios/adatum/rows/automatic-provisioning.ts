import type { AdatumNegative, AdatumRow } from './row.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';

/** AD-43 to AD-59: what happens without a person, and how Tommy watches it. */
export const automaticProvisioningRows: readonly AdatumRow[] = [
  {
    id: 'AD-44',
    title:
      'The firmware says hello to the service point soon after power came: its UUID and the list of root hashes, then each minute for five minutes, every five minutes for an hour, hourly for 23 hours.',
    channels: ['W', 'CLK'],
    observe(story, witness) {
      const [hello] = eventsOf(deviceOf(story, 'DESK001'), 'hello');
      const first = witness.found('W', 'hello message from DESK001', hello);
      witness.equal('W', 'destination', first.to, '10.15.0.15:9971');
      witness.saw(
        'W',
        `UUID of DESK001 in SMBIOS byte order in ${first.bytesHex.slice(0, 48)}`,
        first.bytesHex.slice(16, 48) === '44454c4c440001408041c2c04f4d3231',
      );
      const waitMs = first.atMs - (story.connectedAtMs ?? Number.NaN);
      witness.saw('CLK', `${waitMs / 1000} s after power`, waitMs >= 0 && waitMs < 60_000);
    },
  },
];

export const automaticProvisioningNegatives: readonly AdatumNegative[] = [
  {
    id: 'AD-43-N1',
    title:
      'With an IP address as provisioning server in MEBx there is no DNS query, and the hello arrives all the same.',
    channels: ['DNS', 'W'],
    change(plan) {
      plan.computers = plan.computers.map((computer) => ({ ...computer, provisioningServer: '10.15.0.15' }));
    },
    observe(story, witness) {
      const asked = story.company.dns.queryLog.filter(
        (query) =>
          query.from.startsWith('10.15.0.1') && /provisionserver/i.test(query.name) && query.from !== '10.15.0.15',
      );
      witness.equal('DNS', 'queries for ProvisionServer from computers', asked.length, 0);
      witness.found('W', 'hello.received at the service point', logged(story, 'hello.received')[0]);
    },
  },
];
