import { describe, expect, it } from 'vitest';

import { digestHa1 } from '../../../../emulator/device/factory.ts';
import type { UserAclEntry } from '../../../../emulator/device/state.ts';
import { MAX_NONCES } from '../../../../emulator/http/digest.ts';
import { get } from '../wsman/requests.ts';
import { generalSettings } from '../wsman/sample-classes.ts';
import { post, statusOf, Website, type Credentials } from './wire-client.ts';

const BODY = get(generalSettings.uri);

/** One login on a connection of its own. */
async function logIn(site: Website, change: Partial<Credentials> = {}): Promise<number> {
  const authorization = await site.authorization(change);
  return statusOf(await site.exchange(site.connect(), post('/wsman', BODY, authorization)));
}

function withUser(site: Website, user: string, more: Partial<UserAclEntry>): void {
  const { accounts } = site.bench.state;
  const entry: UserAclEntry = {
    handle: 1,
    enabled: true,
    who: { kind: 'digest', username: user, ha1: digestHa1(user, accounts.digestRealm, 'Pa55-word') },
    accessPermission: 2,
    realms: [13],
    ...more,
  };
  site.bench.state = { ...site.bench.state, accounts: { ...accounts, users: [entry] } };
}

/** Reason codes apart from those of the probes that fetched a nonce and of connections that ended. */
function refusals(site: Website): readonly string[] {
  return site.bench.decisions
    .filter(({ verdict, code }) => verdict === 'refused' && code !== 'http.digest.no-credentials')
    .map(({ code }) => code);
}

describe('the challenge', () => {
  it('is written as recorded: blank after the first comma only, no algorithm, no opaque', async () => {
    const site = new Website();
    const text = await site.exchange(site.connect(), post('/wsman', ''));
    expect(text).toMatch(
      /\r\nWWW-Authenticate: Digest realm="Intel\(R\) AMT \(ID:4C4C4544-0042-3510-8051-C4C04F4D3153\)", nonce="[A-Za-z0-9+/]{32}",stale="false",qop="auth"\r\n/,
    );
  });

  it('carries a nonce of a little-endian count, four zero bytes and twelve of chance', async () => {
    const site = new Website();
    await site.bench.clock.advance(0x0102);
    const [one, other] = [await site.nonce(), await site.nonce()].map((text) => Buffer.from(text, 'base64'));
    expect(one?.subarray(0, 12).toString('hex')).toBe('020100000000000000000000');
    expect(one).toHaveLength(24);
    expect(one?.subarray(12)).not.toEqual(other?.subarray(12));
  });
});

describe('a right login', () => {
  it('of the administrator is served, with nc and qop bare or quoted and in any case', async () => {
    const site = new Website();
    expect(await logIn(site)).toBe(200);
    const quoted = (await site.authorization()).replace('qop=auth', 'qop="auth"').replace(/nc=(\w+)/, 'nc="$1"');
    expect(statusOf(await site.exchange(site.connect(), post('/wsman', BODY, quoted)))).toBe(200);
    expect(await logIn(site, { more: ', algorithm=MD5' })).toBe(200);
    expect(await logIn(site, { nc: '6' })).toBe(200);
  });

  it('may repeat nonce and nc, on other connections too', async () => {
    const site = new Website();
    const authorization = await site.authorization();
    const client = site.connect();
    const statuses = [
      await site.exchange(client, post('/wsman', BODY, authorization)),
      await site.exchange(client, post('/wsman', BODY, authorization)),
      await site.exchange(site.connect(), post('/wsman', BODY, authorization)),
    ].map(statusOf);
    expect(statuses).toEqual([200, 200, 200]);
  });

  it('of an enabled network user is served with his realms', async () => {
    const site = new Website();
    withUser(site, 'reader', {});
    expect(await logIn(site, { user: 'reader', password: 'Pa55-word' })).toBe(200);
    expect(site.bench.events.at(-1)).toMatchObject({ kind: 'http', user: 'reader', status: 200 });
  });
});

