import { IPS } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../../wsman/requests.ts';
import { ClassBench, content } from '../security/class-bench.ts';

const SERVICE = 'IPS_OptInService';
const messages = new IPS.Messages();

let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('16.1');
  device.isHostOn = true;
});

function shownCode(): string {
  const shown = device.events.findLast((event) => event.kind === 'consent' && event.what === 'code-shown');
  return shown?.kind === 'consent' && shown.what === 'code-shown' ? shown.code : '';
}

function state(): string | undefined {
  return device.read(SERVICE)['OptInState'];
}

function send(code: string | number): string | undefined {
  return device.call(SERVICE, 'SendOptInCode', content({ OptInCode: code }))['ReturnValue'];
}

function start(): string | undefined {
  return device.call(SERVICE, 'StartOptIn')['ReturnValue'];
}

/** A code that is not the one on the screen. */
function otherCode(): number {
  return (Number(shownCode()) + 1) % 1_000_000;
}

describe('IPS_OptInService', () => {
  it('reads as recorded, apart from what the owner chose', () => {
    expect(device.read(SERVICE)).toEqual({
      CanModifyOptInPolicy: '1',
      CreationClassName: 'IPS_OptInService',
      ElementName: 'Intel(r) AMT OptIn Service',
      Name: 'Intel(r) AMT OptIn Service',
      OptInCodeTimeout: '120',
      OptInDisplayTimeout: '300',
      OptInRequired: '1',
      OptInState: '0',
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'Intel(r) AMT',
    });
  });

  it('shows six digits to the person at the PC and to nobody on the network', () => {
    const answer = device.ask(messages.OptInService.StartOptIn());
    expect(bodyOf(answer.text)).toBe('<g:StartOptIn_OUTPUT><g:ReturnValue>0</g:ReturnValue></g:StartOptIn_OUTPUT>');
    expect(shownCode()).toMatch(/^\d{6}$/);
    const wire = device.events.filter(({ kind }) => kind === 'wsman');
    expect(wire).toHaveLength(1);
    expect(JSON.stringify([answer.text, wire, device.decisions])).not.toContain(shownCode());
    expect(state()).toBe('2');
  });

  it('has the code only requested while the screen is off', () => {
    device.isHostOn = false;
    start();
    expect(state()).toBe('1');
  });

  it('draws another code every time', () => {
    start();
    const first = shownCode();
    device.call(SERVICE, 'CancelOptIn');
    start();
    expect(shownCode()).not.toBe(first);
  });

  it('takes the code, leading zeros or not, and keeps it out of the event of the request', () => {
    start();
    const code = shownCode();
    expect(send(code)).toBe('0');
    expect(state()).toBe('3');
    const wire = device.events.filter(({ kind }) => kind === 'wsman');
    expect(wire.map((event) => (event.kind === 'wsman' ? event.action : ''))).toContainEqual(
      expect.stringMatching(/SendOptInCode$/),
    );
    expect(JSON.stringify(wire)).not.toContain(code);
    expect(device.events.filter(({ kind }) => kind === 'consent')).toMatchObject([
      { what: 'code-shown' },
      { what: 'accepted' },
    ]);
  });

  it('answers wrong codes with 1, and the third with 3, which ends the question', () => {
    start();
    const wrong = otherCode();
    expect([send(wrong), send(wrong), send(wrong), send(wrong)]).toEqual(['1', '1', '3', '2']);
    expect(state()).toBe('0');
    expect(device.codes()).toEqual([
      'consent.code.wrong',
      'consent.code.wrong',
      'consent.code.blocked',
      'consent.code.invalid-state',
    ]);
  });

  it('refuses to start twice, to start where nobody has to agree, and to cancel nothing', () => {
    expect(device.call(SERVICE, 'CancelOptIn')['ReturnValue']).toBe('2');
    expect([start(), start()]).toEqual(['0', '2']);
    expect(device.call(SERVICE, 'CancelOptIn')['ReturnValue']).toBe('0');
    device.put(SERVICE, content({ OptInRequired: 0 }));
    expect(start()).toBe('2');
  });

  it('takes the code off the screen after the display timeout', async () => {
    start();
    await device.clock.advance(299_999);
    expect(state()).toBe('2');
    await device.clock.advance(1);
    expect([state(), send(shownCode())]).toEqual(['0', '2']);
  });

  it('forgets an accepted code that no session used for the code timeout', async () => {
    start();
    send(shownCode());
    await device.clock.advance(119_999);
    expect(state()).toBe('3');
    await device.clock.advance(1);
    expect(state()).toBe('0');
  });

  it('takes new times and who has to be asked', async () => {
    const change = { OptInCodeTimeout: 60, OptInDisplayTimeout: 400, OptInRequired: 4_294_967_295 };
    expect(bodyOf(device.put(SERVICE, content(change)).text)).toContain(
      '<g:OptInRequired>4294967295</g:OptInRequired>',
    );
    start();
    await device.clock.advance(399_000);
    expect(state()).toBe('2');
  });

  it.each([
    ['somebody else to ask', { OptInRequired: 2 }, 'consent.required'],
    ['less than a minute for the code', { OptInCodeTimeout: 59 }, 'consent.code-timeout'],
    ['no time for the display', { OptInDisplayTimeout: 0 }, 'consent.display-timeout'],
  ])('refuses %s', (_what, change, code) => {
    const before = device.state;
    expect(device.put(SERVICE, content(change)).status).toBe(400);
    expect([device.codes(), device.state === before]).toEqual([[code], true]);
  });

  it('is one setting with OptInPolicy of KVM', () => {
    const policy = (): string | undefined => device.read('IPS_KVMRedirectionSettingData')['OptInPolicy'];
    expect(policy()).toBe('true');
    device.put(SERVICE, content({ OptInRequired: 0 }));
    expect(policy()).toBe('false');
    device.put('IPS_KVMRedirectionSettingData', content({ OptInPolicy: true }));
    expect(device.read(SERVICE)['OptInRequired']).toBe('1');
  });

  it('came with release 6.2', () => {
    expect(new ClassBench('6.2').read(SERVICE)['OptInState']).toBe('0');
    expect(new ClassBench('5.0').read(SERVICE)).toEqual({ fault: 'b:DestinationUnreachable' });
  });
});
