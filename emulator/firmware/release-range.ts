/** In which releases something exists. Absent bounds are open. */
export interface ReleaseRange {
  /** First release that has it: `6.0`. */
  readonly since?: string;
  /** First release that no longer has it. */
  readonly until?: string;
}

/** Whether a release lies in a range: `since` inclusive, `until` exclusive, compared number by number. */
export function isInRange(release: string, range: ReleaseRange): boolean {
  const { since, until } = range;
  if (since !== undefined && compareReleases(release, since) < 0) return false;
  return until === undefined || compareReleases(release, until) < 0;
}

/** Orders releases as versions: negative when `one` is older. Missing numbers count as 0. */
export function compareReleases(one: string, other: string): number {
  const left = one.split('.').map(Number);
  const right = other.split('.').map(Number);
  for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
