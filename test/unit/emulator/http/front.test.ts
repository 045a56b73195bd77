import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';

import { LINGER_MS } from '../../../../emulator/http/connection.ts';
import { envelope, get, invoke } from '../wsman/requests.ts';
import { AMT, authorizationService, generalSettings } from '../wsman/sample-classes.ts';
import { post, statusOf, unchunk, Website } from './wire-client.ts';

const BODY = get(generalSettings.uri);

it('what a browser sends behind the question mark is shown to no observer', async () => {
  const site = new Website();
  const head = ' /aclform?username=operator&password=P%40ssw0rd1 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
  for (const method of ['GET', 'POST', 'PUT']) await site.exchange(site.connect(), `${method}${head}`);
  const observed = JSON.stringify([site.bench.events, site.bench.decisions]);
  expect(observed).toContain('/aclform?***');
  expect(observed).not.toContain('P%40ssw0rd1');
});

describe('heads', () => {
  it('of a WS-Management answer are those of recorded release 15 firmware, 218 bytes, chunks 0220 and 02FA', async () => {
    const site = new Website({ version: '15.0.23.1706', http: { xFrameOptions: true } });
    const long = envelope(
      'http://schemas.xmlsoap.org/ws/2004/09/transfer/Get',
      generalSettings.uri,
      '',
      '',
      'm'.repeat(900),
    );
    const text = await site.exchange(site.connect(), post('/wsman', long, await site.authorization()));
    const head =
      'HTTP/1.1 200 OK\r\nDate: Mon, 31 Jan 2022 10:23:04 GMT\r\n' +
      'Server: Intel(R) Active Management Technology 15.0.23.1706\r\nX-Frame-Options: DENY\r\n' +
      'Content-Type: application/soap+xml; charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(head).toHaveLength(218);
    expect(text.slice(0, 218 + 6)).toBe(`${head}0220\r\n`);
    const { lengths, body } = unchunk(text);
    expect(lengths).toEqual(['0220', '02FA', '02FA', '005B', '0']);
    expect(body).toMatch(/^<\?xml .*<\/a:Envelope>$/);
    expect(text.endsWith('\r\n0\r\n\r\n')).toBe(true);
  });

  it('of early releases have no X-Frame-Options, and the first chunk fills the same buffer', async () => {
    const site = new Website();
    const text = await site.exchange(site.connect(), post('/wsman', BODY, await site.authorization()));
    expect(text).not.toContain('X-Frame-Options');
    const head = text.indexOf('\r\n\r\n') + 4;
    expect(head + Number.parseInt(unchunk(text).lengths[0] ?? '', 16)).toBe(762);
  });

  it('show the time of the device, not of the world', async () => {
    const site = new Website();
    const { state } = site.bench;
    site.bench.state = { ...state, time: { ...state.time, offsetMs: -24 * 3600 * 1000 } };
    const text = await site.exchange(site.connect(), post('/wsman', BODY, await site.authorization()));
    expect(text).toContain('\r\nDate: Sun, 30 Jan 2022 10:23:04 GMT\r\n');
  });

  it('of a challenge have no Date, say Connection: close, and the connection closes', async () => {
    const site = new Website();
    const client = site.connect();
    const text = await site.exchange(client, post('/wsman', ''));
    const page = text.slice(text.indexOf('\r\n\r\n') + 4);
    expect(text.replace(/nonce="[^"]*"/, 'nonce=""')).toBe(
      'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm="Intel(R) AMT (ID:4C4C4544-0042-3510-8051-C4C04F4D3153)",' +
        ' nonce="",stale="false",qop="auth"\r\nContent-Type: text/html\r\n' +
        `Server: Intel(R) Active Management Technology 3.2.1\r\nContent-Length: ${String(page.length)}\r\n` +
        `Connection: close\r\n\r\n${page}`,
    );
    expect([client.isEnded, site.front.open]).toEqual([true, 0]);
  });

  it('of the root page redirect to the log-on page without a login, and the connection stays', async () => {
    const site = new Website();
    const client = site.connect();
    expect(await site.exchange(client, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).toBe(
      'HTTP/1.1 303 See Other\r\nLocation: /logon.htm\r\nContent-Length: 0\r\n' +
        'Server: Intel(R) Active Management Technology 3.2.1\r\n\r\n',
    );
    const page = await site.exchange(client, 'GET /logon.htm HTTP/1.1\r\nHost: x\r\n\r\n');
    expect([statusOf(page), client.isEnded]).toEqual([200, false]);
  });

  it('of a fault say Connection: close after the coding, and the connection closes', async () => {
    const site = new Website();
    const client = site.connect();
    const text = await site.exchange(client, post('/wsman', get(`${AMT}AMT_Nothing`), await site.authorization()));
    expect(text).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\nDate: .*\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n/s,
    );
    expect(client.isEnded).toBe(true);
  });
});

