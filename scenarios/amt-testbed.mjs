#!/usr/bin/env node
// The command `amt-testbed`. In a checkout it runs the sources, in an installed package the built form beside it.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, '..', 'dist', 'scenarios', 'command-line.js');

if (existsSync(join(here, 'command-line.ts'))) {
  await import('../.config/ensure-dependencies.mjs');
  const { register } = await import('tsx/esm/api');
  register();
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(process.argv);
} else {
  const { runCommandLine } = await import(built);
  await runCommandLine(process.argv);
}
