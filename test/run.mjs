// `npm test` and `npm run test:clients`: vitest on the right projects, on a fresh clone too.
import '../.config/ensure-dependencies.mjs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const args = process.argv.slice(2);
const wantsClients = args[0] === '--clients';
const projects = wantsClients ? ['--project', 'client'] : ['--project', '!client'];
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const run = spawnSync(process.execPath, [vitest, 'run', ...projects, ...args.slice(wantsClients ? 1 : 0)], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
process.exitCode = run.status ?? 1;
