import { beforeEach, describe, expect, it } from 'vitest';

import { expireAgents, nextAgentExpiryMs } from '../../../../../emulator/device/protection/agent-presence.ts';
import { nextWatchdogResetMs, performWatchdogReset } from '../../../../../emulator/device/power/watchdog-action.ts';
import { policyInForce } from '../../../../../emulator/device/protection/system-defense.ts';
import type { Caller } from '../../../../../emulator/wsman/declaration.ts';
import { classUri } from '../../../../../emulator/wsman/namespaces.ts';
import { subcode } from '../../wsman/asked.ts';
import { ADMIN } from '../../wsman/bench.ts';
import { bodyOf, invoke } from '../../wsman/requests.ts';
import { ClassBench, content, reference } from '../security/class-bench.ts';

const WATCHDOG = 'AMT_AgentPresenceWatchdog';
const AGENT = '00112233445566778899AABBCCDDEEFF';
const STATES = { notStarted: 1, stopped: 2, running: 4, expired: 8 } as const;
const LOCAL: Caller = { ...ADMIN, isAdmin: false, realms: [9] };

let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('16.1');
  device.isHostOn = true;
});

function watch(id = AGENT, startup = 60, timeout = 10): ReturnType<ClassBench['create']> {
  const fields = { DeviceID: id, MonitoredEntityDescription: 'Scanner', StartupInterval: startup };
  return device.create(WATCHDOG, content({ ...fields, TimeoutInterval: timeout }));
}

function addAction(oldState: number, newState: number, more: Readonly<Record<string, number | boolean>> = {}): unknown {
  const fields = { OldState: oldState, NewState: newState, EventOnTransition: true };
  return device.call(WATCHDOG, 'AddAction', content({ ...fields, ...more }))['ReturnValue'];
}

/** What the local agent calls. */
function agent(method: string, sequence?: number): string {
  const inner = sequence === undefined ? '' : content({ SequenceNumber: sequence });
  return bodyOf(device.ask(invoke(classUri(WATCHDOG), method, inner), LOCAL).text);
}

function register(): number {
  return Number(/SessionSequenceNumber>(\d+)/.exec(agent('RegisterAgent'))?.[1]);
}

/** Lets time pass, and what is due happen. */
async function pass(seconds: number): Promise<void> {
  await device.clock.advance(seconds * 1000);
  for (const reach of [expireAgents, performWatchdogReset]) {
    const step = reach(device.state, device.instant(), device.host());
    if (step.ok) device.commit(step.state, step.effects);
  }
}

const state = (): number => Number(device.read(WATCHDOG)['CurrentState']);

describe('a watched agent', () => {
  it('is made under its GUID, once', () => {
    expect(bodyOf(watch().text)).toContain(`<c:Selector Name="DeviceID">${AGENT}</c:Selector>`);
    expect(device.read(WATCHDOG)).toMatchObject({ CurrentState: '1', StartupInterval: '60', TimeoutInterval: '10' });
    expect(subcode(watch())).toBe('e:AlreadyExists');
    expect(subcode(watch('server15'))).toBe('d:InvalidRepresentation');
    expect(subcode(watch(AGENT.replace('00', '11'), 0))).toBe('d:InvalidRepresentation');
  });

  it('expires when it does not start in time', async () => {
    watch();
    await pass(59);
    expect(state()).toBe(STATES.notStarted);
    await pass(1);
    expect(state()).toBe(STATES.expired);
    expect(device.list(WATCHDOG)[0]).toContain('<h:TimeOfLastExpiration><i:Datetime>2022-01-31T10:24:04Z<');
  });

  it('runs as long as it is heard, each heartbeat with the next number', async () => {
    watch();
    const first = register();
    expect(state()).toBe(STATES.running);
    for (const beat of [1, 2, 3]) {
      await pass(9);
      expect(agent('AssertPresence', first + beat)).toContain('<g:ReturnValue>0<');
    }
    expect(agent('AssertPresence', first + 3)).toContain('<g:ReturnValue>1<');
    expect(state()).toBe(STATES.running);
    await pass(10);
    expect(state()).toBe(STATES.expired);
    expect(agent('AssertPresence', first + 4)).toContain('<g:ReturnValue>0<');
    expect(state()).toBe(STATES.running);
  });

  it('that ends in order is waited for no longer', async () => {
    watch();
    const first = register();
    expect(agent('AssertShutdown', first + 1)).toContain('<g:ReturnValue>0<');
    expect([state(), nextAgentExpiryMs(device.state)]).toEqual([STATES.stopped, undefined]);
    await pass(1000);
    expect(state()).toBe(STATES.stopped);
    expect(agent('AssertPresence', first + 2)).toContain('<g:ReturnValue>1<');
  });

  it('cannot begin a session on a host that is off', () => {
    watch();
    device.isHostOn = false;
    expect(agent('RegisterAgent')).toContain('<g:ReturnValue>1<');
  });

  it('may not change its own rules', () => {
    watch();
    expect(agent('DeleteAllActions')).toContain('e:AccessDenied');
  });
});

