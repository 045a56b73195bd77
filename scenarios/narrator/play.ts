import type { NegativeRow, Exchange, Row, RowResult } from './row.ts';
import { Witness } from './witness.ts';

/** A story after it was played, as far as the narrator cares. */
export interface PlayedStory {
  /** Virtual milliseconds since the story began. */
  readonly elapsedMs: number;
  readonly exchanges: () => readonly Exchange[];
  close(): Promise<void>;
}

/** A story: how to play it, and the rows that must be true of it. */
export interface Story<S extends PlayedStory, P> {
  /** Prefix of its row ids: `AD`. */
  readonly prefix: string;
  readonly title: string;
  readonly plan: () => P;
  /** The plan that a negative row starts from; the same story, perhaps with fewer computers. */
  readonly negativePlan: () => P;
  readonly play: (plan: P, options: PlayOptions) => Promise<S>;
  readonly rows: readonly Row<S>[];
  readonly negatives: readonly NegativeRow<S, P>[];
}

export interface PlayOptions {
  readonly seed: string;
  readonly network: 'memory' | 'sockets';
  /** Told when the computers are connected, and when each is Provisioned and the service point idle, if that comes. */
  readonly onMoment?: (moment: 'connected' | 'provisioned') => void;
}

/** Everything the narrator needs of a story without knowing its types. */
export interface AnyStory {
  readonly prefix: string;
  readonly title: string;
  readonly ids: readonly { readonly id: string; readonly title: string }[];
  run(options: PlayOptions, isChosen: (id: string) => boolean, onResult: (result: RowResult) => void): Promise<void>;
}

/** Closes a story over its own types. */
export function tellable<S extends PlayedStory, P>(story: Story<S, P>): AnyStory {
  const all = inOrder([...story.rows, ...story.negatives]);
  return {
    prefix: story.prefix,
    title: story.title,
    ids: all.map(({ id, title }) => ({ id, title })),
    run: (options, isChosen, onResult) => run(story, options, isChosen, onResult),
  };
}

async function run<S extends PlayedStory, P>(
  story: Story<S, P>,
  options: PlayOptions,
  isChosen: (id: string) => boolean,
  onResult: (result: RowResult) => void,
): Promise<void> {
  const rows = story.rows.filter((row) => isChosen(row.id));
  if (rows.some((row) => row.waitsFor === undefined)) {
    const startedMs = performance.now();
    const played = await attempt(() => story.play(story.plan(), options));
    const playMs = performance.now() - startedMs;
    for (const [index, row] of rows.entries()) onResult(await judge(row, played, index === 0 ? playMs : 0));
    if ('story' in played) await played.story.close();
  } else {
    for (const row of rows) onResult(skipped(row));
  }
  for (const row of story.negatives.filter((negative) => isChosen(negative.id)))
    onResult(await runNegative(story, row, options));
}

async function runNegative<S extends PlayedStory, P>(
  story: Story<S, P>,
  row: NegativeRow<S, P>,
  options: PlayOptions,
): Promise<RowResult> {
  if (row.waitsFor !== undefined) return skipped(row);
  const startedMs = performance.now();
  const plan = story.negativePlan();
  row.change(plan);
  const played = await attempt(() => story.play(plan, { ...options, seed: `${options.seed}/${row.id}` }));
  const result = await judge(row, played, performance.now() - startedMs);
  if ('story' in played) await played.story.close();
  return result;
}

type Played<S> = { readonly story: S } | { readonly error: unknown };

async function attempt<S>(play: () => Promise<S>): Promise<Played<S>> {
  try {
    return { story: await play() };
  } catch (error) {
    return { error };
  }
}

async function judge<S extends PlayedStory>(row: Row<S>, played: Played<S>, playMs: number): Promise<RowResult> {
  if (row.waitsFor !== undefined) return skipped(row);
  const startedMs = performance.now();
  const base = { id: row.id, title: row.title };
  const timing = (): number => Math.round((playMs + performance.now() - startedMs) * 10) / 10;
  if ('error' in played) {
    return {
      ...base,
      status: 'failed',
      observed: [],
      reason: `the story could not be played: ${reasonOf(played.error)}`,
      ms: timing(),
      virtualMs: 0,
      exchanges: [],
    };
  }
  const witness = new Witness();
  let reason: string | undefined;
  try {
    await row.observe(played.story, witness);
    const unseen = row.channels.filter((channel) => !witness.observed.some((seen) => seen.channel === channel));
    reason = unseen.length === 0 ? undefined : `nothing was observed on ${unseen.join(', ')}`;
  } catch (error) {
    reason = reasonOf(error);
  }
  return {
    ...base,
    status: reason === undefined ? 'passed' : 'failed',
    observed: witness.observed,
    ...(reason === undefined ? {} : { reason }),
    ms: timing(),
    virtualMs: played.story.elapsedMs,
    exchanges: played.story.exchanges(),
  };
}

function skipped(row: { readonly id: string; readonly title: string; readonly waitsFor?: string }): RowResult {
  return {
    id: row.id,
    title: row.title,
    status: 'skipped',
    observed: [],
    reason: row.waitsFor ?? '',
    ms: 0,
    virtualMs: 0,
    exchanges: [],
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'RowFailure' ? error.message : `${error.name}: ${error.message}`;
}

/** Rows in the order of their numbers, each negative after its row. */
export function inOrder<R extends { readonly id: string }>(rows: readonly R[]): readonly R[] {
  return rows.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}
