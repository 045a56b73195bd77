import { firstRootHashes } from '../../emulator/firmware/root-hashes.ts';
import { encodeHello } from '../../emulator/network/hello-message.ts';
import { decodeHello } from '../../provisioner/hello/hello-message.ts';
import { rounded, type Measured } from './measured.ts';

const RUNS = 200_000;
const WARM_UP = 20_000;

/** How many hello messages with the root hashes of release 3.2.1 a second of one core encodes and decodes. */
export function helloBenchmark(): readonly Measured[] {
  const message = {
    areCredentialsChanged: false,
    retryCount: 4,
    uuid: '00112233-4455-6677-8899-aabbccddeeff',
    body: { kind: 'pki', hashes: firstRootHashes.map(({ algorithm, hex }) => ({ algorithm, hex })) },
  } as const;
  const bytes = encodeHello(message);
  return [
    rate('hello messages encoded', () => encodeHello(message).length),
    rate('hello messages decoded', () => decodeHello(bytes).retryCount),
  ];
}

/** The results are added up, so that none of the work can be left out. */
function rate(name: string, work: () => number): Measured {
  let sum = 0;
  for (let run = 0; run < WARM_UP; run += 1) sum += work();
  const startedMs = performance.now();
  for (let run = 0; run < RUNS; run += 1) sum += work();
  const perSecond = (RUNS * 1000) / (performance.now() - startedMs);
  if (sum === 0) throw new Error(`${name}: nothing was done`);
  const meaning = 'Hello messages with the root hashes of release 3.2.1 that one core does in a second of wall time.';
  return { name, meaning, unit: '1/s', value: rounded(perSecond), goal: null, runs: RUNS };
}
