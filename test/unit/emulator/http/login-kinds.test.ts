import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { digestHa1 } from '../../../../emulator/device/factory.ts';
import { setAllowQopAuthOnly } from '../../../../emulator/device/accounts/http-login.ts';
import type { ProfileOverrides } from '../../../../emulator/firmware/releases.ts';
import { get } from '../wsman/requests.ts';
import { generalSettings } from '../wsman/sample-classes.ts';
import { post, statusOf, Website } from './wire-client.ts';

const BODY = get(generalSettings.uri);

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** A site whose settings do not say that qop `auth` is enough. */
function strictSite(overrides: ProfileOverrides): Website {
  const site = new Website(overrides);
  const step = setAllowQopAuthOnly(site.bench.state, false);
  if (step.ok) site.bench.commit(step.state, step.effects);
  return site;
}

function withHttp(digestQops: readonly ('auth' | 'auth-int')[]): ProfileOverrides {
  return { http: { digestQops } };
}

/** An Authorization field for qop auth-int, computed here from RFC 2617, 3.2.2. */
async function authInt(site: Website, body: string): Promise<string> {
  const { digestRealm } = site.bench.state.accounts;
  const nonce = await site.nonce();
  const ha2 = md5(`POST:/wsman:${md5(body)}`);
  const response = md5(`${digestHa1('admin', digestRealm, 'admin')}:${nonce}:00000001:0a4f113b:auth-int:${ha2}`);
  return (
    `Authorization: Digest username="admin",realm="${digestRealm}",nonce="${nonce}",uri="/wsman",` +
    `response="${response}",qop="auth-int",nc="00000001",cnonce="0a4f113b"`
  );
}

describe('the offered quality of protection', () => {
  it.each([
    ['auth where the settings call it enough', ['auth', 'auth-int'], true, 'auth'],
    ['auth and auth-int where they do not and the release can', ['auth', 'auth-int'], false, 'auth,auth-int'],
    ['auth where the release knows nothing else', ['auth'], false, 'auth'],
  ] as const)('is %s', async (_what, qops, isEnough, offered) => {
    const site = isEnough ? new Website(withHttp(qops)) : strictSite(withHttp(qops));
    const text = await site.exchange(site.connect(), post('/wsman', ''));
    expect(text).toContain(`",stale="false",qop="${offered}"\r\n`);
  });

  it('auth-int proves the body: the right one is served, another one under the same login is not', async () => {
    const site = strictSite(withHttp(['auth', 'auth-int']));
    const right = await site.exchange(site.connect(), post('/wsman', BODY, await authInt(site, BODY)));
    expect(statusOf(right)).toBe(200);
    const other = await site.exchange(site.connect(), post('/wsman', BODY, await authInt(site, `${BODY} `)));
    expect([statusOf(other), site.bench.codes()]).toEqual([
      401,
      expect.arrayContaining(['http.digest.wrong-response']),
    ]);
  });

  it('auth-int is over the body without its chunks', async () => {
    const site = strictSite(withHttp(['auth-int']));
    const chunks = `${(10).toString(16)}\r\n${BODY.slice(0, 10)}\r\n${(BODY.length - 10).toString(16)}\r\n${BODY.slice(10)}\r\n0\r\n\r\n`;
    const login = await authInt(site, BODY);
    const bytes = `POST /wsman HTTP/1.1\r\n${login}\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`;
    expect(statusOf(await site.exchange(site.connect(), bytes))).toBe(200);
  });

  it('auth is refused where only auth-int is offered', async () => {
    const site = strictSite(withHttp(['auth-int']));
    const text = await site.exchange(site.connect(), post('/wsman', BODY, await site.authorization()));
    expect([statusOf(text), site.bench.codes()]).toEqual([
      401,
      expect.arrayContaining(['http.digest.unsupported-qop']),
    ]);
  });
});

