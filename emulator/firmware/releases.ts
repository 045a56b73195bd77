import type { FirmwareProfile } from './profile.ts';
import { compareReleases } from './release-range.ts';
import { release26 } from './release-2-6.ts';
import { release321 } from './release-3-2-1.ts';
import { release40 } from './release-4-0.ts';
import { release42 } from './release-4-2.ts';
import { release50 } from './release-5-0.ts';
import { release52 } from './release-5-2.ts';
import { release62 } from './release-6-2.ts';
import { release71 } from './release-7-1.ts';
import { release81 } from './release-8-1.ts';
import { release95 } from './release-9-5.ts';
import { release100 } from './release-10-0.ts';
import { release118 } from './release-11-8.ts';
import { release120 } from './release-12-0.ts';
import { release150 } from './release-15-0.ts';
import { release161 } from './release-16-1.ts';
import { release180 } from './release-18-0.ts';
import { release190 } from './release-19-0.ts';

export { withProfile, type ProfileOverrides } from './profile-changes.ts';

const profiles: readonly FirmwareProfile[] = [
  release26,
  release321,
  release40,
  release42,
  release50,
  release52,
  release62,
  release71,
  release81,
  release95,
  release100,
  release118,
  release120,
  release150,
  release161,
  release180,
  release190,
].toSorted((one, other) => compareReleases(one.release, other.release));

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