describe('a refused login', () => {
  const cases: readonly (readonly [string, Partial<Credentials>, string])[] = [
    ['a wrong password', { password: 'Admin' }, 'http.digest.wrong-response'],
    ['an unknown user', { user: 'nobody' }, 'http.digest.unknown-user'],
    ['an empty response', { response: '' }, 'http.digest.short-response'],
    ['a response cut short', { response: 'd41d8cd98f00b204' }, 'http.digest.short-response'],
    [
      'a response with more behind it',
      { response: 'd41d8cd98f00b204e9800998ecf8427e00' },
      'http.digest.short-response',
    ],
    ['another realm', { realm: 'Digest:00000000000000000000000000000000' }, 'http.digest.wrong-realm'],
    ['another uri than the one asked for', { uri: '/other' }, 'http.digest.wrong-uri'],
    ['auth-int, which was not offered', { qop: 'auth-int' }, 'http.digest.unsupported-qop'],
    ['another algorithm', { more: ', algorithm=SHA-256' }, 'http.digest.unsupported-algorithm'],
    ['an nc that is no number', { nc: 'xyz' }, 'http.digest.malformed-nc'],
    ['a nonce that was never given', { nonce: Buffer.alloc(24).toString('base64') }, 'http.digest.unknown-nonce'],
    ['a repeated parameter', { more: ', username="admin"' }, 'http.digest.malformed'],
  ];

  it.each(cases)('%s gives 401 and says why in the decision log', async (_what, change, code) => {
    const site = new Website();
    expect(await logIn(site, change)).toBe(401);
    expect(refusals(site)).toEqual([code]);
  });

  it('never accepts a prefix of the right response, not even one character short (CVE-2017-5689)', async () => {
    const site = new Website({ timings: { failedLoginDelayMs: [] } });
    const right = /response="(\w+)"/;
    for (const length of [0, 1, 16, 31]) {
      const authorization = await site.authorization();
      const cut = authorization.replace(right, (_all, response: string) => `response="${response.slice(0, length)}"`);
      expect(statusOf(await site.exchange(site.connect(), post('/wsman', BODY, cut)))).toBe(401);
    }
    expect(refusals(site)).toEqual(Array.from({ length: 4 }, () => 'http.digest.short-response'));
  });

  it.each([
    ['disabled', { enabled: false }, 'http.digest.user-disabled'],
    ['local only', { accessPermission: 0 }, 'http.digest.local-only-user'],
    ['a Kerberos entry', { who: { kind: 'kerberos', sid: 'AQUAAA==' } }, 'http.digest.unknown-user'],
  ] as const)('meets a user who is %s', async (_what, more, code) => {
    const site = new Website();
    withUser(site, 'someone', more);
    expect(await logIn(site, { user: 'someone', password: 'Pa55-word' })).toBe(401);
    expect(refusals(site)).toEqual([code]);
  });

  it.each([
    ['Basic YWRtaW46YWRtaW4=', 'http.authorization.unsupported-scheme'],
    ['Negotiate YII=', 'http.authorization.unsupported-scheme'],
    ['Digest username="admin"', 'http.digest.malformed'],
    ['=', 'http.digest.malformed'],
  ])('meets credentials %s', async (value, code) => {
    const site = new Website();
    const text = await site.exchange(site.connect(), post('/wsman', BODY, `Authorization: ${value}`));
    expect([statusOf(text), refusals(site)]).toEqual([401, [code]]);
  });

  it('meets every nonce from before an account changed', async () => {
    const site = new Website();
    const authorization = await site.authorization();
    site.front.forgetLogins();
    const text = await site.exchange(site.connect(), post('/wsman', BODY, authorization));
    expect([statusOf(text), refusals(site)]).toEqual([401, ['http.digest.unknown-nonce']]);
  });

  it('meets the nonce unused longest when the table is full, and not one in use', async () => {
    const site = new Website();
    const used = await site.authorization();
    const unused = await site.authorization();
    for (let given = 0; given < MAX_NONCES - 2; given += 1) await site.nonce();
    expect(statusOf(await site.exchange(site.connect(), post('/wsman', BODY, used)))).toBe(200);
    await site.nonce();
    expect(statusOf(await site.exchange(site.connect(), post('/wsman', BODY, used)))).toBe(200);
    expect(statusOf(await site.exchange(site.connect(), post('/wsman', BODY, unused)))).toBe(401);
  });

  it('never shows a secret in the decision log', async () => {
    const site = new Website();
    await logIn(site, { password: 'Sesam-0effne' });
    const text = JSON.stringify([site.bench.decisions, site.bench.events]);
    expect(text).not.toContain(site.bench.state.accounts.adminHa1);
    expect(text).not.toContain('Sesam');
  });
});

