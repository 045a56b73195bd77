import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, rounded, type Measured } from './measured.ts';

const PROGRAM = fileURLToPath(new URL('./idle-memory.ts', import.meta.url));
const GOAL_KIB = 64;
/** The resident set holds what the collector keeps for later, too, so it differs from process to process. */
const PROCESSES = 3;

/** What {@link PROGRAM} prints: bytes for each device. */
interface PerDevice {
  readonly firstRss: number;
  readonly furtherRss: number;
  readonly furtherHeap: number;
}

const ENTRIES: readonly (readonly [key: keyof PerDevice, name: string, meaning: string, goal: number | null])[] = [
  [
    'furtherRss',
    'resident set',
    'Growth of the resident set by 500 more idle operational devices in a process that has 501, after forced collections, divided by 500.',
    GOAL_KIB,
  ],
  [
    'furtherHeap',
    'heap and buffers',
    'The same growth of used heap and external memory: what the devices keep, without what the collector holds back.',
    null,
  ],
  [
    'firstRss',
    'resident set, first 500',
    'Growth of the resident set from 1 to 501 devices, divided by 500. The room for young objects that V8 makes once in a process (some 20 MiB) is in it.',
    null,
  ],
];

/** Idle memory of each further device, in processes of their own for each of the two ways to listen. */
export function memoryBenchmark(): readonly Measured[] {
  return (['plain', 'tls'] as const).flatMap((how): Measured[] => {
    const seen = Array.from({ length: PROCESSES }, () => measureOnce(how));
    return ENTRIES.map(([key, what, meaning, goal]) => ({
      name: `idle memory per further device, ${how}, ${what}, median`,
      meaning,
      unit: 'KiB',
      value: rounded(median(seen.map((each) => each[key])) / 1024),
      goal,
      runs: PROCESSES,
    }));
  });
}

function measureOnce(how: string): PerDevice {
  const args = ['--expose-gc', '--import', 'tsx', PROGRAM, how];
  const said = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(said) as PerDevice;
}
