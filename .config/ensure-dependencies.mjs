// Makes `npm start`, `npm test` and the command line enough by themselves on a fresh clone: installs the locked
// dependencies when they are missing or older than the lock file, and says so.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');

const isMissing = !existsSync(installed);
if (existsSync(lock) && (isMissing || statSync(installed).mtimeMs < statSync(lock).mtimeMs)) {
  process.stderr.write(
    `${isMissing ? 'Dependencies are not installed yet' : 'Dependencies are older than the lock file'}: npm ci\n`,
  );
  const npm = process.env['npm_execpath'];
  const [command, args] = npm ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']];
  const run = spawnSync(command, [...args, '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (run.status !== 0) {
    process.stderr.write('npm ci failed; see above.\n');
    process.exit(run.status ?? 1);
  }
}
