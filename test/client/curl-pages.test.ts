import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileFor, withProfile, type Device } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import { run, type Ended } from './child.ts';
import { deviceAt } from './real-device.ts';
import { missing } from './tools.ts';

const EARLY = ownAddress(9, 1);
const LATE = ownAddress(9, 2);
const PASSWORD = 'P@ssw0rd1';
const ADMIN = `admin:${PASSWORD}`;
const SERVICE = 'http://intel.com/wbem/wscim/1/amt-schema/1/AMT_AuthorizationService';
const TRANSFER = 'http://schemas.xmlsoap.org/ws/2004/09/transfer';

const reason = missing('curl');

describe('curl on the web pages', () => {
  let early: Device;
  let late: Device;
  beforeAll(async () => {
    if (reason !== undefined) return;
    early = await started(EARLY, {});
    late = await started(LATE, { release: '15.0', digestQops: ['auth-int'] });
  });
  afterAll(async () => {
    if (reason !== undefined) return;
    await early.close();
    await late.close();
  });

  test('gets a page with Digest, head and all as the release has it', async (context) => {
    context.skip(reason !== undefined, reason);
    const [head = '', text = ''] = (await page(EARLY, '/index.htm', ADMIN, ['-i'])).stdout
      .split('\r\n\r\n')
      .filter((part) => !part.startsWith('HTTP/1.1 401'));
    const length = `Content-Length: ${String(Buffer.byteLength(text))}`;
    const server = 'Server: Intel(R) Active Management Technology 3.2.1';
    expect(head.split('\r\n')).toEqual(['HTTP/1.1 200 OK', 'Content-Type: text/html', server, length]);
    const later = (await page(LATE, '/index.htm', ADMIN, ['-i'])).stdout;
    expect(later).toMatch(/HTTP\/1\.1 200 OK\r\nX-Frame-Options: DENY\r\nContent-Type: text\/html\r\n/);
  });

  test('asks with HEAD for what GET would bring, and gets no body', async (context) => {
    context.skip(reason !== undefined, reason);
    const { code, stdout } = await page(EARLY, '/index.htm', ADMIN, ['-I']);
    expect([code, stdout.endsWith('\r\n\r\n')]).toEqual([0, true]);
    expect(stdout).toMatch(/HTTP\/1\.1 200 OK\r\n[^]*Content-Length: [1-9]\d{2,}/);
  });

  test('with another method is refused with the page for malformed requests', async (context) => {
    context.skip(reason !== undefined, reason);
    for (const method of ['DELETE', 'OPTIONS', 'POST']) {
      const { stdout } = await page(EARLY, '/index.htm', ADMIN, ['-X', method, '-w', '\n%{http_code}']);
      expect([method, stdout.split('\n').at(-1)]).toEqual([method, '400']);
      expect(stdout).toContain('<title>Bad Request');
    }
  });

  test('sends a form with the hidden field of the page and is sent back to the page', async (context) => {
    context.skip(reason !== undefined, reason);
    const token = await tokenOf(EARLY, '/events.htm', ADMIN);
    const sent = await page(EARLY, '/logform', ADMIN, ['-i', '-d', `t=${token}`, '-d', 'SubmitFreeze=1']);
    expect(sent.stdout).toMatch(/HTTP\/1\.1 303 See Other\r\nLocation: \/events\.htm\r\n/);
    expect(early.state.eventLog.frozen).toBe(true);
  });

  test.each([
    ['without the hidden field', []],
    ['with a made-up one', ['-d', 't=000000000000000000000000']],
  ])('sends a form %s and changes nothing', async (_what, flags) => {
    if (reason !== undefined) return;
    const before = early.state;
    const sent = await page(EARLY, '/powerpolform', ADMIN, ['-d', 'policy=SCHEME 0', ...flags, '-w', '\n%{http_code}']);
    expect(sent.stdout.split('\n').at(-1)).toBe('403');
    expect(early.state).toBe(before);
    expect(early.decisions.at(-1)?.code ?? '').not.toBe('web.form.accepted');
    expect(early.decisions.map(({ code }) => code)).toContain('web.form.forged');
  });

  test('with a wrong password sends no form, and the device tells its observers of the guess', async (context) => {
    context.skip(reason !== undefined, reason);
    const sent = await page(EARLY, '/logform', 'admin:P@ssw0rd2', ['-d', 'ClearLog=1', '-w', '\n%{http_code}']);
    expect(sent.stdout.split('\n').at(-1)).toBe('401');
    const guesses = early.events.filter(({ kind }) => kind === 'login');
    expect(guesses).toMatchObject([{ what: 'refused', user: 'admin', failures: 1, overTls: false }]);
  });

  test('as a user with one realm sees the pages of that realm alone', async (context) => {
    context.skip(reason !== undefined, reason);
    const token = await tokenOf(EARLY, '/user.htm', ADMIN);
    const fields = ['username=reader', 'password=Re@der123', 'password2=Re@der123', 'realm=13', `t=${token}`];
    const flags = fields.flatMap((field) => ['--data-urlencode', field]);
    expect((await page(EARLY, '/userform', ADMIN, ['-i', ...flags])).stdout).toContain('Location: /acl.htm');
    const statuses = await Promise.all(
      ['/index.htm', '/hw-sys.htm', '/acl.htm', '/power.htm'].map(async (path) => {
        const { stdout } = await page(EARLY, path, 'reader:Re@der123', ['-o', '/dev/null', '-w', '%{http_code}']);
        return [path, stdout];
      }),
    );
    expect(statuses).toEqual([
      ['/index.htm', '200'],
      ['/hw-sys.htm', '403'],
      ['/acl.htm', '403'],
      ['/power.htm', '403'],
    ]);
  });

  test('is offered qop auth alone until the settings ask for more, then proves the body too', async (context) => {
    context.skip(reason !== undefined, reason);
    expect((await page(LATE, '/index.htm', ADMIN, ['-v'])).stderr).toContain('stale="false",qop="auth"');
    const got = await wsman('Get', '');
    const instance = /<g:AMT_AuthorizationService>.*<\/g:AMT_AuthorizationService>/s.exec(got)?.[0] ?? '';
    const put = await wsman('Put', instance.replace(/(AllowHttpQopAuthOnly>)1/, '$10'));
    expect(put).not.toContain('Fault');
    const login = await page(LATE, '/index.htm', ADMIN, ['-v']);
    expect(login.stderr).toContain('stale="false",qop="auth-int"');
    expect(login.stderr).toMatch(/> Authorization: Digest .*qop=auth-int/);
    expect(login.stdout).toContain('<title>System Status');
    // curl hashes no body for auth-int, so that a request with one is not what it proves.
    const forged = await page(LATE, '/logform', ADMIN, ['-d', 'ClearLog=1', '-w', '\n%{http_code}']);
    expect(forged.stdout.split('\n').at(-1)).toBe('401');
    expect(late.decisions.map(({ code }) => code)).toContain('http.digest.wrong-response');
  });
});

