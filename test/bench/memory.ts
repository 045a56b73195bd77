import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, rounded, type Measured } from './measured.ts';

const PROGRAM = fileURLToPath(new URL('./idle-memory.ts', import.meta.url));
const GOAL_KIB = 64;
/** The resident set holds what the collector keeps for later, too, so it differs from process to process. */
const PROCESSES = 3;

/** Idle memory of each further device, in processes of their own for each of the two ways to listen. */
export function memoryBenchmark(): readonly Measured[] {
  return (['plain', 'tls'] as const).flatMap((how): Measured[] => {
    const seen = Array.from({ length: PROCESSES }, () => measureOnce(how));
    const name = `idle memory per further device, ${how}`;
    const entry = (what: string, bytes: readonly number[], goal: number | null): Measured => ({
      name: `${name}, ${what}, median`,
      unit: 'KiB',
      value: rounded(median(bytes) / 1024),
      goal,
      runs: PROCESSES,
    });
    return [
      entry(
        'resident set',
        seen.map(({ rss }) => rss),
        GOAL_KIB,
      ),
      entry(
        'heap and buffers',
        seen.map(({ heap }) => heap),
        null,
      ),
    ];
  });
}

function measureOnce(how: string): { readonly heap: number; readonly rss: number } {
  const args = ['--expose-gc', '--import', 'tsx', PROGRAM, how];
  const said = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(said) as { heap: number; rss: number };
}
