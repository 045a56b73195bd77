import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../emulator/decisions/decision.ts';
import type { DeviceEvent, DeviceEventDraft } from '../../../../emulator/device/events.ts';
import type { Effect } from '../../../../emulator/device/step.ts';
import { ClientReport, MAX_CALLS, reportTable, type Watched } from '../../../../emulator/report/client-report.ts';
import type { ClassDeclaration } from '../../../../emulator/wsman/declaration.ts';
import { createWsmanEngine } from '../../../../emulator/wsman/dispatch.ts';
import { ADMIN, Bench, START_MS } from '../wsman/bench.ts';
import { get, invoke, put } from '../wsman/requests.ts';

const URI = 'http://intel.com/wbem/wscim/1/amt-schema/1/AMT_Lamp';

/** A lamp that can be switched, has a label that nobody reads, and a method that nobody wrote. */
const lamp: ClassDeclaration = {
  name: 'AMT_Lamp',
  uri: URI,
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: 'made up for this test',
  properties: [
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'IsOn', type: 'boolean', access: 'read-write' },
    { name: 'Label', type: 'string', access: 'read-write', storedOnly: true },
  ],
  methods: [
    { name: 'Break', input: [], output: [], call: () => ({ kind: 'returned', value: 16 }) },
    { name: 'Dim', input: [], output: [] },
  ],
  instances: () => [{ InstanceID: 'lamp', IsOn: false, Label: '' }],
  put: ({ state }) => ({ kind: 'written', state }),
};

/** A bench with observers. */
class ObservedDevice extends Bench implements Watched {
  readonly uuid = 'lamp 1';
  readonly #onEvent = new Set<(event: DeviceEvent) => void>();
  readonly #onDecision = new Set<(decision: Decision) => void>();
  readonly engine = createWsmanEngine({ holder: this, clock: this.clock, classes: [lamp] });