function started(
  address: string,
  { release = '3.2.1', digestQops }: { readonly release?: string; readonly digestQops?: readonly ['auth-int'] },
): Promise<Device> {
  const http = digestQops === undefined ? {} : { digestQops };
  const firmware = withProfile(profileFor(release), { timings: { bootMs: 0 }, http });
  return deviceAt(address, { firmware, initialState: { kind: 'operational', password: PASSWORD, tls: false } });
}

function page(address: string, path: string, login: string, flags: readonly string[]): Promise<Ended> {
  const common = ['-q', '-sS', '--noproxy', '*', '--max-time', '30', '--digest', '-u', login];
  return run('curl', [...common, ...flags, `http://${address}:16992${path}`]);
}

async function tokenOf(address: string, path: string, login: string): Promise<string> {
  const { stdout } = await page(address, path, login, []);
  return /name="t" value="([0-9a-f]+)"/.exec(stdout)?.[1] ?? '';
}

async function wsman(operation: 'Get' | 'Put', body: string): Promise<string> {
  const anonymous = 'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous';
  const header =
    `<a:Action>${TRANSFER}/${operation}</a:Action><a:To>/wsman</a:To><w:ResourceURI>${SERVICE}</w:ResourceURI>` +
    `<a:MessageID>1</a:MessageID><a:ReplyTo><a:Address>${anonymous}</a:Address></a:ReplyTo>`;
  const input =
    `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:g="${SERVICE}"` +
    ' xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"' +
    ` xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
  const { stdout } = await page(LATE, '/wsman', ADMIN, ['--data-binary', input]);
  return stdout;
}
