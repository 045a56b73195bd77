// Makes `npm start`, `npm test` and the command line enough by themselves on a fresh clone: installs the locked
// dependencies when they are missing or other ones than the lock file names, and says so.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = join(root, 'package-lock.json');
/** What npm itself notes about what it installed. */
const installed = join(root, 'node_modules', '.package-lock.json');

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;

/** Why an installation is needed, undefined when it is not. Optional packages of other platforms are never installed. */
function reason() {
  if (!existsSync(lock)) return undefined;
  if (!existsSync(installed)) return 'Dependencies are not installed yet';
  const have = packagesOf(installed);
  const differs = Object.entries(packagesOf(lock)).some(
    ([path, wanted]) => path !== '' && wanted.optional !== true && have[path]?.version !== wanted.version,
  );
  return differs ? 'Dependencies are not those of the lock file' : undefined;
}

const why = reason();
if (why !== undefined) {
  process.stderr.write(`${why}: npm ci\n`);
  const npm = process.env['npm_execpath'];
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  const run = spawnSync(command, [...args, '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (run.status !== 0) {
    process.stderr.write('npm ci failed; see above.\n');
    process.exit(run.status ?? 1);
  }
}
