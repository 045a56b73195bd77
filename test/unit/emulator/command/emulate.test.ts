import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { startEmulation, type EmulateOptions } from '../../../../emulator/fleet/emulate.ts';
import { emulateCommand } from '../../../../emulator/main.ts';
import { START_MS } from '../../../support/bare-metal.ts';
import { HelloTrap } from '../../../support/fake-servers.ts';
import { MemorySegment } from '../../../support/memory-link.ts';
import { digestHeader, post } from '../http/wire-client.ts';

const defaults: EmulateOptions = {
  release: '3.2.1',
  count: 1,
  address: '127.0.0.1',
  state: 'operational',
  tls: false,
  seed: 'a',
  rootHashes: [],
};

function world() {
  const segment = new MemorySegment();
  const clock = new VirtualClock({ startMs: START_MS, activity: segment });
  const link = segment.link();
  const start = (options: Partial<EmulateOptions> = {}): ReturnType<typeof startEmulation> => {
    const asked = { ...defaults, ...options };
    return clock.settled(startEmulation(asked, { clock, link, chance: seededChance(asked.seed) }), 60_000);
  };
  return { segment, clock, link, start };
}

describe('emulate', () => {
  it('reports every device by the contract of --json', async () => {
    const { start } = world();
    const { reports } = await start({ password: 'P@ssw0rd1' });
    expect(reports).toEqual([
      {
        uuid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        release: '3.2.1',
        address: '127.0.0.1',
        http: 16992,
        https: null,
        redirection: null,
        redirectionTls: null,
        user: 'admin',
        password: 'P@ssw0rd1',
        state: 'operational',
      },
    ]);
  });

  it('draws identity and a strong password from the seed', async () => {
    const first = (await world().start()).reports[0];
    const again = (await world().start()).reports[0];
    const other = (await world().start({ seed: 'b' })).reports[0];
    expect(again).toEqual(first);
    expect([other?.uuid === first?.uuid, other?.password === first?.password]).toEqual([false, false]);
  });

  it.each([
    ['factory', null, 'admin'],
    ['setup', 16993, 'admin'],
  ] as const)('keeps a device in %s state', async (state, https, password) => {
    const { start, clock } = world();
    const { fleet, reports } = await start({ state });
    expect(reports).toMatchObject([{ state, http: null, https, password }]);
    await clock.advance(600_000);
    expect(fleet.devices[0]?.ports.map(({ port }) => port)).toEqual(https === null ? [] : [https]);
  });

  it('listens on 16993 alone with TLS', async () => {
    expect((await world().start({ tls: true })).reports).toMatchObject([{ http: null, https: 16993 }]);
  });

  it('lets devices in setup say hello to the named server, with the added root', async () => {
    const { start, link, clock } = world();
    const hellos = await new HelloTrap().start(link, '127.0.0.9', () => clock.elapsedMs(), 19_971);
    const hex = 'AB'.repeat(20);
    const server = { provisioningServer: '127.0.0.9:19971', dnsSuffix: 'adatum.com', rootHashes: [hex] };
    const { fleet } = await start({ state: 'setup', ...server });
    await clock.settle();
    expect(hellos.heard[0]?.bytes.toString('hex').endsWith(`0114${hex.toLowerCase()}`)).toBe(true);
    expect(fleet.devices[0]?.state.setup.trustedDnsSuffix).toBe('adatum.com');
  });

  it.each([{ rootHashes: ['abcd'] }, { provisioningServer: '127.0.0.9:0' }, { address: '10.0.0.1', count: 2 }])(
    'refuses %o',
    async (options) => {
      await expect(world().start(options)).rejects.toThrow(RangeError);
    },
  );

  it('refuses a weak password with the reason of the firmware', async () => {
    await expect(world().start({ password: 'weak' })).rejects.toMatchObject({ code: 'accounts.mebx-password.weak' });
  });

  it('offers nothing that is not built', () => {
    const names = emulateCommand().options.map(({ long }) => long);
    expect(names).toEqual(expect.arrayContaining(['--release', '--count', '--address', '--state', '--tls', '--json']));
    expect(names).not.toContain('--iso');
  });
});

describe('emulate with files', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'emulate-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('finds its devices again, and tells a password only when it still knows it', async () => {
    const first = world();
    const before = await first.start({ nvram: directory, count: 2, password: 'P@ssw0rd1' });
    await first.clock.settled(before.fleet.close(), 60_000);
    expect(readdirSync(directory).toSorted()).toEqual(['device-1.nvram', 'device-2.nvram']);
    const same = await world().start({ nvram: directory, count: 2, password: 'P@ssw0rd1', seed: 'other' });
    expect(same.reports).toEqual(before.reports);
    const forgotten = await world().start({ nvram: directory, count: 2, seed: 'other' });
    expect(forgotten.reports.map(({ password }) => password)).toEqual([null, null]);
  });
});

describe('a device whose NVRAM can no longer be written', () => {
  const PATH = '/NetworkAdministrationService';
  const password = 'P@ssw0rd1';
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'emulate-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('answers a fault, goes on, and the command tells', async () => {
    const { clock, link } = world();
    const told: string[] = [];
    const surroundings = { clock, link, chance: seededChance('a'), onDefect: (line: string) => told.push(line) };
    const starting = startEmulation({ ...defaults, password, nvram: directory }, surroundings);
    const { fleet } = await clock.settled(starting, 60_000);
    const ask = async (text: string): Promise<string> => {
      const to = { address: '127.0.0.1', port: 16992 };
      const stream = await link.connectTcp('127.0.0.9', to, new AbortController().signal);
      let received = '';
      stream.on('data', (bytes: Buffer) => (received += bytes.toString('latin1')));
      stream.write(text);
      await clock.settle();
      return received;
    };
    const setHostName = async (): Promise<string> => {
      const namespace = 'http://schemas.intel.com/platform/client/NetworkAdministration/2004/01';
      const call = `<SetHostName xmlns="${namespace}"><HostName>DESK001</HostName></SetHostName>`;
      const body = `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>${call}</Body></Envelope>`;
      const nonce = /nonce="([^"]+)"/.exec(await ask(post(PATH, '')))?.[1] ?? '';
      const realm = fleet.devices[0]?.state.accounts.digestRealm ?? '';
      const who = { user: 'admin', password, realm, nonce, method: 'POST', uri: PATH, nc: '00000001', qop: 'auth' };
      return (await ask(post(PATH, body, digestHeader(who)))).slice(0, 12);
    };
    const file = join(directory, 'device-1.nvram');
    rmSync(file);
    mkdirSync(join(file, 'in-the-way'), { recursive: true });
    expect(await setHostName()).toBe('HTTP/1.1 500');
    expect(fleet.devices[0]?.state.network.hostName).toBe('');
    expect(told).toEqual([expect.stringMatching(/: defect\.handler .*"method":"SetHostName"/)]);
    rmSync(file, { recursive: true });
    expect(await setHostName()).toBe('HTTP/1.1 200');
    expect(fleet.devices[0]?.state.network.hostName).toBe('DESK001');
    await clock.settled(fleet.close(), 60_000);
  });
});