describe('the actions of an agent', () => {
  it('are shown with the change of state that they are for, and tied to the agent', () => {
    watch();
    expect(addAction(STATES.running, STATES.expired, { ActionSd: 0 })).toBe('0');
    expect(device.read('AMT_AgentPresenceWatchdogAction')).toMatchObject({ ActionSd: '0', EventOnTransition: 'true' });
    expect(device.read('AMT_StateTransitionCondition')).toMatchObject({ NewState: '8', OldState: '4' });
    expect(device.list('CIM_ConcreteDependency').filter((item) => item.includes('WatchdogAction'))).toHaveLength(1);
    expect(device.call(WATCHDOG, 'DeleteAllActions')['ReturnValue']).toBe('0');
    expect(device.list('AMT_AgentPresenceWatchdogAction')).toEqual([]);
  });

  it('are refused for states that there are not, and beyond what there is room for', () => {
    watch();
    expect([addAction(0, 8), addAction(4, 32)]).toEqual(['1', '1']);
    const answers = Array.from({ length: 65 }, () => addAction(4, 8));
    expect(answers.filter((value) => value !== '0')).toEqual(['23']);
  });

  it('write the event that consoles read: the marked sensor, the first octets of the GUID, the state', async () => {
    watch();
    addAction(STATES.notStarted | STATES.running, STATES.expired);
    register();
    expect(device.state.eventLog.records).toEqual([]);
    await pass(10);
    expect(device.state.eventLog.records).toMatchObject([{ sensorType: 18, data: 'aa00112233445508' }]);
  });

  it('write it as Intel documents events of agents: of the threshold kind, from the management card, to be watched', async () => {
    watch();
    addAction(STATES.notStarted, STATES.expired);
    await pass(60);
    const documented = { eventType: 0x0a, eventOffset: 0, sourceType: 0x58, severity: 1, entity: 0x26 };
    expect(device.state.eventLog.records).toMatchObject([documented]);
  });

  it('are left alone by a change from another state', async () => {
    watch();
    addAction(STATES.running, STATES.expired);
    await pass(60);
    expect([state(), device.state.eventLog.records]).toEqual([STATES.expired, []]);
  });

  it('switch the policy of Agent Presence on and off', async () => {
    const flags = ['RxDefaultCount', 'RxDefaultDrop', 'RxDefaultMatchEvent', 'TxDefaultCount', 'TxDefaultDrop'];
    const fields = Object.fromEntries([...flags, 'TxDefaultMatchEvent'].map((flag) => [flag, false]));
    device.create('AMT_SystemDefensePolicy', content({ ...fields, PolicyName: 'quarantine', PolicyPrecedence: 1 }));
    const { InstanceID: id = '' } = device.read('AMT_SystemDefensePolicy');
    const port = reference('CIM_EthernetPort', { DeviceID: 'Intel(r) AMT Ethernet Port 0' });
    const ends = `<r:Antecedent>${reference('AMT_SystemDefensePolicy', { InstanceID: id })}</r:Antecedent>`;
    device.create('AMT_AgentPresenceInterfacePolicy', `${ends}<r:Dependent>${port}</r:Dependent>`);
    watch();
    addAction(STATES.running, STATES.expired, { ActionSd: 0 });
    addAction(STATES.expired, STATES.running, { ActionSd: 1 });
    const first = register();
    expect(policyInForce(device.state)).toBeUndefined();
    await pass(10);
    expect(policyInForce(device.state)?.name).toBe('quarantine');
    agent('AssertPresence', first + 1);
    expect(policyInForce(device.state)).toBeUndefined();
  });
});

describe('IPS_WatchDogAction', () => {
  const fields = { AgentPresenceWatchDogExpirationAction: 1, HeciWatchDogExpirationAction: 0, Timeout: 30 };
  const tie = (): string | undefined =>
    device.call(
      'IPS_WatchDogAction',
      'ApplyActionOnWatchDog',
      `<r:AgentPresenceWatchDog>${reference(WATCHDOG, { DeviceID: AGENT })}</r:AgentPresenceWatchDog>${content({ ActionEnable: true })}`,
    )['ReturnValue'];

  it('resets the host when a tied agent expires and nobody calls it off', async () => {
    expect(tie()).toBe('1');
    watch();
    expect(device.put('IPS_WatchDogAction', content(fields)).status).toBe(200);
    expect(tie()).toBe('0');
    register();
    await pass(10);
    expect(nextWatchdogResetMs(device.state)).toBe(device.clock.nowMs() + 30_000);
    await pass(30);
    expect(device.switched).toEqual(['reset']);
  });

  it('leaves the host alone when an agent expires that it is not tied to', async () => {
    watch();
    device.put('IPS_WatchDogAction', content(fields));
    register();
    await pass(10);
    expect([state(), nextWatchdogResetMs(device.state)]).toEqual([STATES.expired, undefined]);
  });

  it('is called off in time', async () => {
    watch();
    device.put('IPS_WatchDogAction', content(fields));
    tie();
    register();
    await pass(10);
    const cancel = (): string | undefined => device.call('IPS_WatchDogAction', 'CancelRebootAction')['ReturnValue'];
    expect([cancel(), cancel()]).toEqual(['0', '1']);
    await pass(60);
    expect(device.switched).toEqual([]);
  });

  it('takes only actions that it knows', () => {
    const wrong = content({ ...fields, AgentPresenceWatchDogExpirationAction: 7 });
    expect(subcode(device.put('IPS_WatchDogAction', wrong))).toBe('d:InvalidRepresentation');
  });
});
