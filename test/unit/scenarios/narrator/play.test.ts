import { expect, test } from 'vitest';
import { tellable, type PlayedStory, type Story } from '../../../../scenarios/narrator/play.ts';
import type { NegativeRow, Row, RowResult } from '../../../../scenarios/narrator/row.ts';

interface Plan {
  color: string;
}
interface Played extends PlayedStory {
  readonly color: string;
  readonly seed: string;
}

const row: Row<Played> = {
  id: 'ZZ-01',
  title: 'The world is green.',
  channels: ['W'],
  observe: (story, witness) => witness.equal('W', 'color', story.color, 'green'),
};

async function told(
  rows: readonly Row<Played>[],
  negatives: readonly NegativeRow<Played, Plan>[] = [],
): Promise<readonly RowResult[]> {
  const closed: string[] = [];
  const story: Story<Played, Plan> = {
    prefix: 'ZZ',
    title: 'A story',
    plan: () => ({ color: 'green' }),
    negativePlan: () => ({ color: 'green' }),
    play: (plan, { seed }) => {
      if (plan.color === 'none') return Promise.reject(new Error('there is no world'));
      const close = (): Promise<void> => Promise.resolve(void closed.push(seed));
      return Promise.resolve({ color: plan.color, seed, elapsedMs: 5, exchanges: () => [], close });
    },
    rows,
    negatives,
  };
  const results: RowResult[] = [];
  await tellable(story).run(
    { seed: '7', network: 'memory' },
    () => true,
    (result) => results.push(result),
  );
  return results;
}

test('a row that saw what it says passes, with what it saw', async () => {
  expect(await told([row])).toMatchObject([
    { id: 'ZZ-01', status: 'passed', observed: [{ channel: 'W', what: 'color is "green"' }], virtualMs: 5 },
  ]);
});

test('a row that saw something else fails and shows both', async () => {
  const red: NegativeRow<Played, Plan> = { ...row, id: 'ZZ-01-N1', change: (plan) => void (plan.color = 'red') };
  expect(await told([], [red])).toMatchObject([
    { id: 'ZZ-01-N1', status: 'failed', reason: 'W: color is "red", expected "green"' },
  ]);
});

test('a row that saw nothing fails', async () => {
  expect(await told([{ ...row, observe: () => undefined }])).toMatchObject([
    { status: 'failed', reason: 'nothing was observed on W' },
  ]);
});

test('a row that saw something on a channel that is not its own fails', async () => {
  const elsewhere: Row<Played> = { ...row, observe: (_story, witness) => witness.saw('CLK', 'five o’clock', true) };
  expect(await told([elsewhere])).toMatchObject([{ status: 'failed', reason: 'nothing was observed on W' }]);
});

test('a row that saw nothing on one of its channels fails and names it', async () => {
  expect(await told([{ ...row, channels: ['W', 'DB', 'CLK'] }])).toMatchObject([
    { status: 'failed', reason: 'nothing was observed on DB, CLK' },
  ]);
});

test('a story that cannot be played fails its rows with the reason', async () => {
  const none: NegativeRow<Played, Plan> = { ...row, id: 'ZZ-01-N2', change: (plan) => void (plan.color = 'none') };
  expect(await told([], [none])).toMatchObject([
    { status: 'failed', reason: 'the story could not be played: Error: there is no world' },
  ]);
});

test('a row that waits is skipped with its reason and nothing is played for it', async () => {
  const waiting = { ...row, waitsFor: 'colors are not there yet' };
  expect(await told([waiting])).toMatchObject([{ status: 'skipped', reason: 'colors are not there yet', ms: 0 }]);
});

test('a negative row has a seed of its own, made from the run’s', async () => {
  const seeds: string[] = [];
  const look: NegativeRow<Played, Plan> = {
    ...row,
    id: 'ZZ-01-N3',
    change: () => undefined,
    observe: (story, witness) => {
      seeds.push(story.seed);
      witness.saw('W', 'seed', true);
    },
  };
  await told([], [look]);
  expect(seeds).toEqual(['7/ZZ-01-N3']);
});
