import type { Witness } from '../../narrator/witness.ts';
import { ADDRESS, PRINT_SERVER } from '../company.ts';
import { deliveredComputer, type AdatumPlan } from '../plan.ts';
import type { AdatumStory } from '../play.ts';
import {
  hellosOnTheWire,
  resourceIdOf,
  sawFailure,
  sawNothingHalfDone,
  sessionsWith,
  watchBriefly,
} from './evidence.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import type { AdatumNegative } from './row.ts';
import { ALERTS, clearTls } from './tls-in-the-clear.ts';

const helloBlocked: AdatumNegative = {
  id: 'AD-15-N1',
  title:
    'Port 9971 to the server is blocked: no hello arrives, the status stays unknown, and the firmware tries again on its schedule.',
  channels: ['FW', 'LOG', 'CLK'],
  change(plan) {
    plan.network.blocked = [{ port: 9971, direction: 'to-server' }];
  },
  observe(story, witness) {
    const { allowed, dropped } = story.company.fabric.firewall.counter('tcp', 9971);
    const attempts = eventsOf(deviceOf(story, 'DESK001'), 'hello').filter(({ what }) => what === 'failed');
    witness.equal('FW', 'hello connections allowed and dropped', [allowed, dropped], [0, attempts.length]);
    witness.equal('LOG', 'hello messages received', logged(story, 'hello.received').length, 0);
    const starts = hellosOnTheWire(story, 'DESK001').map(({ atMs }) => atMs);
    const minutes = starts.slice(1).map((atMs, at) => Math.round((atMs - (starts[at] ?? 0)) / 60_000));
    const schedule = [1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5];
    witness.equal('CLK', 'minutes between attempts', minutes.slice(0, schedule.length), schedule);
    sawNothingHalfDone(story, witness, 'DESK001');
  },
};

const setupBlocked: AdatumNegative = {
  id: 'AD-15-N2',
  title:
    'Port 16993 to the computers is blocked: the hello is logged, connecting times out and is tried again, in vain.',
  channels: ['FW', 'LOG'],
  change(plan) {
    plan.network.blocked = [{ port: 16_993, direction: 'to-clients' }];
    watchBriefly(plan);
  },
  observe(story, witness) {
    witness.saw('LOG', 'hello messages received', logged(story, 'hello.received').length > 0);
    const { allowed, dropped } = story.company.fabric.firewall.counter('tcp', 16_993);
    const runs = logged(story, 'run.begin').length;
    witness.saw('FW', `${dropped} connections dropped, one per run`, dropped === runs && allowed === 0);
    const retries = logged(story, 'run.retry').length;
    witness.saw('LOG', `${retries} retries`, retries > 0);
    sawFailure(story, witness, { computer: 'DESK001', stage: 'connect-setup', code: 'connect.timeout' });
    sawNothingHalfDone(story, witness, 'DESK001');
  },
};

const redirectionBlocked: AdatumNegative = {
  id: 'AD-15-N3',
  title: 'Port 16995 is blocked: provisioning succeeds, and only serial over LAN and IDE redirection fail.',
  waitsFor: 'redirection sessions: nothing in the product opens one yet, so that one fails cannot be seen',
  channels: ['FW'],
  change(plan) {
    plan.network.blocked = [{ port: 16_995, direction: 'to-clients' }];
  },
  observe(story, witness) {
    witness.equal('DB', 'AMT status of DESK001', story.computer('DESK001')?.amtStatus, 3);
  },
};

const noUpdates: AdatumNegative = {
  id: 'AD-16-N1',
  title:
    'DNS refuses dynamic updates: there is no alias, AMT does not find ProvisionServer, no hello is sent, and the registration is an error.',
  channels: ['DNS', 'LOG'],
  change(plan) {
    plan.network.dns.acceptsUpdates = false;
    watchBriefly(plan);
  },
  observe(story, witness) {
    const { dns } = story.company;
    witness.equal('DNS', 'records at ProvisionServer', dns.lookUp('ProvisionServer.adatum.com').length, 0);
    const [update] = dns.updateLog;
    witness.equal('DNS', 'answer to the update', update?.rcode, 'REFUSED');
    const failed = logged(story, 'alias.failed').map(({ fields }) => fields['code']);
    witness.equal('LOG', 'errors at the registration', failed, ['refused']);
    witness.equal('LOG', 'aliases registered', logged(story, 'alias.registered').length, 0);
    const answers = dns.queryLog.filter(({ name }) => name.toLowerCase() === 'provisionserver.adatum.com');
    const rcodes = new Set(answers.map(({ rcode }) => rcode));
    witness.equal('DNS', 'answers to AMT', [...rcodes], ['NXDOMAIN']);
    sawNoHello(story, witness, 'DESK001');
  },
};

