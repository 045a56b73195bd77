// `npm run bench`: numbers, not verdicts. Prints JSON and writes it to reports/bench.json; what it does stands on stderr.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { helloBenchmark } from './hello.ts';
import type { Measured } from './measured.ts';
import { memoryBenchmark } from './memory.ts';
import { furtherProvisioningBenchmark, provisioningBenchmark } from './provisioning.ts';
import { wsmanLoadBenchmark } from './wsman-load.ts';
import { wsmanBenchmark } from './wsman.ts';

const REPORT = new URL('../../reports/bench.json', import.meta.url);

const all: readonly (readonly [what: string, measure: () => readonly Measured[] | Promise<readonly Measured[]>])[] = [
  ['idle memory', memoryBenchmark],
  ['hello messages', helloBenchmark],
  ['WS-Man requests', wsmanBenchmark],
  ['WS-Man requests of many clients', wsmanLoadBenchmark],
  ['provisioning', provisioningBenchmark],
  ['further provisioning', furtherProvisioningBenchmark],
];

const benchmarks: Measured[] = [];
for (const [what, measure] of all) {
  process.stderr.write(`${what} ...\n`);
  benchmarks.push(...(await measure()));
}
const report = `${JSON.stringify({ node: process.version, cpus: availableParallelism(), benchmarks }, undefined, 2)}\n`;
mkdirSync(new URL('.', REPORT), { recursive: true });
writeFileSync(REPORT, report);
process.stdout.write(report);
