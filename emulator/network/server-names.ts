import { isIPv4 } from 'node:net';

/** What a device knows about where its provisioning server may be. */
export interface ServerHints {
  /** Name or address set in MEBx; empty when none. */
  readonly configured: string;
  /** The release's default name. */
  readonly defaultName: string;
  /** Domain set in the device; empty when none. */
  readonly domain: string;
  /** DHCP option 15; empty when none. */
  readonly dhcpDomain: string;
}

/** Where to look: an address needs no look-up, names are asked for in order. */
export type ServerSearch =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'names'; readonly names: readonly string[] };

/**
 * The order of Intel AMT Implementation and Reference Guide, "Overview of PSK/PKI automatic configuration flow": the
 * configured address; the configured name; the default name in the configured domain, or bare where none is configured;
 * the default name in the domain of DHCP option 15. A configured name without a dot is also completed with both domains
 * (Configuration Manager 2007, "How to Provision": a short name, an FQDN or an address may be set).
 */
export function serverSearch(hints: ServerHints): ServerSearch {
  const configured = hints.configured.trim().replace(/\.$/, '');
  if (isIPv4(configured)) return { kind: 'address', address: configured };
  const isShort = configured !== '' && !configured.includes('.');
  const names = [
    configured,
    ...(isShort ? [qualified(configured, hints.domain), qualified(configured, hints.dhcpDomain)] : []),
    qualified(hints.defaultName, hints.domain),
    hints.dhcpDomain === '' ? '' : qualified(hints.defaultName, hints.dhcpDomain),
  ].filter((name) => name !== '');
  const seen = new Set<string>();
  return {
    kind: 'names',
    names: names.filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase())),
  };
}

function qualified(name: string, domain: string): string {
  const suffix = domain.replace(/^\.|\.$/g, '');
  return suffix === '' ? name : `${name}.${suffix}`;
}
