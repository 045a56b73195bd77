import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../../emulator/index.ts';
import { chain, rootEntry } from '../fixtures/certificates/chains.ts';
import { ownAddress } from './addresses.ts';
import { run, type Ended } from './child.ts';
import { deviceAt } from './real-device.ts';
import { missing } from './tools.ts';

const ADDRESS = ownAddress(1);
const KEY = fileURLToPath(new URL('../fixtures/certificates/server15.key.pem', import.meta.url));
const REQUEST = ['POST /wsman HTTP/1.1', `Host: ${ADDRESS}:16993`, 'Content-Length: 0', '', ''].join('\r\n');

const reason = missing('openssl');
let folder = '';
let device: Device;

describe('OpenSSL as the setup server of a device in setup', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'amt-testbed-'));
    const firmwareImage = { extraDefaultHashes: [rootEntry(chain('accepted'))] };
    device = await deviceAt(ADDRESS, { firmwareImage, initialState: { kind: 'setup' } });
  });
  afterAll(async () => {
    await device.close();
    rmSync(folder, { recursive: true });
  });

  test('with an accepted chain finishes the TLS 1.0 handshake and is asked for the device realm', async (context) => {
    context.skip(reason !== undefined, reason);
    const { verdict, ended } = await connect('accepted');
    expect([verdict, ended.code]).toEqual(['setup.chain.accepted', 0]);
    expect(ended.stderr).toMatch(/CONNECTION ESTABLISHED\nProtocol version: TLSv1\nCiphersuite: AES128-SHA\n/);
    expect(ended.stdout).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
    expect(ended.stdout).toContain(`realm="Intel(R) AMT (ID:${device.uuid.toUpperCase()})"`);
  });

  const refused = [
    ['without the root in its chain', 'root-missing', 'setup.chain.root-missing', 48],
    ['with nothing but its own certificate', 'leaf-only', 'setup.chain.root-missing', 48],
    ['with a root of the same name and key but another hash', 'root-twin', 'setup.chain.no-root-match', 48],
    ['with a full stop behind the organizational unit', 'unit-period', 'setup.chain.no-oid-no-ou', 43],
    ['with a certificate for another domain', 'suffix-mismatch', 'setup.chain.suffix-mismatch', 49],
    ['without a certificate', undefined, 'setup.chain.no-certificate', 40],
  ] as const;
  test.for(refused)('%s gets an alert inside the handshake', async ([, name, code, alert], context) => {
    context.skip(reason !== undefined, reason);
    const { verdict, ended } = await connect(name);
    expect([verdict, ended.code]).toEqual([code, 1]);
    expect(ended.stderr).toContain(`SSL alert number ${alert}`);
    expect(ended.stderr).not.toContain('CONNECTION ESTABLISHED');
    expect(ended.stdout).toBe('');
  });
});

/** One connection of `openssl s_client` with a chain of the fixtures, and the decision that the device wrote about it. */
async function connect(name: string | undefined): Promise<{ readonly verdict: string; readonly ended: Ended }> {
  const verdicts: string[] = [];
  using _listening = device.onDecision(({ code }) => {
    if (code.startsWith('setup.chain.') && !code.startsWith('setup.chain.rule.')) verdicts.push(code);
  });
  const old = ['-tls1', '-cipher', 'AES128-SHA:@SECLEVEL=0'];
  const how = ['-brief', '-nocommands', '-ign_eof', ...old, ...(name === undefined ? [] : identity(name))];
  const ended = await run('openssl', ['s_client', '-connect', `${ADDRESS}:16993`, ...how], { input: REQUEST });
  return { verdict: verdicts.join(' '), ended };
}

/** s_client sends exactly what stands in the chain file behind its own certificate, and builds a chain without one. */
function identity(name: string): readonly string[] {
  const [leaf = '', ...rest] = chain(name).map((der) => new X509Certificate(der).toString());
  const own = join(folder, `${name}.leaf.pem`);
  const issuers = join(folder, `${name}.chain.pem`);
  writeFileSync(own, leaf);
  writeFileSync(issuers, rest.join(''));
  return ['-cert', own, '-key', KEY, ...(rest.length === 0 ? [] : ['-cert_chain', issuers])];
}