  override perform(effects: readonly Effect[]): void {
    super.perform(effects);
    const atMs = this.clock.nowMs();
    for (const effect of effects) {
      if (effect.kind === 'event') for (const listener of this.#onEvent) listener({ atMs, ...effect.event });
      if (effect.kind === 'decision') for (const listener of this.#onDecision) listener({ atMs, ...effect.decision });
    }
  }

  onEvent(listener: (event: DeviceEvent) => void): Disposable {
    this.#onEvent.add(listener);
    return { [Symbol.dispose]: () => void this.#onEvent.delete(listener) };
  }

  onDecision(listener: (decision: Decision) => void): Disposable {
    this.#onDecision.add(listener);
    return { [Symbol.dispose]: () => void this.#onDecision.delete(listener) };
  }

  get listeners(): number {
    return this.#onEvent.size + this.#onDecision.size;
  }

  ask(text: string): void {
    this.engine.answer(Buffer.from(text), ADMIN);
    this.tell({ ...HTTP, status: 200 });
  }

  tell(event: DeviceEventDraft, refusal?: string): void {
    const decision = { code: refusal ?? '', verdict: 'refused', inputs: {} } as const;
    this.perform([
      ...(refusal === undefined ? [] : [{ kind: 'decision', decision } as const]),
      { kind: 'event', event },
    ]);
  }
}

const HTTP = { kind: 'http', from: '', method: 'POST', path: '/wsman', user: '', bytesIn: 1, bytesOut: 1 } as const;

function seen(act: (device: ObservedDevice) => void): readonly string[] {
  const device = new ObservedDevice();
  const report = new ClientReport([device]);
  act(device);
  return report.document().total.calls.map(({ door, subject, call, standings, refusal }) => {
    const became = Object.entries(standings).flatMap(([name, count]) => (count > 0 ? [`${name} ${count}`] : []));
    return [door, subject, call, ...became, ...(refusal === '' ? [] : [refusal])].join(' ');
  });
}

describe('the report of what clients asked', () => {
  it('tells apart what was carried out, only kept, refused, unknown and missing', () => {
    const calls = seen((device) => {
      device.ask(get(URI));
      device.ask(get(URI));
      device.ask(get(URI, '<w:SelectorSet><w:Selector Name="InstanceID">other</w:Selector></w:SelectorSet>'));
      device.ask(put(URI, '<r:Label>desk</r:Label><r:IsOn>false</r:IsOn>'));
      device.ask(put(URI, '<r:Label>desk</r:Label><r:IsOn>true</r:IsOn>'));
      device.ask(invoke(URI, 'Break', ''));
      device.ask(invoke(URI, 'Dim', ''));
      device.ask(invoke(URI, 'Explode', ''));
      device.ask(get(`${URI}post`));
    });
    expect(calls).toEqual([
      'ws-management AMT_Lamp Get modelled 2 refused 1 wsman.instance.not-found',
      'ws-management AMT_Lamp Put modelled 1 stored-only 1',
      'ws-management AMT_Lamp Break refused 1 return-value.16',
      'ws-management AMT_Lamp Dim missing 1 wsman.action.unknown',
      'ws-management AMT_Lamp Explode unknown 1 wsman.action.unknown',
      'ws-management AMT_Lamppost Get unknown 1 wsman.class.unknown',
    ]);
  });

  it('shows nothing that could steer a terminal', () => {
    const calls = seen((device) => device.ask(get(`${URI}\u009b2J\u202e\nEvil`)));
    expect(calls[0]).toMatch(/^ws-management AMT_Lamp\ufffd2J\ufffd\ufffdEvil Get unknown 1/);
  });

  it('counts legacy calls by their status', () => {
    const call = { kind: 'soap', service: 'RemoteControlService', method: 'GetPower' } as const;
    const calls = seen((device) => {
      device.tell({ ...call, status: 0 });
      device.tell({ ...HTTP, path: '/RemoteControlService', status: 200 });
      device.tell({ ...call, status: 16 }, 'soap.realm.missing');
      device.tell({ ...call, method: 'Explode', status: -1 }, 'soap.method.unknown');
      device.tell({ ...call, method: 'Dim', status: -1 }, 'soap.method.missing');
    });
    expect(calls).toEqual([
      'legacy-soap RemoteControlService GetPower modelled 1 refused 1 soap.realm.missing',
      'legacy-soap RemoteControlService Explode unknown 1 soap.method.unknown',
      'legacy-soap RemoteControlService Dim missing 1 soap.method.missing',
    ]);
  });

  it('counts pages and failed logins, but not the challenge that every client begins with', () => {
    const calls = seen((device) => {
      device.tell({ ...HTTP, method: 'GET', path: '/logon.htm?x=1', status: 200 });
      device.tell({ ...HTTP, method: 'GET', path: '/other.htm', status: 404 });
      device.tell({ ...HTTP, status: 401 }, 'http.digest.no-credentials');
      device.tell({ ...HTTP, status: 401 }, 'http.digest.wrong-response');
    });
    expect(calls).toEqual([
      'http GET /logon.htm modelled 1',
      'http GET /other.htm unknown 1 http.404',
      'http POST /wsman refused 1 http.digest.wrong-response',
    ]);
  });

  it('adds devices up and says when a call came first', () => {
    const devices = [new ObservedDevice(), new ObservedDevice()];
    const report = new ClientReport(devices);
    for (const device of devices) device.ask(get(URI));
    const { total, devices: each } = report.document();
    expect(total.calls).toEqual([
      expect.objectContaining({ count: 2, firstSeen: new Date(START_MS).toISOString(), refusal: '' }),
    ]);
    expect(total.standings.modelled).toBe(2);
    expect(each.map(({ uuid, release, calls }) => [uuid, release, calls.length])).toEqual([
      ['lamp 1', '3.2.1', 1],
      ['lamp 1', '3.2.1', 1],
    ]);
  });

  it('stays bounded whatever a scanner asks for', () => {
    const device = new ObservedDevice();
    const report = new ClientReport([device]);
    for (let path = 0; path < MAX_CALLS + 50; path += 1)
      device.tell({ ...HTTP, method: 'GET', path: `/${path}${'x'.repeat(500)}`, status: 404 });
    const { calls, standings } = report.document().total;
    expect(calls.length).toBe(MAX_CALLS + 1);
    expect(standings.unknown).toBe(MAX_CALLS + 50);
    expect(Math.max(...calls.map(({ call }) => call.length))).toBeLessThan(200);
  });

  it('for people begins with what was not simply carried out', () => {
    const device = new ObservedDevice();
    using report = new ClientReport([device]);
    device.ask(get(URI));
    device.ask(invoke(URI, 'Dim', ''));
    const lines = reportTable(report.document())
      .split('\n')
      .map((line) => line.trim().replace(/ {2,}/g, ' | '));
    expect(lines).toEqual([
      'calls | what | became | first refusal',
      '1 | AMT_Lamp Dim | missing | wsman.action.unknown',
      '1 | AMT_Lamp Get | modelled',
      '2 calls on 1 device',
      '',
    ]);
  });

  it('stops listening when it is over', () => {
    const device = new ObservedDevice();
    new ClientReport([device])[Symbol.dispose]();
    expect(device.listeners).toBe(0);
  });
});