describe('the defect of CVE-2017-5689', () => {
  const defective: ProfileOverrides = { quirks: { acceptsShortDigestResponse: true } };
  const statusWith = async (site: Website, response: string): Promise<number> =>
    statusOf(await site.exchange(site.connect(), post('/wsman', BODY, await site.authorization({ response }))));

  it('is not there unless the profile has it, and is said to be there in the decision log', async () => {
    const sound = new Website();
    expect([await statusWith(sound, ''), sound.bench.codes()]).toEqual([
      401,
      expect.not.arrayContaining(['quirk.digest-short-response']),
    ]);
    expect(new Website(defective).bench.codes()).toEqual(['quirk.digest-short-response']);
  });

  it('lets in whoever sends nothing, and says each time who came so', async () => {
    const site = new Website(defective);
    expect(await statusWith(site, '')).toBe(200);
    expect(site.bench.decisions.at(-1)).toMatchObject({
      code: 'http.digest.short-response-accepted',
      verdict: 'accepted',
      inputs: { user: 'admin', characters: 0 },
    });
  });

  it('lets in no wrong response of any length, no unknown user and no nonce of somebody else', async () => {
    const site = new Website(defective);
    for (const response of ['z', 'zz', '0'.repeat(32)]) expect(await statusWith(site, response)).toBe(401);
    const stranger = await site.authorization({ response: '', user: 'nobody' });
    const stale = await site.authorization({ response: '', nonce: Buffer.alloc(24).toString('base64') });
    for (const login of [stranger, stale])
      expect(statusOf(await site.exchange(site.connect(), post('/wsman', BODY, login)))).toBe(401);
  });
});

describe('observers of a device', () => {
  it('are told of each guess, who is guessed at and how often in a row, and of no login that was right', async () => {
    const site = new Website({ timings: { failedLoginDelayMs: [] } });
    for (const [user, password] of [
      ['admin', 'wrong'],
      ['admin', 'wronger'],
      ['nobody', 'admin'],
      ['admin', 'admin'],
      ['admin', 'wrong'],
    ] as const)
      await site.exchange(site.connect(), post('/wsman', BODY, await site.authorization({ user, password })));
    const logins = site.bench.events.filter(({ kind }) => kind === 'login');
    expect(logins).toEqual(
      [
        ['admin', 1],
        ['admin', 2],
        ['nobody', 1],
        ['admin', 1],
      ].map(([user, failures]) => ({
        kind: 'login',
        what: 'refused',
        from: '10.0.0.5',
        overTls: false,
        user,
        failures,
      })),
    );
  });

  it('are not told of a guess where only the form of the login was wrong', async () => {
    const site = new Website();
    await site.exchange(site.connect(), post('/wsman', BODY, await site.authorization({ realm: 'other' })));
    await site.exchange(site.connect(), post('/wsman', BODY));
    expect(site.bench.events.filter(({ kind }) => kind === 'login')).toEqual([]);
  });
});

