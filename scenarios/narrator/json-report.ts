import type { RowResult } from './row.ts';

/** `reports/scenarios.json`: `{seed, rows: [{id, title, status, observed, reason?, ms}]}`. */
export function jsonReport(seed: string, results: readonly RowResult[]): string {
  const rows = results.map(({ id, title, status, observed, reason, ms }) => ({
    id,
    title,
    status,
    observed,
    ...(reason === undefined ? {} : { reason }),
    ms,
  }));
  return `${JSON.stringify({ seed, rows }, undefined, 2)}\n`;
}
