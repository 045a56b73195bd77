import { parseInstant, seededChance, VirtualClock, type Chance } from '../../emulator/index.ts';
import { makeAuthority } from '../world/authority/certificates.ts';
import { EnterpriseAuthority } from '../world/authority/enterprise-authority.ts';
import { ExternalAuthority } from '../world/authority/external-authority.ts';
import { DhcpServer } from '../world/dhcp/server.ts';
import { Registrar } from '../world/dhcp/registrar.ts';
import type { Scope } from '../world/dhcp/scope.ts';
import { DnsServer } from '../world/dns/server.ts';
import { Forest } from '../world/directory/forest.ts';
import { keyPool, poolKeys } from '../world/keys/pool.ts';
import { createFabric, type Fabric } from '../world/network/fabric.ts';
import { ServerComputer } from '../world/server-host.ts';
import type { PlayOptions } from '../narrator/play.ts';
import type { AdatumPlan, DeliveredComputer } from './plan.ts';
import { HELPDESK_GROUP, SERVER15, SERVICE_POINT_ACCOUNT } from './plan.ts';

/** Addresses of the site's subnet. */
export const ADDRESS = {
  dns: '10.15.0.2',
  dhcp: '10.15.0.3',
  router: '10.15.0.254',
  server15: '10.15.0.15',
  /** A host that has nothing to do with provisioning; a wrong alias may point at it. */
  printServer: '10.15.0.66',
  firstLease: '10.15.0.100',
  /** Reservations lie outside the pool. */
  firstReservation: '10.15.0.200',
} as const;

export const PRINT_SERVER = 'print01.adatum.com';
const LEASE_MS = 8 * 86_400_000;
const AUTHORITY_YEARS = 10;

/** A. Datum as it is before Tommy Hartono begins: network, DNS, DHCP, directory, its CA, and the server he will use. */
export interface Company {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly fabric: Fabric;
  readonly dns: DnsServer;
  readonly dhcp: DhcpServer;
  readonly scope: Scope;
  readonly registrar: Registrar;
  readonly forest: Forest;
  readonly authority: EnterpriseAuthority;
  readonly externalAuthority: ExternalAuthority;
  readonly server15: ServerComputer;
  /** TSIG secret of server15's machine account. */
  readonly server15Key: Buffer;
}

export async function foundCompany(plan: AdatumPlan, options: PlayOptions): Promise<Company> {
  const chance = seededChance(options.seed);
  const startMs = parseInstant(plan.company.beginsAt);
  const now = { ms: (): number => startMs };
  const fabric = createFabric({ mode: options.network, now: () => now.ms() });
  const clock = new VirtualClock({ startMs, activity: fabric.activity });
  now.ms = () => clock.nowMs();
  const forest = new Forest({ clock, domain: plan.company.domain, netbios: plan.company.netbiosName });
  const keys = poolKeys(2048);
  const rootKeyPem = (plan.authority.keyBits === 4096 ? poolKeys(4096)[0] : keys[0]) ?? '';
  const issuing = makeAuthority(
    {
      subject: [{ name: 'commonName', value: 'Adatum Enterprise CA' }],
      privateKeyPem: rootKeyPem,
      fromMs: startMs - 365 * 86_400_000,
      untilMs: startMs + AUTHORITY_YEARS * 365 * 86_400_000,
      hash: 'sha1',
    },
    chance.for('enterprise CA root'),
  );
  const authority = new EnterpriseAuthority({
    clock,
    chance: chance.for('enterprise CA'),
    name: `dc1.${plan.company.domain}\\Adatum Enterprise CA`,
    key: issuing,
    hash: 'sha1',
    actsAs: (account, trustee) => forest.actsAs(account, trustee),
    enterprise: plan.authority.kind === 'enterprise',
    edition: plan.authority.edition === 'Standard' ? 'standard' : 'enterprise',
  });
  const externalAuthority = new ExternalAuthority({
    clock,
    chance: chance.for('external CA'),
    rootKeyPem: keys[1] ?? '',
    intermediateKeyPem: keys[2] ?? '',
  });
  forest.addComputer('SERVER01');
  forest.addComputer('SERVER15');
  forest.addGroup(HELPDESK_GROUP.split('\\')[1] ?? '', 'global');
  forest.addUser('tommy');
  const server15 = new ServerComputer({
    fqdn: plan.server.fqdn,
    account: SERVICE_POINT_ACCOUNT,
    keys: keyPool(3),
    hotfixes: plan.server.hotfixes,
    winRmVersion: plan.server.winRmVersion,
    onRestart: () => forest.restart(SERVICE_POINT_ACCOUNT),
  });
  const server15Key = chance.for('machine account of server15').bytes(32);
  const network = await wire(plan, { clock, chance, fabric, server15Key });
  return { clock, chance, fabric, forest, authority, externalAuthority, server15, server15Key, ...network };
}

