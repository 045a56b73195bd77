import type { DhcpLogEntry } from '../../world/dhcp/server.ts';
import { ADDRESS } from '../company.ts';
import type { AdatumStory } from '../play.ts';
import { hellosOnTheWire, sessionsWith } from './evidence.ts';
import { computersOf, deviceOf, eventsOf } from './looking.ts';
import type { AdatumRow } from './row.ts';

const REDIRECTION_PORT = 16_995;

const firewallRow: AdatumRow = {
  id: 'AD-15',
  title:
    'Routers and firewalls need no change: hello messages reach the server on 9971, and AMT is reached on 16993 and 16995.',
  channels: ['FW'],
  async observe(story, witness) {
    const { firewall } = story.company.fabric;
    await connectFromServer15(story, 'DESK001', REDIRECTION_PORT);
    for (const port of [9971, 16_993, REDIRECTION_PORT]) {
      const { allowed, dropped, rejected } = firewall.counter('tcp', port);
      witness.saw('FW', `port ${port}: ${allowed} allowed, ${dropped} dropped, ${rejected} rejected`, allowed > 0);
      witness.equal('FW', `connections to ${port} that were stopped`, dropped + rejected, 0);
    }
    for (const { shortName } of computersOf(story)) {
      const [hello] = hellosOnTheWire(story, shortName);
      const [session] = sessionsWith(story, shortName);
      witness.equal('W', `hello and session of ${shortName}`, [hello?.fate, session?.fate], ['allow', 'allow']);
    }
  },
};

/** Knocks at a port of AMT. Nobody need open: a filter lets the attempt pass or does not. */
async function connectFromServer15(story: AdatumStory, shortName: string, port: number): Promise<void> {
  const { clock, fabric } = story.company;
  const address = deviceOf(story, shortName).address?.address ?? '';
  const attempt = new AbortController();
  const timer = clock.after(20_000, 'nobody answers the knock', () => attempt.abort(new Error('no answer')));
  const knock = fabric
    .attach('server15', ADDRESS.server15)
    .connectTcp(ADDRESS.server15, { address, port }, attempt.signal)
    .then(
      (stream) => stream.destroy(),
      () => undefined,
    );
  await clock.settled(knock, 60_000);
  timer.cancel();
}

const aliasRow: AdatumRow = {
  id: 'AD-16',
  title:
    'DNS takes dynamic updates, so that the new site system registers the alias by itself, with the identity of server15.',
  channels: ['DNS'],
  observe(story, witness) {
    const updates = story.company.dns.updateLog.filter(({ changes }) => changes.join().includes('provisionserver'));
    witness.equal('DNS', 'updates of the alias', updates.length, 1);
    const [update] = updates;
    witness.equal(
      'DNS',
      'who made it, and the answer',
      [update?.identity, update?.rcode],
      ['server15.adatum.com', 'NOERROR'],
    );
    const records = story.company.dns.lookUp('ProvisionServer.adatum.com').map(({ type, data }) => `${type} ${data}`);
    witness.equal('DNS', 'records at ProvisionServer.adatum.com', records, ['CNAME server15.adatum.com']);
  },
};

/** What the DHCP server did for a computer, oldest first. */
function dhcpLogOf(story: AdatumStory, shortName: string): readonly DhcpLogEntry[] {
  const { mac } = deviceOf(story, shortName);
  return story.company.dhcp.log.filter((entry) => entry.mac === mac);
}

const scopeRow: AdatumRow = {
  id: 'AD-17',
  title: 'DHCP has an active scope with free addresses: each computer is offered one and leases it.',
  channels: ['DHCP'],
  observe(story, witness) {
    for (const { shortName } of computersOf(story)) {
      const [first, second] = dhcpLogOf(story, shortName).map(({ event }) => event);
      witness.equal('DHCP', `what the server did for ${shortName}`, [first, second], ['offer', 'ack']);
      const device = deviceOf(story, shortName);
      const lease = story.company.dhcp.leases().find(({ mac }) => mac === device.mac);
      const address = witness.found('DHCP', `lease of ${shortName}`, lease).address;
      witness.equal('WSM', `address that ${shortName} uses`, device.address?.address, address);
    }
  },
};

/** A row about an option: the server sends it, and AMT takes its value. */
function optionRow(id: string, title: string, option: number, field: 'dns' | 'domain', value: string): AdatumRow {
  return {
    id,
    title,
    channels: ['DHCP'],
    observe(story, witness) {
      for (const { shortName } of computersOf(story)) {
        const [offer] = dhcpLogOf(story, shortName);
        const sent = offer?.options.join(', ') ?? '';
        witness.saw('DHCP', `options to ${shortName}: ${sent}`, offer?.options.includes(option) === true);
        const taken = eventsOf(deviceOf(story, shortName), 'dhcp').find(({ what }) => what === 'offer');
        witness.equal('DHCP', `value of option ${option} that ${shortName} reads`, taken?.detail[field], value);
      }
    },
  };
}

const namesRow: AdatumRow = {
  id: 'AD-20',
  title: 'The DHCP server updates DNS by itself with the resource records of the computers that lease from it.',
  channels: ['DNS'],
  observe(story, witness) {
    const { dns, dhcp } = story.company;
    for (const { shortName, fqdn } of computersOf(story)) {
      const { mac } = deviceOf(story, shortName);
      const address = dhcp.leases().find((lease) => lease.mac === mac)?.address ?? 'no lease';
      const records = dns.lookUp(fqdn).map(({ type, data }) => `${type} ${data}`);
      witness.equal('DNS', `records at ${fqdn}`, records, [`A ${address}`]);
      const update = dns.updateLog.find(({ changes }) => changes.join().includes(`add ${fqdn} A ${address}`));
      const made = [update?.identity, update?.from, update?.rcode];
      witness.equal('DNS', 'who registered it', made, ['dhcp1.adatum.com', ADDRESS.dhcp, 'NOERROR']);
    }
  },
};

/** AD-15 to AD-20: what network, DNS and DHCP must offer. */
export const infrastructureRows: readonly AdatumRow[] = [
  firewallRow,
  aliasRow,
  scopeRow,
  optionRow('AD-18', 'DHCP option 006 names the DNS servers.', 6, 'dns', ADDRESS.dns),
  optionRow('AD-19', 'DHCP option 015 gives the domain name adatum.com.', 15, 'domain', 'adatum.com'),
  namesRow,
];
