import { describe, expect, it } from 'vitest';
import { addAgentRule, addWatchdog } from '../../../../emulator/device/protection/agent-presence.ts';
import { addSnmpSubscriber } from '../../../../emulator/device/logs/alerts.ts';
import { decodeAuditRecord } from '../../../../emulator/device/logs/audit-log-record.ts';
import { decodeEventRecord, encodeEventRecord } from '../../../../emulator/device/logs/event-log.ts';
import { subscribe } from '../../../../emulator/device/logs/subscriptions.ts';
import type { DeviceState } from '../../../../emulator/device/state.ts';
import type { Instant } from '../../../../emulator/device/step.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../../emulator/nvram/snapshot.ts';
import { bareMetal, START_MS, type BareMetal } from '../../../support/bare-metal.ts';
import { MemoryNvram } from '../../../../emulator/nvram/memory-nvram.ts';
import { stateAfter } from '../../../support/fresh-device.ts';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import { digestHeader, post } from '../http/wire-client.ts';
import { classUri } from '../../../../emulator/wsman/namespaces.ts';
import { envelope } from '../wsman/requests.ts';

const PASSWORD = 'P@ssw0rd1';
const DEVICE = '198.51.100.50';
const LISTENER = '198.51.100.15';
const PORT = 8080;
const WATCHDOG = {
  id: Buffer.alloc(16, 7).toString('base64'),
  description: 'agent',
  startupSeconds: 30,
  timeoutSeconds: 30,
};
const TRAP_PORT = 162;
const EVENTING = 'http://schemas.xmlsoap.org/ws/2004/08/eventing';
const UNSUBSCRIBE = envelope(
  `${EVENTING}/Unsubscribe`,
  classUri('CIM_FilterCollectionSubscription'),
  '',
  `<e:Unsubscribe xmlns:e="${EVENTING}"/>`,
);

/** An operational computer, off, whose NVRAM `prepare` has changed before power comes. */
async function computer(prepare: (state: DeviceState, instant: Instant) => DeviceState): Promise<BareMetal> {
  const options = { firmware: '11.8', initialState: { kind: 'operational', password: PASSWORD, tls: false } } as const;
  const nvram = new MemoryNvram();
  const first = await bareMetal({ ...options, nvram });
  await first.device.close();
  const profile = profileFor('11.8');
  const instant = { nowMs: START_MS, profile, chance: seededChance('prepared') };
  nvram.write(encodeSnapshot(prepare(decodeSnapshot(nvram.read() ?? ''), instant)));
  const world = await bareMetal({ ...options, nvram });
  world.device.plugCable();
  world.device.connectAc();
  await world.clock.advance(5000);
  return world;
}

function subscribed(mode: 'push' | 'push-with-ack', host = LISTENER) {
  return (state: DeviceState, instant: Instant): DeviceState =>
    stateAfter(
      subscribe(state, instant, {
        collection: 'Intel(r) AMT:All',
        destination: `http://${host}:${String(PORT)}/`,
        mode,
        parameters: [],
        user: '',
        password: '',
        durationSeconds: 0,
      }),
    );
}

function told({ device }: BareMetal): readonly string[] {
  return device.events.flatMap((event) =>
    event.kind === 'alert' ? [`${event.what} ${event.how} ${event.cause}`] : [],
  );
}