interface Wiring {
  readonly clock: VirtualClock;
  readonly chance: Chance;
  readonly fabric: Fabric;
  readonly server15Key: Buffer;
}

/** DNS and DHCP of the site, running; firewall rules in force. */
async function wire(plan: AdatumPlan, wiring: Wiring): Promise<Pick<Company, 'dns' | 'dhcp' | 'scope' | 'registrar'>> {
  const { clock, chance, fabric, server15Key } = wiring;
  const { domain } = plan.company;
  const dns = new DnsServer({ clock, updates: plan.network.dns.acceptsUpdates ? 'secure' : 'off' });
  dns.addZone(domain, `dc1.${domain}`);
  for (const [name, address] of [
    [SERVER15, ADDRESS.server15],
    [PRINT_SERVER, ADDRESS.printServer],
  ] as const) {
    dns.addRecord({ name, type: 'A', data: address, ttlSeconds: 3600 });
  }
  dns.addKey(SERVER15, server15Key);
  const dhcpKey = { name: `dhcp1.${domain}`, secret: chance.for('machine account of dhcp1').bytes(32) };
  dns.addKey(dhcpKey.name, dhcpKey.secret);
  await dns.listen(fabric.attach('dc1', ADDRESS.dns), { address: ADDRESS.dns, port: 53 });
  const link = fabric.attach('dhcp1', ADDRESS.dhcp);
  const registrar = new Registrar({
    clock,
    chance: chance.for('dhcp1'),
    link,
    from: ADDRESS.dhcp,
    server: { address: ADDRESS.dns, port: 53 },
    zone: domain,
    key: dhcpKey,
  });
  const dhcp = new DhcpServer({ clock, link, address: ADDRESS.dhcp, registrar });
  dhcp.registersNames = plan.network.dhcp.updatesDns;
  const scope = dhcp.addScope(scopeOf(plan));
  await dhcp.listen();
  for (const { port, direction } of plan.network.blocked) {
    const peer = direction === 'to-server' ? { to: 'server15' } : { from: 'server15' };
    fabric.firewall.add({ ...peer, port, protocol: 'tcp', action: 'drop' });
  }
  return { dns, dhcp, scope, registrar };
}

function scopeOf(plan: AdatumPlan): Scope['settings'] {
  const { dhcp } = plan.network;
  const { dnsServers, domainName } = dhcp;
  const last = `10.15.0.${99 + Math.max(1, dhcp.freeAddresses)}`;
  const pool = { first: ADDRESS.firstLease, last };
  return {
    subnet: '10.15.0.0',
    mask: '255.255.255.0',
    ...pool,
    ...(dhcp.freeAddresses > 0 ? {} : { exclusions: [pool] }),
    reservations: dhcp.reserveDelivered ? plan.computers.map((one, index) => reservationOf(one, index)) : [],
    leaseMs: LEASE_MS,
    active: dhcp.scopeActive,
    options: {
      routers: [ADDRESS.router],
      ...(dnsServers.length > 0 ? { domainNameServers: dnsServers } : {}),
      ...(domainName === undefined ? {} : { domainName }),
      clientFqdn: true,
    },
  };
}

/** The address that a delivered computer's MAC is reserved for. */
export function reservationOf(
  computer: DeliveredComputer,
  index: number,
): { readonly mac: string; readonly address: string } {
  return { mac: computer.mac, address: `10.15.0.${200 + index}` };
}