describe('pages over HTTP', () => {
  const asked = async (site: Website, method: string, path: string): Promise<string> => {
    const login = await site.authorization({ method, uri: path });
    return site.exchange(site.connect(), `${method} ${path} HTTP/1.1\r\nHost: x\r\n${login}\r\n\r\n`);
  };

  it('are shown after the login, with the uri of the page and its query in it', async () => {
    const site = new Website();
    expect(await asked(site, 'GET', '/index.htm')).toMatch(
      /^HTTP\/1\.1 200 OK\r\nContent-Type: text\/html\r\nServer: /,
    );
    expect(statusOf(await asked(site, 'GET', '/user.htm?handle=1'))).toBe(200);
    const site2 = new Website({ http: { xFrameOptions: true } });
    expect(await asked(site2, 'GET', '/index.htm')).toMatch(/^HTTP\/1\.1 200 OK\r\nX-Frame-Options: DENY\r\n/);
  });

  it('answer HEAD with the head of GET and nothing behind it, a refusal too', async () => {
    const site = new Website();
    const whole = await asked(site, 'GET', '/index.htm');
    expect(await asked(site, 'HEAD', '/index.htm')).toBe(whole.slice(0, whole.indexOf('\r\n\r\n') + 4));
    const refused = await site.exchange(site.connect(), 'HEAD /index.htm HTTP/1.1\r\n\r\n');
    expect([statusOf(refused), refused.endsWith('Connection: close\r\n\r\n')]).toEqual([401, true]);
  });

  it('refuse other methods, and GET on a form, after the login', async () => {
    const site = new Website();
    const statuses = [
      await asked(site, 'PUT', '/index.htm'),
      await asked(site, 'GET', '/logform'),
      await asked(site, 'DELETE', '/wsman'),
    ].map(statusOf);
    expect(statuses).toEqual([400, 400, 400]);
    expect(site.bench.codes()).toContain('http.request.unsupported-method');
    expect(statusOf(await site.exchange(site.connect(), 'PUT /logon.htm HTTP/1.1\r\n\r\n'))).toBe(400);
  });

  it('of another realm are challenged anew where the release does that', async () => {
    const site = new Website({ http: { missingRealmStatus: 401 } });
    const { state } = site.bench;
    const { digestRealm } = state.accounts;
    const users = [
      {
        handle: 1,
        enabled: true,
        who: { kind: 'digest', username: 'reader', ha1: digestHa1('reader', digestRealm, 'Pa55-word') },
        accessPermission: 2,
        realms: [13],
      },
    ] as const;
    site.bench.state = { ...state, accounts: { ...state.accounts, users } };
    const login = await site.authorization({ method: 'GET', uri: '/acl.htm', user: 'reader', password: 'Pa55-word' });
    const text = await site.exchange(site.connect(), `GET /acl.htm HTTP/1.1\r\n${login}\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=/);
  });

  it('are gone with the web interface, while SOAP and the redirect of / stay', async () => {
    const site = new Website();
    site.bench.state = { ...site.bench.state, webInterface: { enabled: false } };
    expect(statusOf(await asked(site, 'GET', '/index.htm'))).toBe(404);
    expect(site.bench.codes()).toContain('web.closed.switched-off');
    const soap = await site.exchange(site.connect(), post('/wsman', BODY, await site.authorization()));
    const root = await site.exchange(site.connect(), 'GET / HTTP/1.1\r\n\r\n');
    expect([statusOf(soap), statusOf(root)]).toEqual([200, 303]);
  });

  it('remember the login on a TLS connection, and forget it with the account change that a form makes', async () => {
    const site = new Website({ capabilities: new Set(['wsman', 'login-cache']) });
    const client = site.connect({ overTls: true });
    const login = await site.authorization({ method: 'GET', uri: '/user.htm' });
    const first = await site.exchange(client, `GET /user.htm HTTP/1.1\r\n${login}\r\n\r\n`);
    const token = /name="t" value="(\w+)"/.exec(first)?.[1] ?? '';
    const form = `t=${token}&username=operator&password=Oper%40tor1&password2=Oper%40tor1&realm=13`;
    expect(await site.exchange(client, post('/userform', form))).toContain('Location: /acl.htm\r\n');
    expect(site.bench.state.accounts.users).toHaveLength(1);
    expect(statusOf(await site.exchange(client, 'GET /acl.htm HTTP/1.1\r\n\r\n'))).toBe(401);
  });

  it('hold forms that are out of date once an account changed', async () => {
    const site = new Website();
    const first = await asked(site, 'GET', '/user.htm');
    const form = `t=${/name="t" value="(\w+)"/.exec(first)?.[1] ?? ''}&policy=SCHEME+0`;
    const send = async (): Promise<number> => {
      const login = await site.authorization({ uri: '/powerpolform' });
      return statusOf(await site.exchange(site.connect(), post('/powerpolform', form, login)));
    };
    expect(await send()).toBe(303);
    site.front.forgetLogins();
    expect(await send()).toBe(403);
  });

  it('under a 401 have the recorded length', async () => {
    const site = new Website();
    const text = await site.exchange(site.connect(), 'GET /index.htm HTTP/1.1\r\n\r\n');
    expect(text).toContain('\r\nContent-Length: 690\r\n');
    expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toHaveLength(690);
  });
});
