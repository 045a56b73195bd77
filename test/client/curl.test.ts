import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownAddress } from './addresses.ts';
import { run, type Ended, type Program } from './child.ts';
import { emulate, type ReportedDevice } from './emulate-command.ts';
import { missing } from './tools.ts';

const PLAIN = ownAddress(2, 1);
const SECURE = ownAddress(2, 2);
const PASSWORD = 'P@ssw0rd1';
/** DSP0226 1.0, 11: a message without addressing headers. */
const IDENTIFY = `<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
  xmlns:wsmid="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd">
<s:Header/><s:Body><wsmid:Identify/></s:Body></s:Envelope>`;

const reason = missing('curl');

describe('curl against the command emulate', () => {
  let plain: Program;
  let secure: Program;
  let devices: readonly ReportedDevice[] = [];

  beforeAll(async () => {
    if (reason !== undefined) return;
    const common = ['--password', PASSWORD];
    const both = await Promise.all([
      emulate('--address', PLAIN, ...common),
      emulate('--address', SECURE, '--tls', ...common),
    ]);
    [plain, secure] = both.map(({ program }) => program) as [Program, Program];
    devices = both.flatMap((started) => started.devices);
  });
  afterAll(async () => {
    if (reason !== undefined) return;
    await plain[Symbol.asyncDispose]();
    await secure[Symbol.asyncDispose]();
  });

  test('finds the ports that the first line of output names', (context) => {
    context.skip(reason !== undefined, reason);
    const shown = devices.map(({ address, http, https, user, password, state }) => [
      `${address} ${String(http)} ${String(https)}`,
      `${user} ${password} ${state}`,
    ]);
    expect(shown).toEqual([
      [`${PLAIN} 16992 null`, `admin ${PASSWORD} operational`],
      [`${SECURE} null 16993`, `admin ${PASSWORD} operational`],
    ]);
  });

  test('is sent from / to the logon page by a server that names product and release', async (context) => {
    context.skip(reason !== undefined, reason);
    const { stdout } = await curl(`http://${PLAIN}:16992/`, ['-i']);
    const [status, ...fields] = stdout.split('\r\n');
    expect(status).toBe('HTTP/1.1 303 See Other');
    expect(fields).toContain('Location: /logon.htm');
    expect(fields).toContain('Server: Intel(R) Active Management Technology 3.2.1');
  });

  test('logs in with Digest and is told who answers', async (context) => {
    context.skip(reason !== undefined, reason);
    const { code, stdout } = await identify(`http://${PLAIN}:16992/wsman`, PASSWORD);
    expect([code, stdout.split('\n').at(-1)]).toEqual([0, 'status 200']);
    expect(stdout).toMatch(/IdentifyResponse/);
    expect(stdout).toMatch(/ProtocolVersion>http:\/\/schemas\.dmtf\.org\/wbem\/wsman\/1\/wsman\.xsd</);
    expect(stdout).toMatch(/ProductVendor>Intel/);
    expect(stdout).toMatch(/ProductVersion>AMT 3\.2\.1/);
  });

  test('finds the same server named above answers of WS-Management', async (context) => {
    context.skip(reason !== undefined, reason);
    const { stdout } = await identify(`http://${PLAIN}:16992/wsman`, PASSWORD, ['-i']);
    const answered = stdout.slice(stdout.lastIndexOf('HTTP/1.1 200 OK'));
    expect(answered.split('\r\n')).toContain('Server: Intel(R) Active Management Technology 3.2.1');
  });

  test('does the same over TLS 1.0 with the one cipher that old software offers', async (context) => {
    context.skip(reason !== undefined, reason);
    const old = ['-k', '-v', '--tlsv1.0', '--tls-max', '1.0', '--ciphers', 'AES128-SHA:@SECLEVEL=0'];
    const { stdout, stderr } = await identify(`https://${SECURE}:16993/wsman`, PASSWORD, old);
    expect(stderr).toMatch(/SSL connection using TLSv1(?:\.0)? \/ AES128-SHA\b/);
    expect(stdout).toMatch(/IdentifyResponse[^]*status 200$/);
  });

  test('with a wrong password is refused and cut off', async (context) => {
    context.skip(reason !== undefined, reason);
    const { stdout, stderr } = await identify(`http://${PLAIN}:16992/wsman`, 'P@ssw0rd2', ['-v']);
    expect(stdout).toContain('<title>Log On Failed</title>');
    expect(stdout.endsWith('status 401')).toBe(true);
    const said = stderr.split(/\r?\n/).filter((line) => /^< (?:HTTP|Connection)|^\* Closing connection/.test(line));
    const cutOff = ['< HTTP/1.1 401 Unauthorized', '< Connection: close'];
    expect(said.map((line) => line.replace(/ \d+$/, ''))).toEqual([
      ...cutOff,
      '* Closing connection',
      ...cutOff,
      '* Closing connection',
    ]);
  });

  test('stops with Ctrl-C, exit code 0, and nothing listens any more', async (context) => {
    context.skip(reason !== undefined, reason);
    plain.signal('SIGINT');
    expect(await plain.ended()).toMatchObject({ code: 0, signal: null, stderr: '' });
    const CURLE_COULDNT_CONNECT = 7;
    expect((await curl(`http://${PLAIN}:16992/`, [])).code).toBe(CURLE_COULDNT_CONNECT);
  });
});

function curl(url: string, more: readonly string[], input = ''): Promise<Ended> {
  return run('curl', ['-q', '-sS', '--noproxy', '*', '--max-time', '30', ...more, url], { input });
}

function identify(url: string, password: string, more: readonly string[] = []): Promise<Ended> {
  const type = 'Content-Type: application/soap+xml;charset=UTF-8';
  const post = ['--data-binary', '@-', '-H', type, '-w', '\nstatus %{http_code}'];
  return curl(url, ['--digest', '-u', `admin:${password}`, ...post, ...more], IDENTIFY);
}
