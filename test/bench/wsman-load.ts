import { AMT, CIM } from '@device-management-toolkit/wsman-messages';
import { ownAddress } from '../client/addresses.ts';
import { deviceProcess, type DeviceProcess } from './device-processes.ts';
import { runLoad, type Asking, type LoadTarget } from './load.ts';
import { rounded, type Measured } from './measured.ts';

const PLAIN = ownAddress(7, 1);
const SECURE = ownAddress(7, 2);
const PASSWORD = 'P@ssw0rd1';
const REQUESTS = 10_000;
const WARM_UP = 10_000;
const CONNECTIONS = [8, 64] as const;
const GOAL_MS = 0.12;
const BYTES_PER_KIB = 1024;

const TARGET: LoadTarget = { address: PLAIN, port: 16992, user: 'admin', password: PASSWORD };

const get = new AMT.Messages().GeneralSettings.Get();
const identities = new CIM.Messages().SoftwareIdentity;
const enumerate = identities.Enumerate();

/** Enumerate and Pull in turn, as {@link runLoad} hands the answers over. */
function enumerating(lastAnswer: string): string {
  const context = /<g:EnumerateResponse><g:EnumerationContext>([^<]*)/.exec(lastAnswer)?.[1];
  return context === undefined ? enumerate : identities.Pull(context);
}

const KINDS: readonly (readonly [name: string, asking: Asking])[] = [
  ['Get of AMT_GeneralSettings', () => get],
  ['Enumerate and Pull of CIM_SoftwareIdentity, each message', enumerating],
];

/** Many clients at once on kept connections with Digest, plain HTTP; the device has a process of its own. */
export async function wsmanLoadBenchmark(): Promise<readonly Measured[]> {
  const device = await deviceProcess(PLAIN, SECURE, PASSWORD);
  try {
    for (const [, asking] of KINDS) await runLoad(TARGET, CONNECTIONS[0], WARM_UP, () => asking);
    const measured: Measured[] = [];
    for (const [name, asking] of KINDS)
      for (const connections of CONNECTIONS) measured.push(...(await measure(device, name, asking, connections)));
    return [...measured, await memory(device)];
  } finally {
    await device.end();
  }
}

async function measure(
  device: DeviceProcess,
  name: string,
  asking: Asking,
  connections: number,
): Promise<readonly Measured[]> {
  const beforeMs = await device.cpuMs();
  const seen = await runLoad(TARGET, connections, REQUESTS, () => asking);
  const cpuEachMs = ((await device.cpuMs()) - beforeMs) / REQUESTS;
  const where = `on ${connections} kept connections with Digest, plain HTTP, logging in included.`;
  const entry = (what: string, meaning: string, unit: string, value: number, goal: number | null): Measured => ({
    name: `WS-Man ${name}, ${connections} connections, ${what}`,
    meaning: `${meaning} ${where}`,
    unit,
    value: rounded(value),
    goal,
    runs: REQUESTS,
  });
  return [
    entry('requests per second', 'Requests answered in a second of wall time', '1/s', seen.perSecond, null),
    entry('CPU of the device', 'CPU time of the process of the device for one request', 'ms', cpuEachMs, GOAL_MS),
    entry('median', 'Time that half of the answers took at most', 'ms', seen.p50Ms, null),
    entry('99th percentile', 'Time that 99 of 100 answers took at most', 'ms', seen.p99Ms, null),
  ];
}

/** What further requests leave behind, once the journals of events and decisions are full. */
async function memory(device: DeviceProcess): Promise<Measured> {
  const beforeBytes = await device.memoryBytes();
  await runLoad(TARGET, CONNECTIONS[0], REQUESTS, () => () => get);
  const afterBytes = await device.memoryBytes();
  return {
    name: `memory of the device after ${REQUESTS} more WS-Man requests`,
    meaning: 'Growth of used heap and external memory after forced collections, when the journals are full already.',
    unit: 'KiB',
    value: rounded((afterBytes - beforeBytes) / BYTES_PER_KIB),
    goal: null,
    runs: REQUESTS,
  };
}
