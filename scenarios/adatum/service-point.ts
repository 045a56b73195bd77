import {
  createServicePoint,
  openStore,
  rfc2136Names,
  secretBox,
  type Ports,
  type ServicePoint,
  type SiteStore,
} from '../../provisioner/index.ts';
import { keyPool } from '../world/keys/pool.ts';
import { ADDRESS, type Company } from './company.ts';
import { SITE_SERVER_ACCOUNT } from './plan.ts';

/** The site database in a file, or in memory. */
export function openDatabase(company: Company, file: string | undefined): SiteStore {
  return openStore({ path: file ?? ':memory:', secrets: secretBox(company.chance.for('site database key').bytes(32)) });
}

/** What server15 has to work with: A. Datum's network, directory, CA and DNS, with the identity of the site server. */
export function portsOf(company: Company): Ports {
  const { clock, chance, fabric, forest, authority, server15, server15Key } = company;
  const link = fabric.attach('server15', ADDRESS.server15);
  return {
    clock,
    chance: chance.for('service point'),
    link,
    directory: forest.connectAs(SITE_SERVER_ACCOUNT),
    authority: authority.connectAs(SITE_SERVER_ACCOUNT),
    names: rfc2136Names({
      clock,
      chance: chance.for('names'),
      link,
      from: ADDRESS.server15,
      server: { address: ADDRESS.dns, port: 53 },
      zone: forest.domain,
      key: { name: 'server15.adatum.com', secret: server15Key },
    }),
    host: server15,
    keys: keyPool(8),
  };
}

/** The role on server15; `ports` when they are not simply the company's. */
export function openServicePoint(
  company: Company,
  store: SiteStore,
  settings: unknown,
  ports: Ports = portsOf(company),
): ServicePoint {
  return createServicePoint({ settings, ports, store, site: { address: ADDRESS.server15 } });
}
