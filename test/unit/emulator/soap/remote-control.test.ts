import { describe, expect, it } from 'vitest';

import { createSoapEngine } from '../../../../emulator/soap/engine.ts';
import { ADMIN, Bench } from '../wsman/bench.ts';

const PATH = '/RemoteControlService';
const BASE = 'http://schemas.intel.com/platform/client/';

/** Asks a device whose host is on or off, as SOAP::Lite would; gives the body of the answer. */
function asking(isHostOn: boolean): {
  readonly bench: Bench;
  readonly ask: (method: string, input?: Readonly<Record<string, number>>, path?: string) => string;
} {
  const bench = new Bench();
  bench.isHostOn = isHostOn;
  const engine = createSoapEngine({ holder: bench });
  const ask = (method: string, input: Readonly<Record<string, number>> = {}, path = PATH): string => {
    const namespace = `${BASE}${path.slice(1).replace('Service', '')}/2004/01`;
    const content = Object.entries(input).map(([name, value]) => `<${name}>${String(value)}</${name}>`);
    const text =
      '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
      `<${method} xmlns="${namespace}">${content.join('')}</${method}></soap:Body></soap:Envelope>`;
    return /<a:Body>(.*)<\/a:Body>/.exec(engine.answer(path, Buffer.from(text), ADMIN).text)?.[1] ?? '';
  };
  return { bench, ask };
}

const status = (answer: string): number => Number(/<b:Status>(\d+)</.exec(answer)?.[1]);
const command = (Command: number, more: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> => ({
  Command,
  IanaOemNumber: 343,
  ...more,
});

describe('the remote control service', () => {
  it('tells the power state as S0 or S5', () => {
    expect(asking(true).ask('GetSystemPowerState')).toContain('<b:SystemPowerState>0</b:SystemPowerState>');
    expect(asking(false).ask('GetSystemPowerState')).toContain('<b:SystemPowerState>5</b:SystemPowerState>');
  });

  it('tells its capabilities by position, as amttool reads them', () => {
    expect(asking(true).ask('GetRemoteControlCapabilities')).toBe(
      '<b:GetRemoteControlCapabilitiesResponse><b:Status>0</b:Status><b:IanaOemNumber>343</b:IanaOemNumber>' +
        '<b:OemDefinedCapabilities>15</b:OemDefinedCapabilities>' +
        '<b:SpecialCommandsSupported>4864</b:SpecialCommandsSupported>' +
        '<b:SystemCapabilitiesSupported>15</b:SystemCapabilitiesSupported>' +
        '<b:SystemFirmwareCapabilities>6176</b:SystemFirmwareCapabilities></b:GetRemoteControlCapabilitiesResponse>',
    );
  });

  it.each([
    [false, 17, 'on'],
    [true, 16, 'reset'],
    [true, 18, 'off'],
    [true, 19, 'cycle'],
  ])('with the host on: %s, command %i does %s', (isHostOn, number, action) => {
    const { bench, ask } = asking(isHostOn);
    expect(status(ask('RemoteControl', command(number)))).toBe(0);
    expect(bench.switched).toEqual([action]);
  });

  it.each([
    ['a command that does not fit the state', command(17), 2051],
    ['an unknown command', command(20), 2051],
    ['another vendor', { Command: 16, IanaOemNumber: 9 }, 2049],
    ['an unknown special command', command(16, { SpecialCommand: 6 }), 2052],
    ['a boot source that the BIOS does not have', command(16, { SpecialCommand: 4 }), 2052],
    ['a boot option that the BIOS does not have', command(16, { BootOptions: 2 }), 2050],
    ['an unknown boot option', command(16, { BootOptions: 8 }), 2050],
    ['a number that is none', command(16, { BootOptions: -1 }), 36],
    ['a number that is too large', command(16, { BootOptions: 65_536 }), 36],
  ])('refuses %s', (_what, input, expected) => {
    const { bench, ask } = asking(true);
    expect(status(ask('RemoteControl', input))).toBe(expected);
    expect([bench.switched, bench.commits]).toEqual([[], 0]);
    expect(bench.decisions.map(({ verdict }) => verdict)).toEqual(['refused']);
  });

  it('arms the boot that it causes, and with command 33 the next one, whoever causes it', () => {
    const { bench, ask } = asking(true);
    expect(status(ask('RemoteControl', command(33, { SpecialCommand: 193, SpecialCommandParameter: 257 })))).toBe(0);
    expect(bench.switched).toEqual([]);
    expect(bench.state.boot).toMatchObject({ useIder: true, iderDevice: 1, source: 'default' });
    ask('RemoteControl', command(16));
    expect(bench.state.boot.useIder).toBe(true);
    ask('RemoteControl', command(16, { SpecialCommand: 1, BootOptions: 32, OEMparameters: 1 }));
    expect(bench.state.boot).toMatchObject({ source: 'pxe', lockKeyboard: true, useSol: true, useIder: false });
  });
});

describe('interface settings', () => {
  const NETWORK = '/NetworkAdministrationService';

  it('are there for the wired adapter, with addresses as numbers', () => {
    const { bench, ask } = asking(false);
    const fixed = { ...bench.state.network.fixed, address: '192.0.2.9', mask: '255.255.255.0' };
    bench.state = { ...bench.state, network: { ...bench.state.network, dhcpEnabled: false, fixed } };
    expect(ask('EnumerateInterfaces', {}, NETWORK)).toContain(
      '<b:Status>0</b:Status><b:InterfaceHandle>0</b:InterfaceHandle>',
    );
    const answer = ask('GetInterfaceSettings', { InterfaceHandle: 0 }, NETWORK);
    expect(answer).toContain('<b:MACAddress>00-1e-67-00-00-01</b:MACAddress>');
    expect(answer).toContain('<b:LocalAddress>3221225993</b:LocalAddress><b:SubnetMask>4294967040</b:SubnetMask>');
    expect(answer).toContain('<b:PrimaryDnsAddress>0</b:PrimaryDnsAddress>');
    expect(status(ask('GetInterfaceSettings', { InterfaceHandle: 1 }, NETWORK))).toBe(2053);
  });
});
