import type { FirmwareProfile } from './profile.ts';
import { release321 } from './release-3-2-1.ts';
import { release40 } from './release-4-0.ts';
import { release50 } from './release-5-0.ts';

const profiles: readonly FirmwareProfile[] = [release321, release40, release50];

/** The releases that this package knows, oldest first. */
export const releases: readonly string[] = profiles.map((profile) => profile.release);

/** Somebody asked for a release that is not described here; the message names those that are. */
export class UnknownReleaseError extends Error {
  readonly release: string;
  readonly known: readonly string[] = releases;

  constructor(release: string) {
    super(`unknown firmware release ${JSON.stringify(release)}; known are ${releases.join(', ')}`);
    this.name = 'UnknownReleaseError';
    this.release = release;
  }
}

/** The description of a release. Throws {@link UnknownReleaseError}. */
export function profileFor(release: string): FirmwareProfile {
  const profile = profiles.find((candidate) => candidate.release === release);
  if (profile === undefined) throw new UnknownReleaseError(release);
  return profile;
}

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