/** A listener on the segment that takes requests and answers all of them with the same. */
async function listen({ segment }: BareMetal, answer: string): Promise<string[]> {
  const requests: string[] = [];
  await segment.link().listenTcp({ address: LISTENER, port: PORT }, (stream) => {
    let text = '';
    stream.on('error', () => undefined);
    stream.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Infinity);
      if (text.length < text.indexOf('\r\n\r\n') + 4 + length) return;
      requests.push(text);
      stream.end(`HTTP/1.1 ${answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    });
  });
  return requests;
}

describe('a message to a listener', () => {
  it('goes to the address that the name of the listener has', async () => {
    const world = await computer(subscribed('push', 'server15.adatum.com'));
    const requests = await listen(world, '200 OK');
    await world.clock.advance(30_000);
    requests.length = 0;
    world.device.pressPowerButton();
    await world.clock.advance(100);
    expect(requests).toHaveLength(2);
    expect(requests[0]).toMatch(
      /^POST \/ HTTP\/1\.1\r\nHost: server15\.adatum\.com:8080\r\nUser-Agent: Intel\(R\) AMT Agent\r\nConnection: Keep-Alive\r\nContent-Length: \d+\r\n\r\n</,
    );
    expect(requests[0]).toContain('Name=&quot;Intel(r) AMT&quot;</g:AlertingManagedElement>');
    expect(requests[0]).not.toContain('AckRequested');
    expect(requests[0]).toMatch(/<h:Datetime>2008-09-01T08:00:\d\d\.000Z</);
  });

  it('is tried again for thirty seconds and then given up', async () => {
    const world = await computer(subscribed('push'));
    await world.clock.advance(60_000);
    const before = told(world).length;
    world.device.pressPowerButton();
    await world.clock.advance(29_000);
    expect(told(world).slice(before)).not.toContain('given-up event-message bios-pci');
    await world.clock.advance(61_000);
    const mine = told(world)
      .slice(before)
      .filter((line) => line.endsWith('bios-pci'));
    expect(mine.at(-1)).toBe('given-up event-message bios-pci');
    expect(mine.length).toBeLessThan(5);
  });

  it('is not tried again for somebody who has unsubscribed', async () => {
    const world = await computer(subscribed('push'));
    await world.clock.advance(60_000);
    world.device.pressPowerButton();
    await world.clock.advance(5000);
    const before = told(world);
    expect(before).toContain('failed event-message bios-pci');
    const to = { address: DEVICE, port: 16_992 };
    const stream = await world.segment.link().connectTcp('198.51.100.9', to, new AbortController().signal);
    let text = '';
    stream.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
    stream.on('error', () => undefined);
    stream.write(post('/wsman', UNSUBSCRIBE));
    await world.clock.advance(100);
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? '';
    const realm = world.device.state.accounts.digestRealm;
    const login = { user: 'admin', password: PASSWORD, realm, nonce, method: 'POST', uri: '/wsman', nc: '00000001' };
    const again = await world.segment.link().connectTcp('198.51.100.9', to, new AbortController().signal);
    again.on('error', () => undefined);
    again.resume();
    again.write(post('/wsman', UNSUBSCRIBE, digestHeader({ ...login, qop: 'auth' })));
    await world.clock.advance(100);
    expect(world.device.state.features.subscriptions.entries).toEqual([]);
    await world.clock.advance(60_000);
    expect(told(world)).toEqual(before);
  });

  it('waits no longer once power is gone', async () => {
    const world = await computer(subscribed('push'));
    world.device.pressPowerButton();
    await world.clock.advance(12_000);
    world.device.disconnectAc();
    await world.clock.settle();
    expect(world.clock.pending().map(({ name }) => name)).not.toContain('event delivery, next try');
    const before = told(world);
    await world.clock.advance(60_000);
    expect(told(world)).toEqual(before);
  });

  it('waits no longer once the management engine has gone off with its host', async () => {
    const world = await computer((state, instant) => ({
      ...subscribed('push')(state, instant),
      power: { ...state.power, schemeId: 'SCHEME 0' },
    }));
    expect(world.openPorts()).toEqual([]);
    world.device.pressPowerButton();
    await world.clock.advance(5000);
    expect(told(world)).toContain('failed event-message link-up');
    world.device.pressPowerButton();
    await world.clock.advance(2000);
    expect(world.openPorts()).toEqual([]);
    expect(world.clock.pending().map(({ name }) => name)).not.toContain('event delivery, next try');
    const before = told(world);
    await world.clock.advance(60_000);
    expect(told(world)).toEqual(before);
  });

  it('goes on although an observer throws, and what it throws reaches whoever lets time pass', async () => {
    const world = await computer(subscribed('push'));
    const requests = await listen(world, '200 OK');
    await world.clock.advance(60_000);
    requests.length = 0;
    world.device.onEvent(({ kind }) => {
      if (kind === 'alert') throw new Error('an observer of alerts');
    });
    world.device.pressPowerButton();
    await expect(world.clock.advance(5000)).rejects.toThrow('an observer of alerts');
    await expect(world.clock.advance(5000)).rejects.toThrow('an observer of alerts');
    await world.clock.advance(60_000);
    expect(requests).toHaveLength(2);
  });

  it('is not delivered by an answer without the acknowledgement that was asked for', async () => {
    const world = await computer(subscribed('push-with-ack'));
    const requests = await listen(world, '200 OK');
    await world.clock.advance(60_000);
    requests.length = 0;
    world.device.pressPowerButton();
    await world.clock.advance(15_000);
    expect(requests.length).toBeGreaterThan(1);
    expect(requests[0]).toContain('</b:ReplyTo><c:AckRequested></c:AckRequested><b:Action');
    expect(told(world)).toContain('failed event-message bios-pci');
  });
});

describe('a watchdog of agent presence', () => {
  it('is told as the message of its state, although its feature writes into the log by itself', async () => {
    const rule = { oldStates: 31, newStates: 8, eventOnTransition: true, defense: 'none', isEac: false } as const;
    const world = await computer((state, instant) => {
      const watched = stateAfter(addWatchdog(state, instant, WATCHDOG, true));
      return subscribed('push')(stateAfter(addAgentRule(watched, WATCHDOG.id, rule)), instant);
    });
    const requests = await listen(world, '200 OK');
    await world.clock.advance(120_000);
    const logged = world.device.state.eventLog.records.filter(({ sensorType }) => sensorType === 18);
    const expired = requests.filter((text) => text.includes('<g:MessageID>iAMT0005</g:MessageID>'));
    expect([logged.length, expired.length]).toEqual([1, 1]);
  });
});

describe('the link coming up', () => {
  it('is told to every trap receiver although an observer of the first throws', async () => {
    const traps: Buffer[] = [];
    const other = '198.51.100.16';
    const world = await computer((state, instant) => {
      const first = stateAfter(addSnmpSubscriber(state, instant, { address: LISTENER, policyId: 99, community: '' }));
      return stateAfter(addSnmpSubscriber(first, instant, { address: other, policyId: 99, community: '' }));
    });
    for (const address of [LISTENER, other])
      await world.segment.link().bindUdp({ address, port: TRAP_PORT }, (bytes) => traps.push(bytes));
    world.device.unplugCable();
    await world.clock.advance(1000);
    world.device.onEvent((event) => {
      if (event.kind === 'alert') throw new Error(`an observer of ${event.what}`);
    });
    world.device.plugCable();
    await expect(world.clock.advance(10_000)).rejects.toThrow('an observer of sent');
    await expect(world.clock.advance(10_000)).rejects.toThrow('an observer of sent');
    await world.clock.advance(10_000);
    expect(traps).toHaveLength(2);
  });

  it('is told to every trap receiver whatever its policy, and never logged', async () => {
    const traps: Buffer[] = [];
    const world = await computer((state, instant) =>
      stateAfter(addSnmpSubscriber(state, instant, { address: LISTENER, policyId: 99, community: '' })),
    );
    await world.segment.link().bindUdp({ address: LISTENER, port: TRAP_PORT }, (bytes) => traps.push(bytes));
    world.device.unplugCable();
    await world.clock.advance(1000);
    world.device.plugCable();
    await world.clock.advance(10_000);
    expect(traps).toHaveLength(1);
    expect(traps[0]?.includes(Buffer.from('0203270a03', 'hex'))).toBe(true);
    expect(traps[0]?.includes(Buffer.from('public'))).toBe(true);
    expect(world.device.state.eventLog.records).toEqual([]);
  });
});

describe('the logs of a machine', () => {
  it('hold the steps of every boot of an operational machine, in the octets of a published record', async () => {
    const world = await computer((state) => state);
    world.device.pressPowerButton();
    const [boot, pci] = world.device.state.eventLog.records;
    const octets = [pci, boot].map((record) =>
      record === undefined ? '' : encodeEventRecord(record).toString('hex', 4),
    );
    const published = Buffer.from('IgYBZf8PbwJoAf8iAEAHAAAAAAAA', 'base64').toString('hex', 4);
    expect(octets).toEqual([published, published.replace('4007', '4013')]);
  });

  it('hold one attack for ten wrong passwords, and each of them in the access monitor', async () => {
    const world = await computer((state) => state);
    const to = { address: DEVICE, port: 16_992 };
    const ask = async (field?: string): Promise<string> => {
      const stream = await world.segment.link().connectTcp('198.51.100.9', to, new AbortController().signal);
      let text = '';
      stream.on('error', () => undefined);
      stream.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
      stream.write(field === undefined ? post('/wsman', '<x/>') : post('/wsman', '<x/>', field));
      await world.clock.advance(60_000);
      return text;
    };
    const nonce = /nonce="([^"]+)"/.exec(await ask())?.[1] ?? '';
    const realm = world.device.state.accounts.digestRealm;
    const guess = { user: 'admin', password: 'wrong', realm, nonce, method: 'POST', uri: '/wsman', nc: '00000001' };
    for (let count = 0; count < 9; count += 1) await ask(digestHeader({ ...guess, qop: 'auth' }));
    expect(world.device.state.eventLog.records).toEqual([]);
    await ask(digestHeader({ ...guess, qop: 'auth' }));
    const [record] = world.device.state.eventLog.records;
    const published = decodeEventRecord(Buffer.from('Y8iYZf8GbwVoEP8mYaoKAAAAAAAA', 'base64'));
    expect({ ...record, atSeconds: 0 }).toEqual({ ...published, atSeconds: 0 });
    const audited = world.device.state.features.audit.records.map((text) =>
      decodeAuditRecord(Buffer.from(text, 'base64')),
    );
    expect(audited).toHaveLength(10);
    expect(audited[0]).toMatchObject({
      application: 16,
      event: 5,
      initiator: { kind: 'digest', user: 'admin' },
      address: '198.51.100.9',
      extended: '00',
    });
  });
});