describe('guessing', () => {
  const site = (): Website => new Website({ timings: { failedLoginDelayMs: [0, 1000, 4000] } });

  it('is answered later with every failure in a row, and a success starts over', async () => {
    const guessed = site();
    const waits: number[] = [];
    for (const password of ['1', '2', '3', '4', 'admin', '5']) {
      const authorization = await guessed.authorization({ password });
      const client = guessed.connect();
      const beganMs = guessed.bench.clock.elapsedMs();
      client.send(post('/wsman', BODY, authorization));
      let text = '';
      await guessed.bench.clock.until(() => {
        text += client.take();
        return text !== '';
      }, 60_000);
      waits.push(guessed.bench.clock.elapsedMs() - beganMs);
    }
    expect(waits).toEqual([0, 1000, 4000, 4000, 0, 0]);
  });

  it('on many connections at once is not faster than on one', async () => {
    const guessed = site();
    const nonces = [];
    for (let guess = 0; guess < 4; guess += 1) nonces.push(await guessed.authorization({ password: String(guess) }));
    const clients = nonces.map((authorization) => {
      const client = guessed.connect();
      client.send(post('/wsman', BODY, authorization));
      return client;
    });
    await guessed.bench.clock.advance(8999);
    expect(clients.filter((client) => client.isEnded)).toHaveLength(3);
    await guessed.bench.clock.advance(1);
    expect(clients.filter((client) => client.isEnded)).toHaveLength(4);
  });

  it('at names that are no account is slowed down as one, whatever the names', async () => {
    const guessed = site();
    for (const user of ['nobody', 'noone', 'none']) {
      guessed.connect().send(post('/wsman', BODY, await guessed.authorization({ user })));
    }
    await guessed.bench.clock.settle();
    const delays = guessed.bench.decisions
      .filter(({ code }) => code === 'http.digest.unknown-user')
      .map(({ inputs }) => inputs['delayMs']);
    expect(delays).toEqual([0, 1000, 5000]);
  });

  it('at one account does not hold up another', async () => {
    const guessed = site();
    withUser(guessed, 'reader', {});
    for (const password of ['1', '2', '3']) {
      const authorization = await guessed.authorization({ password });
      guessed.connect().send(post('/wsman', BODY, authorization));
    }
    expect(await logIn(guessed, { user: 'reader', password: 'Pa55-word' })).toBe(200);
  });
});

describe('without credentials', () => {
  it('a proved setup session is the administrator where the release says so', async () => {
    const site = new Website({ setup: { clientCertificateIsEnough: true } });
    const client = site.connect({ overTls: true, provedSetup: true });
    expect(statusOf(await site.exchange(client, post('/wsman', BODY)))).toBe(200);
    expect(statusOf(await site.exchange(client, post('/wsman', BODY)))).toBe(200);
    expect(site.bench.codes()).toEqual(['http.setup-certificate.is-enough']);
  });

  it('a proved setup session is challenged where the release wants Digest, and any other session always', async () => {
    const strict = new Website({ setup: { clientCertificateIsEnough: false } });
    const asked = strict.connect({ overTls: true, provedSetup: true });
    expect(statusOf(await strict.exchange(asked, post('/wsman', BODY)))).toBe(401);
    const lenient = new Website({ setup: { clientCertificateIsEnough: true } });
    expect(statusOf(await lenient.exchange(lenient.connect({ overTls: true }), post('/wsman', BODY)))).toBe(401);
  });

  it('a proved setup session is challenged once the device is operational', async () => {
    const site = new Website({ setup: { clientCertificateIsEnough: true } });
    site.bench.state = { ...site.bench.state, setup: { ...site.bench.state.setup, provisioningState: 2 } };
    const client = site.connect({ overTls: true, provedSetup: true });
    expect(statusOf(await site.exchange(client, post('/wsman', BODY)))).toBe(401);
  });

  it('a TLS connection that logged in once is remembered where the release does that, until an account changes', async () => {
    const site = new Website({ capabilities: new Set(['wsman', 'login-cache']) });
    const client = site.connect({ overTls: true });
    const authorization = await site.authorization();
    expect(statusOf(await site.exchange(client, post('/wsman', BODY, authorization)))).toBe(200);
    expect(statusOf(await site.exchange(client, post('/wsman', BODY)))).toBe(200);
    site.front.forgetLogins();
    expect(statusOf(await site.exchange(client, post('/wsman', BODY)))).toBe(401);
  });

  it('a connection in clear is challenged again even where the release remembers those with TLS', async () => {
    const site = new Website({ capabilities: new Set(['wsman', 'login-cache']) });
    const client = site.connect();
    const authorization = await site.authorization();
    expect(statusOf(await site.exchange(client, post('/wsman', BODY, authorization)))).toBe(200);
    expect(statusOf(await site.exchange(client, post('/wsman', BODY)))).toBe(401);
  });

  it('a connection that logged in is challenged again where the release forgets', async () => {
    const site = new Website();
    const client = site.connect({ overTls: true });
    const authorization = await site.authorization();
    expect(statusOf(await site.exchange(client, post('/wsman', BODY, authorization)))).toBe(200);
    expect(statusOf(await site.exchange(client, post('/wsman', BODY)))).toBe(401);
  });
});
