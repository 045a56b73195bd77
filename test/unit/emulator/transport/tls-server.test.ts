import { connect, type ConnectionOptions } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { parseInstant } from '../../../../emulator/clock/calendar.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { factoryState } from '../../../../emulator/device/factory.ts';
import { makeSetupCertificate } from '../../../../emulator/device/setup/self-signed.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import { pooledKeys } from '../../../../emulator/machine/key-source.ts';
import { newIdentity } from '../../../../emulator/machine/new-identity.ts';
import { TlsServer } from '../../../../emulator/transport/tls-server.ts';
import { makeTestChain, type TestChain } from '../../../support/certificate-chain.ts';
import { MemorySegment } from '../../../support/memory-link.ts';
import { PlainHolder } from '../../../support/plain-holder.ts';

const NOW_MS = parseInstant('2008-09-01T08:00:00Z');
const DEVICE = '198.51.100.50';
const SERVER = '198.51.100.15';

interface Opened {
  readonly outcome: string;
  readonly seen: {
    readonly version: string;
    readonly isReused: boolean;
    readonly issuer: string;
    readonly session: Buffer | undefined;
  };
}

async function world(rootHash: string, suffix = 'adatum.com') {
  const segment = new MemorySegment();
  const clock = new VirtualClock({ startMs: NOW_MS, activity: segment });
  const profile = profileFor('3.2.1');
  const chance = seededChance('tls');
  const hash = { name: 'A. Datum', algorithm: 'sha1', hex: rootHash, isDefault: false, isActive: true } as const;
  const factory = factoryState(profile, newIdentity('3.2.1', chance), chance, { extraDefaultHashes: [hash] });
  const holder = new PlainHolder(factory, profile, clock);
  const made = makeSetupCertificate(holder.state, holder.instant(), pooledKeys(1), { dateZero: false });
  if (!made.ok) throw new Error(made.refusal.code);
  holder.state = { ...made.state, setup: { ...made.state.setup, provisioningState: 1, windowLeftMs: 3_600_000 } };
  const proved: boolean[] = [];
  const server = new TlsServer({
    holder,
    clock,
    dhcpSuffix: () => suffix,
    onSecure: (stream, peer) => {
      proved.push(peer.provedSetup);
      stream.end('hello');
    },
  });
  await segment.link().listenTcp({ address: DEVICE, port: 16993 }, (stream) => server.accept(stream, SERVER));
  const open = async (options: ConnectionOptions): Promise<Opened> => {
    const to = { address: DEVICE, port: 16993 };
    const stream = await segment.link().connectTcp(SERVER, to, new AbortController().signal);
    const socket = connect({
      socket: stream,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'AES128-SHA:@SECLEVEL=0',
      ...options,
    });
    const seen = { version: '', isReused: false, issuer: '', session: undefined as Buffer | undefined };
    socket.on('secureConnect', () => {
      seen.version = socket.getProtocol() ?? '';
      seen.isReused = socket.isSessionReused();
      seen.issuer = String(socket.getPeerCertificate().issuer.CN);
      seen.session = socket.getSession();
    });
    const outcome = new Promise<string>((resolve) => {
      socket.on('data', (bytes: Buffer) => resolve(bytes.toString()));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      socket.on('close', () => resolve('closed'));
    });
    return { seen, outcome: await clock.settled(outcome, 120_000) };
  };
  return { clock, holder, server, proved, open, segment };
}

describe('TLS server in setup', () => {
  let chain: TestChain;
  let cert: string;
  beforeAll(() => {
    chain = makeTestChain('server15.adatum.com', NOW_MS);
    cert = chain.certificates.join('');
  });

  it('accepts a setup server that proves itself, over TLS 1.0, and writes down by whom', async () => {
    const { open, holder, proved } = await world(chain.rootHash);
    const { seen, outcome } = await open({ cert, key: chain.key });
    expect([outcome, seen.version, proved]).toEqual(['hello', 'TLSv1', [true]]);
    expect(seen.issuer).toBe('Intel(R) AMT');
    expect(holder.state.setup.record).toMatchObject({
      serverFqdn: 'server15.adatum.com',
      serverAddress: SERVER,
      hashHex: chain.rootHash,
    });
    expect(holder.decisions.map(({ code }) => code)).toContain('setup.chain.accepted');
  });

  it.each([
    ['no certificate', 'setup.chain.no-certificate', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 0],
    ['a chain without its root', 'setup.chain.root-missing', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 2],
  ])('breaks the handshake off for %s, with an alert', async (_, code, alert, sent) => {
    const { open, holder, proved } = await world(chain.rootHash);
    const own = sent === 0 ? {} : { cert: chain.certificates.slice(0, sent).join(''), key: chain.key };
    const { outcome } = await open(own);
    expect(outcome).toBe(alert);
    expect(proved).toEqual([]);
    expect(holder.state.setup.record).toBeUndefined();
    expect(holder.decisions.at(-1)).toMatchObject({ code, verdict: 'refused' });
    expect(holder.events.at(-1)).toMatchObject({ kind: 'tls', what: 'refused', detail: { code } });
  });

  it('refuses a root that it does not know and a name of another domain', async () => {
    const stranger = await world('00'.repeat(20));
    expect((await stranger.open({ cert, key: chain.key })).outcome).toBe('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA');
    const elsewhere = await world(chain.rootHash, 'adatum.corp');
    expect((await elsewhere.open({ cert, key: chain.key })).outcome).toBe('ERR_SSL_TLSV1_ALERT_ACCESS_DENIED');
    expect(elsewhere.holder.decisions.at(-1)?.code).toBe('setup.chain.suffix-mismatch');
  });

  it('never resumes a session, so the chain is judged each time', async () => {
    const { open, proved, holder } = await world(chain.rootHash);
    const first = await open({ cert, key: chain.key });
    if (first.seen.session === undefined) throw new Error('no session');
    const second = await open({ cert, key: chain.key, session: first.seen.session });
    expect([second.outcome, second.seen.isReused, proved]).toEqual(['hello', false, [true, true]]);
    expect(holder.decisions.filter(({ code }) => code === 'setup.chain.accepted')).toHaveLength(2);
  });

  it('does not speak a version that the release does not have', async () => {
    const { open, holder } = await world(chain.rootHash);
    const { outcome } = await open({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', cert, key: chain.key });
    expect(outcome).toBe('ERR_SSL_UNSUPPORTED_PROTOCOL');
    expect(holder.events.at(-1)).toMatchObject({ kind: 'tls', what: 'refused' });
    expect(holder.decisions.at(-1)?.code).toMatch(/^tls\.handshake\.(?:failed|closed)$/);
  });

  it('loses patience with a peer that says nothing', async () => {
    const { clock, segment, holder } = await world(chain.rootHash);
    await segment.link().connectTcp(SERVER, { address: DEVICE, port: 16993 }, new AbortController().signal);
    await clock.advance(holder.profile.http.headTimeoutMs);
    expect(holder.events.at(-1)).toMatchObject({ kind: 'tls', detail: { code: 'tls.handshake.timeout' } });
    expect(holder.decisions.at(-1)).toMatchObject({ code: 'tls.handshake.timeout', verdict: 'refused' });
  });

  it('has nothing to say to anybody while in factory state', async () => {
    const { open, holder } = await world(chain.rootHash);
    holder.state = { ...holder.state, setup: { ...holder.state.setup, provisioningState: 0 } };
    expect((await open({ cert, key: chain.key })).outcome).not.toBe('hello');
  });
});
