import type { SuffixPolicy } from '../../firmware/profile.ts';

/** What a comparison of the device's DNS suffix with the names of a setup certificate came to. */
export interface SuffixComparison {
  readonly matches: boolean;
  /** How the names were shortened: `whole-suffix`, `last-2-labels`, `last-3-labels`, `whole-name`; `no-suffix` and `no-name` when there was nothing to compare. */
  readonly rule: SuffixRule;
  /** What was compared in the end, lower case. */
  readonly comparedDevice: string;
  readonly comparedName: string;
}

type SuffixRule = 'whole-suffix' | 'last-2-labels' | 'last-3-labels' | 'whole-name' | 'no-suffix' | 'no-name';

/** How one name is cut before it is compared, and what it is compared with. */
interface Cut {
  readonly rule: SuffixRule;
  readonly device: string;
  readonly name: string;
  /** The device's suffix may also lie below the name. */
  readonly subdomains: boolean;
}

interface Policy {
  readonly withDnsNames: boolean;
  readonly cut: (device: string, name: string) => Cut;
}

/**
 * Labels kept of a name, by top-level domain, in firmware that carries a table of top-level domains. Names under any
 * other top-level domain are compared whole.
 */
const labelsKept: ReadonlyMap<string, 2 | 3> = new Map([
  ...(['net', 'com', 'org', 'gov', 'edu', 'de', 'ch', 'dk', 'cz', 'cl', 'ua'] as const).map(
    (domain) => [domain, 2] as const,
  ),
  ...'arpa fr cn nl br mx uk pl tw ca fi be ru se ar es no at in tr ro hu nz pt il gr co ie za th sg hk lt id hr ee bg'
    .split(' ')
    .map((domain) => [domain, 3] as const),
]);

/**
 * The five ways of comparing. Sources: Intel Developer Forum, September 2007, remote configuration (whole suffix in 3.0,
 * last two labels of .com and .net in 2.6); Microsoft System Center blog, December 2008 (last two labels from 3.2.1);
 * the table of top-level domains is public in clients for AMT 6.0 and later. `cn-or-san` is an assumption for devices
 * that accept multi-domain certificates.
 */
const policies: Readonly<Record<SuffixPolicy, Policy>> = {
  exact: { withDnsNames: false, cut: wholeSuffix },
  'two-label-com-net': {
    withDnsNames: false,
    cut: (device, name) => (/\.(?:com|net)$/.test(`.${name}`) ? lastLabels(device, name) : wholeSuffix(device, name)),
  },
  'two-label': { withDnsNames: false, cut: lastLabels },
  'tld-table': { withDnsNames: false, cut: byTopLevelDomain },
  'cn-or-san': { withDnsNames: true, cut: byTopLevelDomain },
};

/**
 * Compares the DNS suffix a device knows (from MEBx or DHCP option 15) with the common name of the setup server's
 * certificate, and under `cn-or-san` with its DNS names. Case and a final dot do not count.
 */
export function compareSuffix(
  policy: SuffixPolicy,
  deviceSuffix: string,
  commonName: string,
  dnsNames: readonly string[],
): SuffixComparison {
  const device = normalized(deviceSuffix);
  const { withDnsNames, cut } = policies[policy];
  const names = [commonName, ...(withDnsNames ? dnsNames : [])].map(normalized).filter((name) => name !== '');
  if (device === '') return { matches: false, rule: 'no-suffix', comparedDevice: '', comparedName: names[0] ?? '' };
  const comparisons = names.map((name) => judge(cut(device, name)));
  return (
    comparisons.find(({ matches }) => matches) ??
    comparisons[0] ?? { matches: false, rule: 'no-name', comparedDevice: device, comparedName: '' }
  );
}

function judge(cut: Cut): SuffixComparison {
  const below = cut.subdomains && cut.device.endsWith(`.${cut.name}`);
  const matches = cut.name !== '' && (cut.device === cut.name || below);
  return { matches, rule: cut.rule, comparedDevice: cut.device, comparedName: cut.name };
}

function wholeSuffix(device: string, name: string): Cut {
  const dot = name.indexOf('.');
  return { rule: 'whole-suffix', device, name: dot < 0 ? '' : name.slice(dot + 1), subdomains: false };
}

function lastLabels(device: string, name: string): Cut {
  return { rule: 'last-2-labels', device: tail(device, 2), name: tail(name, 2), subdomains: false };
}

function byTopLevelDomain(device: string, name: string): Cut {
  const bare = name.startsWith('*.') ? name.slice(2) : name;
  const kept = labelsKept.get(tail(bare, 1));
  if (kept === undefined) return { rule: 'whole-name', device, name: bare, subdomains: true };
  return { rule: kept === 2 ? 'last-2-labels' : 'last-3-labels', device, name: tail(bare, kept), subdomains: true };
}

function tail(name: string, labels: number): string {
  return name.split('.').slice(-labels).join('.');
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
