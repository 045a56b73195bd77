// Memory of 1, 501 and 1001 devices in one process, operational and idle on sockets of this computer: one line of JSON.
// Runs as a program of its own with --expose-gc. Argument: `plain` or `tls`.
import {
  createFleet,
  hostLink,
  profileFor,
  RealClock,
  seededChance,
  withProfile,
  type Fleet,
} from '../../emulator/index.ts';
import { ownAddress } from '../client/addresses.ts';

const FURTHER = 500;
const COLLECTIONS = 8;

const tls = process.argv[2] === 'tls';
const collect = globalThis.gc;
if (collect === undefined) throw new Error('run it with --expose-gc');

async function start(count: number, firstAddress: string): Promise<Fleet> {
  const fleet = createFleet({
    profile: withProfile(profileFor('3.2.1'), { timings: { bootMs: 0 } }),
    count,
    firstAddress,
    initialState: { kind: 'operational', password: 'P@ssw0rd1', tls },
    clock: new RealClock(),
    chance: seededChance(firstAddress),
    link: hostLink(),
  });
  await fleet.start();
  return fleet;
}

/** Bytes after everything that can be collected was. */
async function used(): Promise<{ readonly heap: number; readonly rss: number }> {
  for (let round = 0; round < COLLECTIONS; round += 1) {
    collect?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, rss };
}

const one = await start(1, ownAddress(8));
const withOne = await used();
const first = await start(FURTHER, ownAddress(16));
const withFirst = await used();
const further = await start(FURTHER, ownAddress(24));
const withFurther = await used();
const perDevice = {
  firstRss: (withFirst.rss - withOne.rss) / FURTHER,
  furtherRss: (withFurther.rss - withFirst.rss) / FURTHER,
  furtherHeap: (withFurther.heap - withFirst.heap) / FURTHER,
};
process.stdout.write(`${JSON.stringify(perDevice)}\n`);
await Promise.all([one, first, further].map((fleet) => fleet.close()));
