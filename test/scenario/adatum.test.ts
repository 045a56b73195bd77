import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { adatum } from '../../scenarios/adatum/story.ts';
import { htmlReport } from '../../scenarios/narrator/html-report.ts';
import { jsonReport } from '../../scenarios/narrator/json-report.ts';
import { junitReport } from '../../scenarios/narrator/junit-report.ts';
import { inOrder, tellable } from '../../scenarios/narrator/play.ts';
import type { RowResult } from '../../scenarios/narrator/row.ts';

/** Every requirement of the story and every negative variant, by the ids of the specification. */
const SPECIFIED = `
AD-01 AD-01-N1 AD-01-N2 AD-01-N3 AD-02 AD-02-N1 AD-03 AD-03-N1 AD-04 AD-05 AD-05-N1 AD-06 AD-06-N1 AD-06-N2 AD-07
AD-08 AD-09 AD-09-N1 AD-10 AD-10-N1 AD-11 AD-11-N1 AD-12 AD-12-N1 AD-12-N2 AD-13 AD-13-N1 AD-13-N2 AD-14 AD-14-N1
AD-15 AD-15-N1 AD-15-N2 AD-15-N3 AD-16 AD-16-N1 AD-16-N2 AD-17 AD-17-N1 AD-17-N2 AD-18 AD-18-N1 AD-19 AD-19-N1 AD-19-N2
AD-20 AD-20-N1 AD-21 AD-22 AD-22-N1 AD-22-N2 AD-22-N3 AD-22-N4 AD-23 AD-24 AD-24-N1 AD-24-N2 AD-25 AD-25-N1
AD-26 AD-26-N1 AD-26-N2 AD-26-N3 AD-26-N4 AD-27 AD-27-N1 AD-28 AD-28-N1 AD-29 AD-30 AD-30-N1 AD-30-N2 AD-30-N3
AD-31 AD-31-N1 AD-31-N2 AD-32 AD-32-N1 AD-32-N2 AD-33 AD-33-N1 AD-34 AD-34-N1 AD-34-N2 AD-35 AD-35-N1 AD-36 AD-36-N1
AD-37 AD-38 AD-39 AD-39-N1 AD-39-N2 AD-39-N3 AD-39-N4 AD-39-N5 AD-39-N6 AD-39-N7 AD-39-N8 AD-39-N9 AD-40 AD-40-N1
AD-41 AD-42 AD-42-N1 AD-42-N2 AD-43 AD-43-N1 AD-44 AD-44-N1 AD-44-N2 AD-44-N3 AD-45 AD-46 AD-47 AD-47-N1 AD-48
AD-49 AD-49-N1 AD-50 AD-50-N1 AD-51 AD-51-N1 AD-52 AD-53 AD-54 AD-55 AD-56 AD-57 AD-57-N1 AD-58 AD-58-N1
AD-59 AD-59-N1 AD-59-N2 AD-59-N3`
  .trim()
  .split(/\s+/);

/** Rows about consoles: they wait until a device checks Kerberos tickets and serves redirection sessions. */
const MAY_WAIT: readonly string[] = [
  'AD-15-N3',
  'AD-34-N2',
  'AD-35-N1',
  'AD-36-N1',
  'AD-59',
  'AD-59-N1',
  'AD-59-N2',
  'AD-59-N3',
];

/** Rows that are played twice: two of the happy path, two negatives with failures and time in them. */
const TWICE: readonly string[] = ['AD-34', 'AD-40', 'AD-30-N3', 'AD-39-N9'];

const SEED = '1';

async function play(isChosen: (id: string) => boolean): Promise<readonly RowResult[]> {
  const results: RowResult[] = [];
  await tellable(adatum).run({ seed: SEED, network: 'memory' }, isChosen, (result) => results.push(result));
  return inOrder(results);
}

describe('the A. Datum story', () => {
  let results: readonly RowResult[] = [];

  beforeAll(async () => {
    results = await play(() => true);
  }, 120_000);

  test('is the whole specification: every row and every negative once, and nothing else', () => {
    expect(results.map(({ id }) => id)).toEqual(SPECIFIED);
  });

  test('is true in every row that is played', () => {
    const failed = results.filter(({ status }) => status === 'failed').map(({ id, reason }) => `${id}: ${reason}`);
    expect(failed).toEqual([]);
  });

  test('has something to show for every row that passed, on a channel that the row names', () => {
    const channels = new Map([...adatum.rows, ...adatum.negatives].map((row) => [row.id, row.channels]));
    const without = results
      .filter(({ status }) => status === 'passed')
      .filter(({ id, observed }) => !observed.some(({ channel }) => channels.get(id)?.includes(channel)));
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test('lets only console rows wait, each with a reason in words', () => {
    const waiting = results.filter(({ status }) => status === 'skipped');
    expect(waiting.filter(({ id }) => !MAY_WAIT.includes(id)).map(({ id }) => id)).toEqual([]);
    expect(waiting.filter(({ reason = '' }) => !/\w+ \w+ \w+/.test(reason)).map(({ id }) => id)).toEqual([]);
  });

  test('is seen the same way twice when the seed is the same', async () => {
    const again = await play((id) => TWICE.includes(id));
    const seen = (all: readonly RowResult[]): unknown =>
      all
        .filter(({ id }) => TWICE.includes(id))
        .map(({ id, observed, virtualMs, exchanges }) => ({ id, observed, virtualMs, exchanges }));
    expect(again).toHaveLength(TWICE.length);
    expect(seen(again)).toEqual(seen(results));
  });

  test('is reported as JSON of exactly the promised shape', () => {
    const report: unknown = JSON.parse(jsonReport(SEED, results));
    expect(report).toEqual({
      seed: SEED,
      rows: results.map(({ id, title, status, observed, reason, ms }) =>
        reason === undefined ? { id, title, status, observed, ms } : { id, title, status, observed, reason, ms },
      ),
    });
    const keys = new Set(results.flatMap(({ observed }) => observed.map((seen) => Object.keys(seen).join(' '))));
    expect([...keys]).toEqual(['channel what']);
    expect(new Set(results.map(({ title }) => title)).size).toBe(results.length);
  });

  test('is reported as well-formed JUnit XML, a case for each row', () => {
    const cases: string[] = [];
    const tallies: Record<string, string>[] = [];
    let skipped = 0;
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      if (name === 'testsuite') tallies.push(attributes);
      if (name === 'testcase') cases.push(attributes['name'] ?? '');
      if (name === 'skipped') skipped += 1;
    });
    parser.write(junitReport([{ title: adatum.title, results }])).close();
    expect(cases).toEqual(results.map(({ id, title }) => `${id} ${title}`));
    expect(skipped).toBe(results.filter(({ status }) => status === 'skipped').length);
    expect(tallies).toMatchObject([{ tests: String(results.length), failures: '0', skipped: String(skipped) }]);
  });

  test('is reported as one page that holds every row and the seed', () => {
    const page = htmlReport(SEED, [{ title: adatum.title, results }]);
    const ids = Array.from(page.matchAll(/<article class="\w+" id="([\w-]+)">/g), ([, id]) => id);
    expect(ids).toEqual(results.map(({ id }) => id));
    expect(page).toContain(`Seed <code>${SEED}</code>`);
  });
});
