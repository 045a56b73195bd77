/** Releases in a row as their first and last: `4.0 to 5.2; 8.1`. Both lists are in the same order. */
export function releaseRanges(some: readonly string[], all: readonly string[]): string {
  const runs: string[][] = [];
  for (const release of some) {
    const run = runs.at(-1);
    if (run !== undefined && all.indexOf(run.at(-1) ?? '') + 1 === all.indexOf(release)) run.push(release);
    else runs.push([release]);
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `${run[0] ?? ''} to ${run.at(-1) ?? ''}`)).join('; ');
}
