/** One number of the report. */
export interface Measured {
  readonly name: string;
  /** What was counted, from when to when, in one sentence. */
  readonly meaning: string;
  readonly unit: string;
  readonly value: number;
  /** What it should be at most, or at least for rates; null where there is no goal. */
  readonly goal: number | null;
  /** How often the thing was done for this number. */
  readonly runs: number;
}

/** CPU time of this process since it started, milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Three significant digits at least, and no more than a reader needs. */
export function rounded(value: number): number {
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3;
  return Number(value.toFixed(decimals));
}

/** The middle one of an odd number of values, the upper of the two in the middle otherwise. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