function sawNoHello(story: AdatumStory, witness: Witness, shortName: string): void {
  witness.equal('W', `hellos of ${shortName}`, hellosOnTheWire(story, shortName).length, 0);
  witness.equal('W', `sessions with ${shortName}`, sessionsWith(story, shortName).length, 0);
  sawNothingHalfDone(story, witness, shortName);
}

const foreignAlias: AdatumNegative = {
  id: 'AD-16-N2',
  title: 'The alias points to another host: the hello messages go there, and no computer is managed.',
  channels: ['DNS', 'W', 'LOG'],
  change(plan) {
    plan.network.dns.foreignAlias = { target: PRINT_SERVER, owner: 'administrator' };
    watchBriefly(plan);
  },
  observe(story, witness) {
    const records = story.company.dns.lookUp('ProvisionServer.adatum.com').map(({ type, data }) => `${type} ${data}`);
    witness.equal('DNS', 'records at ProvisionServer', records, [`CNAME ${PRINT_SERVER}`]);
    const failed = logged(story, 'alias.failed').map(({ fields }) => fields['code']);
    witness.equal('LOG', 'errors at the registration', failed, ['exists']);
    const [hello] = hellosOnTheWire(story, 'DESK001');
    const { to, headOut } = witness.found('W', 'hello of DESK001', hello);
    witness.equal('W', 'where it goes', to.address, ADDRESS.printServer);
    const { bytesHex } = witness.found('W', 'hello sent', eventsOf(deviceOf(story, 'DESK001'), 'hello')[0]);
    witness.equal('W', 'bytes that arrive there', headOut.toString('hex'), bytesHex);
    witness.equal('LOG', 'hello messages at the service point', logged(story, 'hello.received').length, 0);
    sawNothingHalfDone(story, witness, 'DESK001');
  },
};

/** A row in which DHCP stays silent. */
function noLease(id: string, title: string, event: string, change: (plan: AdatumPlan) => void): AdatumNegative {
  return {
    id,
    title,
    channels: ['DHCP', 'W'],
    change(plan) {
      change(plan);
      watchBriefly(plan);
    },
    observe(story, witness) {
      const { dhcp, dns } = story.company;
      const events = new Set(dhcp.log.map((entry) => entry.event));
      witness.equal('DHCP', `${dhcp.log.length} requests, which the server treats as`, [...events], [event]);
      witness.equal('DHCP', 'leases', dhcp.leases().length, 0);
      const answers = eventsOf(deviceOf(story, 'DESK001'), 'dhcp').filter(({ what }) => what !== 'discover');
      witness.equal('DHCP', 'answers that AMT saw', answers.length, 0);
      const asked = dns.queryLog.filter(({ from }) => from !== ADDRESS.server15);
      witness.equal('DNS', 'queries of computers', asked.length, 0);
      sawNoHello(story, witness, 'DESK001');
    },
  };
}

/** One computer as delivered, and one with the address of the service point typed into MEBx. */
function withAndWithoutAddress(plan: AdatumPlan): void {
  plan.computers = [deliveredComputer(1), deliveredComputer(2, { provisioningServer: ADDRESS.server15 })];
  watchBriefly(plan);
}

const noOption6: AdatumNegative = {
  id: 'AD-18-N1',
  title:
    'Without option 006 AMT cannot look a name up: no hello, except from a computer that was told the address of the server.',
  channels: ['DHCP', 'DNS', 'W'],
  change(plan) {
    plan.network.dhcp.dnsServers = [];
    withAndWithoutAddress(plan);
  },
  observe(story, witness) {
    const { dhcp, dns } = story.company;
    const sent = dhcp.log.filter(({ options }) => options.includes(6));
    witness.equal('DHCP', 'answers with option 6', sent.length, 0);
    const { address = '' } = deviceOf(story, 'DESK001').address ?? {};
    const asked = dns.queryLog.filter(({ from }) => from === address);
    witness.saw('DNS', `no query from ${address}`, address !== '' && asked.length === 0);
    sawNoHello(story, witness, 'DESK001');
    witness.saw('W', 'hello of DESK002, by address', hellosOnTheWire(story, 'DESK002').length > 0);
  },
};

