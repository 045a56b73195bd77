import type { Capability, FirmwareProfile } from './profile.ts';

/** Parts of a profile to replace; sections are merged field by field, everything else is replaced whole. */
export type ProfileOverrides = {
  readonly [K in keyof FirmwareProfile]?: K extends Section ? Partial<FirmwareProfile[K]> : FirmwareProfile[K];
};

type Section = 'setup' | 'accounts' | 'power' | 'boot' | 'tls' | 'http' | 'limits' | 'timings';

/** A profile with some of its data switched, for a story or a test. The given profile stays as it is. */
export function withProfile(profile: FirmwareProfile, overrides: ProfileOverrides): FirmwareProfile {
  return {
    ...profile,
    ...overrides,
    setup: { ...profile.setup, ...overrides.setup },
    accounts: { ...profile.accounts, ...overrides.accounts },
    power: { ...profile.power, ...overrides.power },
    boot: { ...profile.boot, ...overrides.boot },
    tls: { ...profile.tls, ...overrides.tls },
    http: { ...profile.http, ...overrides.http },
    limits: { ...profile.limits, ...overrides.limits },
    timings: { ...profile.timings, ...overrides.timings },
  };
}

/** In what a release differs from the one before it in its line. */
export interface Evolution extends Omit<ProfileOverrides, 'capabilities' | 'evidence'> {
  readonly release: string;
  readonly version: string;
  readonly gains?: readonly Capability[];
  readonly loses?: readonly Capability[];
  /** `what` of the evidence of the release before that no longer holds. */
  readonly outdated?: readonly string[];
  /** Evidence for what is new. */
  readonly learned: FirmwareProfile['evidence'];
}

/** A release as the one before it and what changed. Throws Error when a row that shall be outdated does not exist. */
export function evolved(before: FirmwareProfile, evolution: Evolution): FirmwareProfile {
  const { gains = [], loses = [], outdated = [], learned, ...overrides } = evolution;
  const unknown = outdated.find((what) => before.evidence.every((row) => row.what !== what));
  if (unknown !== undefined)
    throw new Error(`release ${before.release} has no evidence for ${JSON.stringify(unknown)}`);
  const kept = [...before.capabilities].filter((capability) => !loses.includes(capability));
  return withProfile(before, {
    ...overrides,
    capabilities: new Set([...kept, ...gains]),
    evidence: [...before.evidence.filter(({ what }) => !outdated.includes(what)), ...learned],
  });
}