describe('requests', () => {
  it.each([
    ['an unknown path', 'GET /secret.htm HTTP/1.1\r\n\r\n', 404],
    ['another spelling of the path', post('/WSMAN', BODY), 404],
    ['a log-on page with the web interface off', 'GET /logon.htm HTTP/1.1\r\n\r\n', 404],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['HTTP/2 in clear', 'PRI * HTTP/2.0\r\n\r\n', 400],
    ['a broken field', 'GET / HTTP/1.1\r\nHost : x\r\n\r\n', 400],
    ['a folded field', 'GET / HTTP/1.1\r\nHost: x\r\n y\r\n\r\n', 400],
    ['a bare line feed in a field', 'GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n', 400],
    ['two lengths', 'POST /wsman HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    ['a negative length', 'POST /wsman HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 400],
    ['65 fields', `GET / HTTP/1.1\r\n${'A: b\r\n'.repeat(65)}\r\n`, 400],
  ])('with %s are refused and end the connection', async (_what, bytes, status) => {
    const site = new Website();
    site.bench.state = { ...site.bench.state, webInterface: { enabled: false } };
    const client = site.connect();
    const text = await site.exchange(client, bytes);
    expect([statusOf(text), client.isEnded]).toEqual([status, true]);
    expect(text).toContain('\r\nConnection: close\r\n');
  });

  it('to paths that the release does not serve leave a line in the decision log, as wrong methods do', async () => {
    const site = new Website();
    await site.exchange(site.connect(), 'GET /secret.htm?password=x HTTP/1.1\r\n\r\n');
    await site.exchange(site.connect(), 'POST /logon.htm HTTP/1.1\r\nContent-Length: 0\r\n\r\n');
    const refusals = site.bench.decisions.filter(({ verdict }) => verdict === 'refused');
    expect(refusals).toMatchObject([
      { code: 'http.request.unknown-path', inputs: { method: 'GET' } },
      { code: 'http.request.unsupported-method', inputs: { method: 'POST', path: '/logon.htm' } },
    ]);
    expect(JSON.stringify(refusals)).toContain('/secret.htm');
    const uri = '/index.htm?a=%zz';
    const authorization = await site.authorization({ method: 'GET', uri });
    const text = await site.exchange(site.connect(), `GET ${uri} HTTP/1.1\r\n${authorization}\r\n\r\n`);
    expect([statusOf(text), site.bench.codes()]).toEqual([400, expect.arrayContaining(['web.query.malformed'])]);
  });

  it.each([
    ['length and coding', 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['an unknown coding', 'Transfer-Encoding: gzip, chunked\r\n\r\n'],
    ['a body beyond the limit', 'Content-Length: 65537\r\n\r\n'],
    ['a chunk beyond the limit', 'Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n'],
    [
      'chunks that are small and together beyond the limit',
      `Transfer-Encoding: chunked\r\n\r\n${`4000\r\n${'x'.repeat(0x4000)}\r\n`.repeat(4)}1\r\n`,
    ],
    ['a chunk length that is none', 'Transfer-Encoding: chunked\r\n\r\n-5\r\n'],
  ])('with %s get the empty 400, or the page where the release has it so', async (_what, rest) => {
    const bytes = `POST /wsman HTTP/1.1\r\n${rest}`;
    const site = new Website();
    const client = site.connect();
    expect([await site.exchange(client, bytes), client.isEnded]).toEqual([
      'HTTP/1.1 400 Bad Request\r\nDate: Mon, 31 Jan 2022 10:23:04 GMT\r\n' +
        'Server: Intel(R) Active Management Technology 3.2.1\r\nContent-Length: 0\r\n\r\n',
      true,
    ]);
    const other = new Website({ http: { badFramingAnswer: 'page' } });
    const text = await other.exchange(other.connect(), bytes);
    expect(text).toMatch(/^HTTP\/1\.1 400 .*\r\nContent-Type: text\/html\r\n.*\r\nConnection: close\r\n/s);
  });

  it('with a field twice that must stand alone say which rule they broke', async () => {
    const site = new Website();
    const client = site.connect();
    const authorization = await site.authorization();
    await site.exchange(client, post('/wsman', BODY, authorization, authorization));
    expect(site.bench.codes()).toContain('http.request.repeated-field');
  });

  it('with 1 MiB of head are refused at the limit, without waiting for the end', async () => {
    const site = new Website();
    const client = site.connect();
    const text = await site.exchange(client, `GET / HTTP/1.1\r\nA: ${'b'.repeat(1024 * 1024)}`);
    expect([statusOf(text), client.isEnded]).toEqual([400, true]);
    expect(site.bench.codes()).toContain('http.request.head-too-long');
  });

  it('are read byte by byte, chunked or not, one after the other on one connection', async () => {
    const site = new Website();
    const client = site.connect();
    const authorization = await site.authorization();
    const chunked =
      `POST /wsman HTTP/1.1\r\n${authorization}\r\nTransfer-Encoding: chunked\r\n\r\n` +
      `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\nTrailer: x\r\n\r\n`;
    for (const byte of Buffer.from(chunked + post('/wsman', BODY, authorization))) client.send(Buffer.from([byte]));
    await site.bench.clock.settle();
    const answers = client.take().split('HTTP/1.1 ').slice(1);
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['200', '200']);
  });

  it('of a peer that does not read its answers wait until it does, and not for ever', async () => {
    const site = new Website();
    const wait: { go: (() => void) | undefined } = { go: undefined };
    let received = 0;
    const peer = (): Duplex =>
      new Duplex({
        read: () => undefined,
        write: (chunk: Buffer, _encoding, done) => {
          received += chunk.toString('latin1').split('HTTP/1.1 200 OK').length - 1;
          wait.go = () => {
            wait.go = undefined;
            done();
          };
        },
      }).on('error', () => undefined);
    const serve = (stream: Duplex): void =>
      site.front.serve(stream, { from: '10.0.0.5', overTls: false, provedSetup: false });
    const pipelined = Buffer.from('GET /logon.htm HTTP/1.1\r\n\r\n'.repeat(1000));
    const slow = peer();
    serve(slow);
    slow.push(pipelined);
    await site.bench.clock.settle();
    expect(slow.writableLength).toBeLessThan(64 * 1024);
    for (let turn = 0; turn < 1000; turn += 1) {
      wait.go?.();
      await site.bench.clock.settle();
    }
    expect(received).toBe(1000);
    const silent = peer();
    serve(silent);
    silent.push(pipelined);
    await site.bench.clock.advance(site.bench.profile.http.idleTimeoutMs);
    expect(site.bench.codes()).toContain('http.connection.unread-timeout');
    await site.bench.clock.advance(10_000);
    expect(silent.destroyed).toBe(true);
  });

  it('that are sent together are answered in order', async () => {
    const site = new Website();
    const client = site.connect();
    const authorization = await site.authorization();
    const text = await site.exchange(client, post('/wsman', BODY, authorization) + 'GET / HTTP/1.1\r\n\r\n');
    expect(text.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 303']);
  });

  it('that expect leave to send a body get it', async () => {
    const site = new Website();
    const client = site.connect();
    const [head = '', body = ''] = post('/wsman', BODY, await site.authorization(), 'Expect: 100-continue').split(
      '\r\n\r\n',
    );
    expect(await site.exchange(client, `${head}\r\n\r\n`)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    expect(statusOf(await site.exchange(client, body))).toBe(200);
  });

  it('that ask for the end of the connection, or speak HTTP/1.0, get it', async () => {
    const site = new Website();
    const [asking, old] = [site.connect(), site.connect()];
    await site.exchange(asking, 'GET / HTTP/1.1\r\nConnection: TE, close\r\n\r\n');
    await site.exchange(old, 'GET / HTTP/1.0\r\n\r\n');
    expect([asking.isEnded, old.isEnded]).toEqual([true, true]);
  });

  it('by GET on /wsman are refused after the login', async () => {
    const site = new Website();
    const authorization = await site.authorization({ method: 'GET' });
    const text = await site.exchange(site.connect(), `GET /wsman HTTP/1.1\r\n${authorization}\r\n\r\n`);
    expect(statusOf(text)).toBe(400);
    expect(site.bench.codes()).toContain('http.request.unsupported-method');
  });

  it('show up as events with their sizes', async () => {
    const site = new Website();
    const request = 'GET / HTTP/1.1\r\n\r\n';
    const text = await site.exchange(site.connect(), request);
    expect(site.bench.events).toEqual([
      {
        kind: 'http',
        from: '10.0.0.5',
        method: 'GET',
        path: '/',
        status: 303,
        user: '',
        bytesIn: request.length,
        bytesOut: text.length,
      },
    ]);
  });
});

describe('connections', () => {
  it('that say nothing close after the idle time', async () => {
    const site = new Website();
    const client = site.connect();
    await site.bench.clock.advance(59_999);
    expect(client.isEnded).toBe(false);
    await site.bench.clock.advance(1);
    expect([client.isEnded, site.bench.codes()]).toEqual([true, ['http.connection.idle-timeout']]);
  });

  it('that dribble a head close when its time is up, however often a byte comes', async () => {
    const site = new Website();
    const client = site.connect();
    client.send('GET / HTTP/1.1\r\nA: ');
    for (let second = 0; second < 29; second += 1) {
      await site.bench.clock.advance(1000);
      client.send('b');
    }
    expect(client.isEnded).toBe(false);
    await site.bench.clock.advance(1000);
    expect([client.isEnded, client.take()]).toEqual([true, '']);
    expect(site.bench.codes()).toEqual(['http.connection.head-timeout']);
  });

  it('that dribble a body close when its time is up', async () => {
    const site = new Website();
    const client = site.connect();
    client.send('POST /wsman HTTP/1.1\r\nContent-Length: 1000\r\n\r\n');
    for (let second = 0; second < 60; second += 1) {
      await site.bench.clock.advance(1000);
      client.send('b');
    }
    expect(client.isEnded).toBe(true);
    expect(site.bench.codes()).toEqual(['http.connection.body-timeout']);
  });

  it('that are served stay for the idle time after each answer', async () => {
    const site = new Website();
    const client = site.connect();
    for (let round = 0; round < 3; round += 1) {
      await site.bench.clock.advance(50_000);
      expect(statusOf(await site.exchange(client, 'GET / HTTP/1.1\r\n\r\n'))).toBe(303);
    }
    expect(client.isEnded).toBe(false);
  });

  it('beyond the limit are closed without a word, and one that ends makes room', async () => {
    const site = new Website();
    const clients = Array.from({ length: 9 }, () => site.connect());
    await site.bench.clock.settle();
    expect(site.front.open).toBe(8);
    expect([clients[8]?.stream.destroyed, clients[8]?.take()]).toEqual([true, '']);
    clients[0]?.finish();
    await site.bench.clock.settle();
    expect(statusOf(await site.exchange(site.connect(), 'GET / HTTP/1.1\r\n\r\n'))).toBe(303);
  });

  it('are closed by a commit, the asking one after its answer is out', async () => {
    const site = new Website();
    const [asking, waiting] = [site.connect(), site.connect()];
    const commit = invoke(authorizationService.uri, 'CommitChanges', '');
    const text = await site.exchange(asking, post('/wsman', commit, await site.authorization()));
    expect(unchunk(text).body).toContain('<g:ReturnValue>0</g:ReturnValue>');
    expect([asking.isEnded, waiting.isEnded, site.front.open]).toEqual([true, true, 0]);
  });

  it('that the peer never closes are destroyed a little after their last answer', async () => {
    const site = new Website();
    const client = site.connect();
    await site.exchange(client, post('/wsman', ''));
    client.send('x'.repeat(100_000));
    await site.bench.clock.advance(LINGER_MS - 1);
    expect(client.stream.destroyed).toBe(false);
    await site.bench.clock.advance(1);
    expect(client.stream.destroyed).toBe(true);
    expect(site.bench.clock.pending()).toEqual([]);
  });

  it('that break off leave nothing behind', async () => {
    const site = new Website();
    const client = site.connect();
    client.send('POST /wsman HTTP/1.1\r\nContent-Le');
    await site.bench.clock.settle();
    client.stream.destroy(new Error('connection reset'));
    await site.bench.clock.settle();
    expect([site.front.open, site.bench.clock.pending()]).toEqual([0, []]);
    expect(site.bench.codes()).toEqual(['http.connection.lost']);
  });
});
