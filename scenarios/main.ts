import { accessSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { quitOnBrokenPipe } from './broken-pipe.ts';
import { inOrder, type AnyStory, type PlayOptions } from './narrator/play.ts';
import { progressTo } from './narrator/progress.ts';
import type { RowResult } from './narrator/row.ts';

interface Arguments {
  readonly only: readonly string[];
  readonly list: boolean;
  readonly seed: string;
  readonly network: PlayOptions['network'];
  readonly reports: string;
}

const EXAMPLES = `
Examples:
  npm start                              all stories
  npm start -- --list                    the rows, without playing anything
  npm start -- --only AD-40 --only 'TR-*'   some rows
  npm start -- --seed 7 --network memory    another replay, no sockets

Exit code 0 when every row is true or waits with a reason, 1 when one is not, 2 for a wrong call.`;

/** `npm start`: plays the stories and writes the reports. Resolves to the exit code. */
export async function runStories(argv: readonly string[]): Promise<number> {
  quitOnBrokenPipe();
  try {
    await storiesCommand('npm start --').parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return Number(process.exitCode ?? 0);
}

/** The stories as a command called `name`; its action plays them and sets the exit code. */
export function storiesCommand(name: string): Command {
  const collect = (value: string, before: readonly string[]): readonly string[] => {
    if (!/^[A-Z]{2}(-[\w*]+)*\*?$/.test(value))
      throw new InvalidArgumentError('Give a row id such as AD-40, AD-39-N2 or AD-*.');
    return [...before, value];
  };
  return new Command(name)
    .description('Plays the deployment stories on the embedded world and checks every row of them.')
    .option('--only <row>', 'a row id, or a pattern with *; may be given several times', collect, [])
    .option('--list', 'list the rows and stop', false)
    .option('--seed <seed>', 'replays a run: every random choice comes from it', '1')
    .addOption(
      new Option('--network <kind>', 'real sockets on loopback, or memory')
        .choices(['sockets', 'memory'])
        .default('sockets'),
    )
    .addOption(
      new Option('--world <kind>', 'who serves DHCP, DNS, directory and certificates')
        .choices(['embedded'])
        .default('embedded'),
    )
    .option('--reports <folder>', 'where the reports go', 'reports')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .action(async (args: Arguments) => {
      process.exitCode = await tell(args);
    });
}

async function tell(args: Arguments): Promise<number> {
  const progress = progressTo(process.stdout);
  if (!args.list) progress.begin(args.seed, args.network);
  const { stories } = await import('./stories.ts');
  const isChosen = chooser(args.only);
  const known = stories.flatMap((story) => story.ids.map((row) => row.id));
  if (!known.some(isChosen)) {
    process.stderr.write(`No row matches ${args.only.join(', ')}. npm start -- --list shows them all.\n`);
    return 2;
  }
  if (args.list) return list(stories, isChosen);
  const obstacle = folderObstacle(args.reports);
  if (obstacle !== undefined) {
    process.stderr.write(`--reports: ${obstacle}. Hint: name a folder that you may write.\n`);
    return 2;
  }
  const startedMs = performance.now();
  const told: { title: string; results: RowResult[] }[] = [];
  for (const story of stories.filter((one) => one.ids.some((row) => isChosen(row.id)))) {
    progress.story(story.title);
    const results: RowResult[] = [];
    await story.run({ seed: args.seed, network: args.network }, isChosen, (result) => {
      results.push(result);
      progress.row(result);
    });
    told.push({ title: story.title, results: [...inOrder(results)] });
  }
  const all = told.flatMap((story) => story.results);
  progress.end(all, await writeReports(args, told), performance.now() - startedMs);
  return all.some((result) => result.status === 'failed') ? 1 : 0;
}

/** Makes the folder before anything is played; what is in the way of it otherwise. */
function folderObstacle(folder: string): string | undefined {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.message;
    throw error;
  }
}

/** Not with the option `recursive`, which Node repeats for ever where nothing can be made, as in /proc. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

async function writeReports(
  args: Arguments,
  told: readonly { readonly title: string; readonly results: readonly RowResult[] }[],
): Promise<readonly string[]> {
  const [{ jsonReport }, { junitReport }, { htmlReport }] = await Promise.all([
    import('./narrator/json-report.ts'),
    import('./narrator/junit-report.ts'),
    import('./narrator/html-report.ts'),
  ]);
  const all = told.flatMap((story) => story.results);
  const files = [
    [join(args.reports, 'scenarios.json'), jsonReport(args.seed, all)],
    [join(args.reports, 'scenarios.xml'), junitReport(told)],
    [join(args.reports, 'scenarios.html'), htmlReport(args.seed, told)],
  ] as const;
  for (const [path, text] of files) writeFileSync(path, text);
  return files.map(([path]) => path);
}

function list(stories: readonly AnyStory[], isChosen: (id: string) => boolean): number {
  for (const story of stories) {
    for (const row of story.ids.filter(({ id }) => isChosen(id)))
      process.stdout.write(`${row.id.padEnd(10)} ${row.title}\n`);
  }
  return 0;
}

/** `AD-1*` matches like a shell pattern; `AD-40` also takes its negatives only when asked with `AD-40*`. */
function chooser(only: readonly string[]): (id: string) => boolean {
  if (only.length === 0) return () => true;
  const patterns = only.map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`));
  return (id) => patterns.some((pattern) => pattern.test(id));
}
