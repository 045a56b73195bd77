import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hintFor } from '../../../../provisioner/error-hint.ts';
import { provisionCommand } from '../../../../provisioner/main.ts';
import { runProvision, UsageError, type ProvisionFlags } from '../../../../provisioner/provision-server.ts';
import { sampleSettings } from '../../../../provisioner/settings-sample.ts';
import { csvOf, helloBytes, makePfx, PFX_PASSWORD, uuidOf } from '../../../support/service-point-site.ts';

const ADDRESS = '127.0.97.15';

describe('amt-testbed provision', () => {
  const pfx = makePfx({ validUntilMs: Date.UTC(2048, 0, 1) });
  let folder: string;
  let flags: ProvisionFlags;
  let lines: string[];
  let onLine: (line: string) => void;
  let interrupted: AbortController;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'provision-'));
    const settings = sampleSettings() as { general: { registerAlias: boolean } };
    settings.general.registerAlias = false;
    writeFileSync(join(folder, 'site.json'), JSON.stringify(settings));
    writeFileSync(join(folder, 'provisioning.pfx'), Buffer.from(pfx.pfxBase64, 'base64'));
    writeFileSync(join(folder, 'computers.csv'), csvOf(2));
    flags = {
      settings: join(folder, 'site.json'),
      database: join(folder, 'site.db'),
      import: join(folder, 'computers.csv'),
      collection: 'New computers',
      address: ADDRESS,
      fqdn: 'server15.adatum.com',
      dns: { address: ADDRESS, port: 53 },
      json: true,
    };
    lines = [];
    onLine = () => undefined;
    interrupted = new AbortController();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (more: Partial<ProvisionFlags> = {}, env: Record<string, string> = {}): Promise<void> =>
    runProvision(
      { ...flags, ...more },
      {
        env: { AMT_MEBX_PASSWORD: 'Str0ng!pass', AMT_PFX_PASSWORD: PFX_PASSWORD, ...env },
        interrupted: interrupted.signal,
        readText: (file) => readFileSync(file),
        print: (line) => {
          lines.push(line);
          onLine(line);
        },
      },
    );
  const ids = (): readonly string[] => lines.map((line) => (JSON.parse(line) as { id: string }).id);

  test('with the printed sample: imports, listens on real sockets, takes a hello, ends cleanly, keeps what it knew', async () => {
    onLine = (line) => {
      if (line.includes('"hello.listening"')) {
        const socket = createConnection({ host: ADDRESS, port: 9971, localAddress: ADDRESS });
        socket.end(helloBytes(uuidOf(1), [pfx.rootSha1]));
        socket.resume();
      }
      if (line.includes('"hello.queued"')) interrupted.abort();
    };
    await run();
    expect(ids()).toEqual(expect.arrayContaining(['computers.imported', 'component.started', 'hello.queued']));
    expect(ids().at(-1)).toBe('component.stopped');
    expect(lines.join('\n')).not.toMatch(/Str0ng!pass|export-Pass1!/);

    lines = [];
    interrupted = new AbortController();
    onLine = (line) => line.includes('is up on') && interrupted.abort();
    await run({ json: undefined as never });
    expect(lines.find((line) => line.includes('1 unfinished task(s)'))).toMatch(/^\d{4}-.*Z INFO /);
  });

  test.each([
    ['no settings', { settings: undefined as never }, /--settings is missing. Hint: --print-sample/],
    ['no such settings', { settings: '/nonexistent.json' }, /cannot be read .*Hint:/],
    ['a short server name', { fqdn: 'server15' }, /full name.*Hint: --fqdn/],
    ['a database without name, which would be thrown away', { database: '' }, /--database.*Hint: --database site\.db/],
    ['no such import', { import: '/nonexistent.csv' }, /cannot be read. Hint:/],
  ])('%s is a mistake of the command line, told in one line with a hint', async (_, more, message) => {
    const failure = await run(more).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as Error).message).toMatch(message);
    expect((failure as Error).message).not.toContain('\n');
  });

  test('a wrong PFX password and a bad line of the import are told without the secret', async () => {
    await expect(run({}, { AMT_PFX_PASSWORD: 'wrong-Pass1!' })).rejects.toThrow(/provisioningCertificate.*Hint:/);
    writeFileSync(join(folder, 'computers.csv'), `${csvOf(1)}DESK002,DESK002.adatum.com,nonsense\n`);
    await expect(run()).rejects.toThrow(/computers\.csv, line 2: .*Hint: see --help/);
  });

  test('a port that is taken is a failure of the run, not of the command line', async () => {
    let second: Promise<unknown> = Promise.resolve();
    onLine = (line) => {
      if (!line.includes('"component.started"') || lines.length > 100) return;
      onLine = () => undefined;
      second = run({ database: join(folder, 'second.db') })
        .catch((error: unknown) => error)
        .finally(() => interrupted.abort());
    };
    await run();
    const failure = await second;
    expect(failure).not.toBeInstanceOf(UsageError);
    expect((failure as Error).message).toMatch(/port 9971 cannot be listened on.*role\.port-unavailable/);
    expect(hintFor(failure)).toMatch(/provisioningPort/);
  });

  test.each([
    ['site.db', 'no database', /Move the file away/],
    ['site.db.key', 'no key', /Restore the key file/],
    ['site.db.authority.json', '{', /restore it/],
  ])('a damaged %s ends it with a hint and stays as it is', async (file, content, hint) => {
    writeFileSync(join(folder, file), content, { mode: 0o600 });
    const failure = await run().catch((error: unknown) => error);
    expect(hintFor(failure)).toMatch(hint);
    expect(readFileSync(join(folder, file), 'latin1')).toBe(content);
  });

  test('explains itself', () => {
    const help = provisionCommand().helpInformation();
    for (const option of ['--settings', '--database', '--import', '--json', '--address', '--print-sample'])
      expect(help).toContain(option);
  });
});