/** A row about the DNS suffix: not found by name, and refused by the certificate check when found by address. */
function wrongSuffix(id: string, title: string, domainName: string | undefined, refusal: string): AdatumNegative {
  return {
    id,
    title,
    channels: ['DHCP', 'W', 'LOG'],
    change(plan) {
      plan.network.dhcp.domainName = domainName;
      withAndWithoutAddress(plan);
    },
    observe(story, witness) {
      const [offer] = eventsOf(deviceOf(story, 'DESK002'), 'dhcp').filter(({ what }) => what === 'offer');
      witness.equal('DHCP', 'domain name in the offer', offer?.detail['domain'], domainName ?? '');
      const sent = story.company.dhcp.log.filter(({ options }) => options.includes(15));
      witness.equal('DHCP', 'option 15 was sent', sent.length > 0, domainName !== undefined);
      sawNoHello(story, witness, 'DESK001');
      const sessions = sessionsWith(story, 'DESK002');
      const alerts = new Set(sessions.map((session) => clearTls(session).alert));
      witness.equal('W', `alerts of DESK002 in ${sessions.length} session(s)`, [...alerts], [ALERTS.accessDenied]);
      const refused = deviceOf(story, 'DESK002').decisions.filter(({ code }) => code === refusal);
      witness.equal('W', `refusals by AMT as ${refusal}`, refused.length, sessions.length);
      sawFailure(story, witness, { computer: 'DESK002', stage: 'connect-setup', code: 'tls.refused-by-device' });
      sawNothingHalfDone(story, witness, 'DESK002');
    },
  };
}

const noNames: AdatumNegative = {
  id: 'AD-20-N1',
  title:
    'DHCP does not register names: provisioning succeeds by the address of the hello, and management by name fails afterwards.',
  channels: ['DNS', 'LOG', 'DB'],
  change(plan) {
    plan.network.dhcp.updatesDns = false;
    plan.computers = [deliveredComputer(1, { osFqdn: 'desk001.adatum.com' })];
  },
  async observe(story, witness) {
    const { clock, dns } = story.company;
    witness.equal('DNS', 'records at desk001.adatum.com', dns.lookUp('desk001.adatum.com').length, 0);
    witness.equal('DB', 'AMT status of DESK001', story.computer('DESK001')?.amtStatus, 3);
    const before = sessionsWith(story, 'DESK001').length;
    story.servicePoint.update([resourceIdOf(story, 'DESK001')]);
    await clock.advance(600_000);
    const asked = dns.queryLog.filter(({ name, from }) => name === 'desk001.adatum.com' && from === ADDRESS.server15);
    witness.saw('DNS', `${asked.length} queries of the service point`, asked.length > 0);
    const rcodes = new Set(asked.map(({ rcode }) => rcode));
    witness.equal('DNS', 'answers', [...rcodes], ['NXDOMAIN']);
    const { stage, code } = witness.found('DB', 'error of the update', story.computer('DESK001')?.lastError);
    witness.equal('DB', 'where it ended', [stage, code], ['find-address', 'names.not-found']);
    const [told] = logged(story, 'run.no-address');
    witness.equal('LOG', 'name that was not found', told?.fields['fqdn'], 'desk001.adatum.com');
    witness.equal('W', 'further sessions with DESK001', sessionsWith(story, 'DESK001').length - before, 0);
  },
};

/** What goes wrong when network, DNS and DHCP are not as AD-15 to AD-20 say. */
export const infrastructureNegatives: readonly AdatumNegative[] = [
  helloBlocked,
  setupBlocked,
  redirectionBlocked,
  noUpdates,
  foreignAlias,
  noLease(
    'AD-17-N1',
    'The scope is not active: AMT gets no lease, asks no DNS server, and stays unknown.',
    'scope-inactive',
    (plan) => {
      plan.network.dhcp.scopeActive = false;
    },
  ),
  noLease('AD-17-N2', 'No address is free: AMT gets no lease and stays unknown.', 'no-address', (plan) => {
    plan.network.dhcp.freeAddresses = 0;
  }),
  noOption6,
  wrongSuffix(
    'AD-19-N1',
    'Without option 015 ProvisionServer is not found, and a computer that was told the address refuses the certificate: it has no suffix to compare.',
    undefined,
    'setup.chain.no-suffix',
  ),
  wrongSuffix(
    'AD-19-N2',
    'With another namespace in option 015, adatum.corp, the suffix does not fit the certificate and provisioning cannot succeed.',
    'adatum.corp',
    'setup.chain.suffix-mismatch',
  ),
  noNames,
];
