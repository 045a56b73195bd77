import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { quitOnBrokenPipe } from './broken-pipe.ts';

const EXAMPLES = `
Examples:
  amt-testbed emulate --release 3.2.1             a provisioned device on 127.0.0.1, told to a person
  amt-testbed emulate --state setup --json        one that waits for a setup server, told to a program
  amt-testbed provision --print-sample            settings to start from
  amt-testbed stories --only 'AD-*'               the A. Datum story

Each command explains itself with --help.`;

/** The command `amt-testbed`: one word a part of the product. Sets the exit code; 2 means a wrong call. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  quitOnBrokenPipe();
  const program = new Command('amt-testbed')
    .description('A PC with Intel AMT in software, the service point that provisions it, and stories to try both.')
    .version(version(), '-V, --version')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .enablePositionalOptions();
  for (const command of await commandsFor(argv[2])) program.addCommand(command.exitOverride());
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}

/** Loads only the half that was asked for; all of them when the user wants to know what there is. */
async function commandsFor(word: string | undefined): Promise<readonly Command[]> {
  const loaders: Readonly<Record<string, () => Promise<Command>>> = {
    emulate: async () => (await import('../emulator/main.ts')).emulateCommand(),
    provision: async () => (await import('../provisioner/main.ts')).provisionCommand(),
    stories: async () => (await import('./main.ts')).storiesCommand('stories'),
  };
  const one = word === undefined ? undefined : loaders[word];
  return one === undefined ? Promise.all(Object.values(loaders).map((load) => load())) : [await one()];
}

function version(): string {
  // Beside the sources the manifest is one folder up, beside the built form two.
  const here = dirname(fileURLToPath(import.meta.url));
  for (const path of [join(here, '..', 'package.json'), join(here, '..', '..', 'package.json')]) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
      if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return 'unknown';
}
