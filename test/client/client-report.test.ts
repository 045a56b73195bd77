import { AMT } from '@device-management-toolkit/wsman-messages';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownAddress } from './addresses.ts';
import { DigestClient } from './digest-client.ts';
import { emulate } from './emulate-command.ts';

const ADDRESS = ownAddress(11);
const PASSWORD = 'P@ssw0rd1';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amt-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('amt-testbed emulate --report says at the end what the clients asked', async () => {
  const path = join(folder, 'report.json');
  const { program, devices } = await emulate('--address', ADDRESS, '--password', PASSWORD, '--report', path);
  await using running = program;
  using client = new DigestClient({ address: ADDRESS, port: 16992, tls: false, user: 'admin', password: PASSWORD });
  const messages = new AMT.Messages();
  await client.post(messages.GeneralSettings.Get());
  await client.post(messages.GeneralSettings.Get());
  await client.post(messages.AlarmClockService.Get());
  running.signal('SIGTERM');
  await running.ended();
  const report = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly devices: readonly { readonly uuid: string }[];
    readonly total: { readonly calls: readonly object[] };
  };
  expect(report.devices.map(({ uuid }) => uuid)).toEqual(devices.map(({ uuid }) => uuid));
  expect(report.total.calls).toEqual([
    expect.objectContaining({ subject: 'AMT_GeneralSettings', call: 'Get', count: 2, refusal: '' }),
    expect.objectContaining({ subject: 'AMT_AlarmClockService', call: 'Get', refusal: 'wsman.class.unknown' }),
  ]);
});
