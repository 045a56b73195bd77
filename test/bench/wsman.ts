import { AMT } from '@device-management-toolkit/wsman-messages';
import { ownAddress } from '../client/addresses.ts';
import { DigestClient } from '../client/digest-client.ts';
import { deviceProcess, type DeviceProcess } from './device-processes.ts';
import { rounded, type Measured } from './measured.ts';

const PLAIN = ownAddress(6, 1);
const SECURE = ownAddress(6, 2);
const PASSWORD = 'P@ssw0rd1';
const RUNS = 2000;
/** Requests of each kind before the first that counts; the compiler needs some thousand. */
const WARM_UP = 3000;

const ONE_CLIENT =
  'Requests that one client gets answered in a second of wall time, one after the other on a kept connection, Digest included.';
const DEVICE_CPU = 'CPU time of the process of the devices for one such request, all threads.';

/** WS-Man Get with Digest, one request after the other on a kept connection; CPU time is the device's alone. */
export async function wsmanBenchmark(): Promise<readonly Measured[]> {
  const device = await deviceProcess(PLAIN, SECURE, PASSWORD);
  try {
    for (const tls of [false, true]) await get(tls, WARM_UP);
    return [...(await measure(device, false)), ...(await measure(device, true))];
  } finally {
    await device.end();
  }
}

async function measure(device: DeviceProcess, tls: boolean): Promise<readonly Measured[]> {
  const cpuBeforeMs = await device.cpuMs();
  const startedMs = performance.now();
  await get(tls, RUNS);
  const perSecond = (RUNS * 1000) / (performance.now() - startedMs);
  const cpuEachMs = ((await device.cpuMs()) - cpuBeforeMs) / RUNS;
  const name = `WS-Man Get of AMT_GeneralSettings, ${tls ? 'TLS 1.0' : 'plain'}`;
  return [
    {
      name: `${name}, one client`,
      meaning: ONE_CLIENT,
      unit: '1/s',
      value: rounded(perSecond),
      goal: null,
      runs: RUNS,
    },
    {
      name: `${name}, CPU of the device`,
      meaning: DEVICE_CPU,
      unit: 'ms',
      value: rounded(cpuEachMs),
      goal: null,
      runs: RUNS,
    },
  ];
}

/** So many requests on one connection, logging in included. */
async function get(tls: boolean, times: number): Promise<void> {
  const address = tls ? SECURE : PLAIN;
  using client = new DigestClient({ address, port: tls ? 16993 : 16992, tls, user: 'admin', password: PASSWORD });
  const request = new AMT.Messages().GeneralSettings.Get();
  for (let run = 0; run < times; run += 1) {
    const { status, text } = await client.post(request);
    if (status !== 200 || !text.includes('DigestRealm')) throw new Error(`AMT_GeneralSettings: ${status}\n${text}`);
  }
}
