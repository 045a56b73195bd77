/** One entry of the "AMT features" list in the AMT User Account dialog. */
export interface AmtFeature {
  /** Name as the dialog shows it. */
  readonly name: string;
  /** Realm number of the AMT access control list. */
  readonly realm: number;
  /** First service pack whose dialog offers the feature. */
  readonly since: 'SP1' | 'SP2';
  /**
   * `documented`: the name stands in the product documentation. `from-realm`: the name is that of the AMT realm, since the
   * documentation names only some of the list.
   */
  readonly basis: 'documented' | 'from-realm';
}

/**
 * AMT features and the realm each one opens. Realm numbers: Intel AMT Implementation and Reference Guide,
 * `AMT_AuthorizationService.AddUserAclEntryEx`. Names: Configuration Manager 2007, "About AMT User Accounts".
 */
export const AMT_FEATURES: readonly AmtFeature[] = [
  { name: 'Redirection', realm: 2, since: 'SP1', basis: 'from-realm' },
  { name: 'PT Administration', realm: 3, since: 'SP1', basis: 'documented' },
  { name: 'Hardware Information', realm: 4, since: 'SP1', basis: 'documented' },
  { name: 'Remote Control', realm: 5, since: 'SP1', basis: 'documented' },
  { name: 'Storage', realm: 6, since: 'SP1', basis: 'from-realm' },
  { name: 'Event Manager', realm: 7, since: 'SP1', basis: 'from-realm' },
  { name: 'Storage Administration', realm: 8, since: 'SP1', basis: 'from-realm' },
  { name: 'Agent Presence Local', realm: 9, since: 'SP1', basis: 'from-realm' },
  { name: 'Agent Presence Remote', realm: 10, since: 'SP1', basis: 'from-realm' },
  { name: 'Circuit Breaker', realm: 11, since: 'SP1', basis: 'from-realm' },
  { name: 'Network Time', realm: 12, since: 'SP1', basis: 'from-realm' },
  { name: 'General Information', realm: 13, since: 'SP1', basis: 'documented' },
  { name: 'Firmware Update', realm: 14, since: 'SP1', basis: 'from-realm' },
  { name: 'Endpoint Access Control', realm: 17, since: 'SP2', basis: 'from-realm' },
  { name: 'Event Log Reader', realm: 19, since: 'SP1', basis: 'from-realm' },
  { name: 'Audit Log', realm: 20, since: 'SP2', basis: 'from-realm' },
];

/** Names of every feature that the dialog of this service pack offers: what "select all" selects. */
export function availableFeatures(servicePack: 'SP1' | 'SP2'): readonly string[] {
  return AMT_FEATURES.filter((feature) => feature.since === 'SP1' || servicePack === 'SP2').map(
    (feature) => feature.name,
  );
}

/** The feature of that name, undefined when the dialog has none. Names compare exactly. */
export function featureNamed(name: string): AmtFeature | undefined {
  return AMT_FEATURES.find((feature) => feature.name === name);
}

/**
 * Realm numbers, ascending and without repeats, that the named features open.
 * Throws a RangeError for a name that is no feature: settings are validated before they get here.
 */
export function realmsOfFeatures(names: readonly string[]): readonly number[] {
  const realms = names.map((name) => {
    const feature = featureNamed(name);
    if (feature === undefined) throw new RangeError(`no AMT feature is called "${name}"`);
    return feature.realm;
  });
  return [...new Set(realms)].toSorted((a, b) => a - b);
}
