import { afterEach, describe, expect, test } from 'vitest';
import { profileFor, withProfile, type Device, type DeviceOptions } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import { run, type Ended } from './child.ts';
import { deviceAt } from './real-device.ts';
import { missing } from './tools.ts';

const ADDRESS = ownAddress(18);
const PASSWORD = 'P@ssw0rd1';
/** How curl says that there is no connection, and that TLS came to nothing. */
const NO_CONNECTION = 7;
const NO_TLS = 35;

const reason = missing('curl');
const opened: Device[] = [];

afterEach(async () => {
  for (const device of opened.splice(0)) await device.close();
});

async function operational(release: string, tls: boolean, more: Partial<DeviceOptions> = {}): Promise<void> {
  const firmware = withProfile(profileFor(release), { timings: { bootMs: 0 } });
  const initialState = { kind: 'operational', password: PASSWORD, tls } as const;
  opened.push(await deviceAt(ADDRESS, { firmware, initialState, ...more }));
}

function curl(url: string, args: readonly string[] = []): Promise<Ended> {
  return run('curl', ['-q', '-sS', '--noproxy', '*', '-k', '-i', ...args, url]);
}

/** One version of TLS and no other, with suites that libraries of today leave out. */
function only(version: '1.0' | '1.1' | '1.2' | '1.3'): readonly string[] {
  return ['--ciphers', 'DEFAULT@SECLEVEL=0', `--tlsv${version}`, '--tls-max', version];
}

function serverIn({ stdout }: Ended): string | undefined {
  return /^Server: (.*)\r$/m.exec(stdout)?.[1];
}

describe('curl over TLS', () => {
  test.for([
    ['3.2.1', ['1.0'], ['1.1', '1.2']],
    ['8.1', ['1.0', '1.1'], ['1.2']],
    ['12.0', ['1.1', '1.2'], ['1.0', '1.3']],
    ['16.1', ['1.2'], ['1.0', '1.1', '1.3']],
    ['19.0', ['1.2', '1.3'], ['1.0', '1.1']],
  ] as const)('reaches release %s with %s and not with %s', async ([release, spoken, refused], context) => {
    context.skip(reason !== undefined, reason);
    await operational(release, true);
    for (const version of spoken)
      expect((await curl(`https://${ADDRESS}:16993/`, only(version))).stdout).toMatch(/^HTTP\/1.1 303 /);
    for (const version of refused) expect((await curl(`https://${ADDRESS}:16993/`, only(version))).code).toBe(NO_TLS);
  });
});

describe('curl', () => {
  // Whole fields as published captures show them: three parts until 10, four from 11.
  test.for([
    ['7.1', 'Intel(R) Active Management Technology 7.1.91'],
    ['11.8', 'Intel(R) Active Management Technology 11.8.50.3425'],
    ['15.0', 'Intel(R) Active Management Technology 15.0.23.1706'],
  ] as const)('reads from release %s the server text %s', async ([release, text], context) => {
    context.skip(reason !== undefined, reason);
    await operational(release, false);
    expect(serverIn(await curl(`http://${ADDRESS}:16992/`))).toBe(text);
  });

  test('reads the other product text from a machine with Standard Manageability', async (context) => {
    context.skip(reason !== undefined, reason);
    await operational('15.0', false, { sku: 'standard-manageability' });
    expect(serverIn(await curl(`http://${ADDRESS}:16992/`))).toBe('Intel(R) Standard Manageability 15.0.23.1706');
  });

  test('finds no plain port on release 16.1, and behind the other one a certificate that nobody ordered', async (context) => {
    context.skip(reason !== undefined, reason);
    await operational('16.1', false);
    expect((await curl(`http://${ADDRESS}:16992/`)).code).toBe(NO_CONNECTION);
    expect(serverIn(await curl(`https://${ADDRESS}:16993/`))).toBe(
      'Intel(R) Active Management Technology 16.1.25.1424',
    );
  });
});
