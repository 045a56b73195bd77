import { CIM } from '@device-management-toolkit/wsman-messages';
import { describe, expect, it } from 'vitest';

import { classDeclarations } from '../../../../emulator/wsman/classes/index.ts';
import { createWsmanEngine, type WsmanAnswer } from '../../../../emulator/wsman/dispatch.ts';
import { detail, subcode } from '../wsman/asked.ts';
import { ADMIN, Bench } from '../wsman/bench.ts';
import { bodyOf, enumerate, get, invoke, pull, put, selectors } from '../wsman/requests.ts';

const AMT_URI = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
const CIM_URI = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';
const SETTINGS = `${CIM_URI}CIM_ElementSettingData`;
const BOOT = `${AMT_URI}AMT_BootSettingData`;
const SERVICE = `${CIM_URI}CIM_PowerManagementService`;

function asking(isHostOn = false): { readonly bench: Bench; readonly ask: (text: string) => WsmanAnswer } {
  const bench = new Bench();
  bench.isHostOn = isHostOn;
  const engine = createWsmanEngine({ holder: bench, clock: bench.clock, classes: classDeclarations });
  return { bench, ask: (text) => engine.answer(Buffer.from(text), ADMIN) };
}

function schemeReference(id: string): string {
  return (
    '<a:EndpointReference><a:Address>default</a:Address><a:ReferenceParameters>' +
    `<w:ResourceURI>${AMT_URI}AMT_SystemPowerScheme</w:ResourceURI><w:SelectorSet>` +
    `<w:Selector Name="InstanceID">${id}</w:Selector></w:SelectorSet></a:ReferenceParameters></a:EndpointReference>`
  );
}

describe('CIM_ElementSettingData', () => {
  const PULL_ALL = '<MaxElements>99</MaxElements>';

  it('says which power package is in force', () => {
    const { ask } = asking();
    ask(enumerate(SETTINGS));
    const items = bodyOf(ask(pull(SETTINGS, '01000000-0000-0000-0000-000000000000', PULL_ALL)).text);
    const packages = items
      .split('</h:CIM_ElementSettingData>')
      .filter((item) => item.includes('AMT_SystemPowerScheme'));
    const current = packages.filter((item) => item.includes('<h:IsCurrent>1<'));
    expect(current).toHaveLength(1);
    expect(current[0]).toContain('<c:Selector Name="InstanceID">SCHEME 2</c:Selector>');
  });

  it('puts a package in force that is made current, and lets none be made not current', () => {
    const { bench, ask } = asking();
    const change = (id: string, isCurrent: number): WsmanAnswer =>
      ask(
        put(
          SETTINGS,
          `<r:IsCurrent>${String(isCurrent)}</r:IsCurrent>`,
          selectors({ SettingData: schemeReference(id) }),
        ),
      );
    expect(bodyOf(change('SCHEME 0', 1).text)).toContain('<g:IsCurrent>1</g:IsCurrent>');
    expect(bench.state.power.schemeId).toBe('SCHEME 0');
    const refused = change('SCHEME 0', 2);
    expect([subcode(refused), detail(refused)]).toEqual(['d:InvalidRepresentation', 'InvalidValues']);
    expect(bench.state.power.schemeId).toBe('SCHEME 0');
  });
});

describe('the power of the host', () => {
  const returned = (answer: WsmanAnswer): string => bodyOf(answer.text);
  const request = (powerState: number, name = 'ManagedSystem', more = ''): string =>
    invoke(
      SERVICE,
      'RequestPowerStateChange',
      `<r:PowerState>${String(powerState)}</r:PowerState><r:ManagedElement><a:Address>x</a:Address>` +
        `<a:ReferenceParameters><w:ResourceURI>${CIM_URI}CIM_ComputerSystem</w:ResourceURI>` +
        `<w:SelectorSet><w:Selector Name="Name">${name}</w:Selector></w:SelectorSet></a:ReferenceParameters>` +
        `</r:ManagedElement>${more}`,
    );

  it('is seen in the association of early releases, which do not say what can be asked for', () => {
    const stateOf = (isHostOn: boolean): readonly string[] =>
      bodyOf(asking(isHostOn).ask(get(`${CIM_URI}CIM_AssociatedPowerManagementService`)).text).match(/\d+(?=<\/g:)/g) ??
      [];
    expect(stateOf(true)).toEqual(['2', '2']);
    expect(stateOf(false)).toEqual(['8', '8']);
  });

  it('is switched by what other software sends, and answered with ReturnValue only', () => {
    const { bench, ask } = asking();
    const answer = returned(ask(new CIM.Messages().PowerManagementService.RequestPowerStateChange(2)));
    expect(answer).toBe(
      '<g:RequestPowerStateChange_OUTPUT><g:ReturnValue>0</g:ReturnValue></g:RequestPowerStateChange_OUTPUT>',
    );
    expect(bench.switched).toEqual(['on']);
  });

  it.each([
    [true, request(5), 0, ['cycle']],
    [true, request(8), 0, ['off']],
    [true, request(10), 0, ['reset']],
    [true, request(2), 4097, []],
    [false, request(8), 4097, []],
    [true, request(4), 1, []],
    [true, request(17), 5, []],
    [true, request(1), 5, []],
    [true, request(8, 'Intel(r) AMT'), 5, []],
    [
      true,
      request(
        8,
        undefined,
        '<r:TimeoutPeriod><h:Datetime xmlns:h="http://schemas.dmtf.org/wbem/wscim/1/common">2009-01-01T00:00:00Z</h:Datetime></r:TimeoutPeriod>',
      ),
      4098,
      [],
    ],
  ])('with the host on: %s, request %#', (isHostOn, text, value, switched) => {
    const { bench, ask } = asking(isHostOn);
    expect(returned(ask(text))).toContain(`<g:ReturnValue>${String(value)}</g:ReturnValue>`);
    expect(bench.switched).toEqual(switched);
  });
});

describe('AMT_BootSettingData', () => {
  const object = (change: Readonly<Record<string, string>> = {}): string => {
    const body = bodyOf(asking().ask(get(BOOT)).text).replaceAll('g:', 'r:');
    const filled = Object.entries(change).reduce(
      (text, [name, value]) => text.replace(new RegExp(`(<r:${name}>)[^<]*`), `$1${value}`),
      body,
    );
    return filled.replace(/^<r:AMT_BootSettingData>(.*)<\/r:AMT_BootSettingData>$/, '$1');
  };

  it('takes back what it gave, with changes, read-only members included', () => {
    const { bench, ask } = asking();
    const answer = ask(put(BOOT, object({ UseSOL: 'true', IDERBootDevice: '1', OwningEntity: 'somebody' })));
    expect(bodyOf(answer.text)).toContain('<g:OwningEntity>Intel(r) AMT</g:OwningEntity>');
    expect(bench.state.boot).toMatchObject({ useSol: true, iderDevice: 1, useIder: false });
  });

  it.each([
    ['an option that the BIOS does not have', { BIOSPause: 'true' }, 'e:InternalError', 'AMT-STATUS 2050'],
    ['a verbosity that the BIOS does not have', { FirmwareVerbosity: '1' }, 'e:InternalError', 'AMT-STATUS 2050'],
    ['an unknown verbosity', { FirmwareVerbosity: '4' }, 'd:InvalidRepresentation', 'InvalidValues'],
    ['an unknown redirected drive', { IDERBootDevice: '2' }, 'd:InvalidRepresentation', 'InvalidValues'],
  ])('refuses %s', (_what, change, fault, why) => {
    const { bench, ask } = asking();
    const answer = ask(put(BOOT, object(change)));
    expect([subcode(answer), detail(answer)]).toEqual([fault, why]);
    expect(bench.commits).toBe(0);
  });

  it('has its limits in AMT_BootCapabilities, which nobody can change', () => {
    const { ask } = asking();
    const capabilities = `${AMT_URI}AMT_BootCapabilities`;
    const body = bodyOf(ask(get(capabilities)).text);
    expect(body).toContain('<g:BIOSPause>false</g:BIOSPause>');
    expect(body).toContain('<g:SOL>true</g:SOL>');
    expect(subcode(ask(put(capabilities, '<r:BIOSPause>true</r:BIOSPause>')))).toBe('b:ActionNotSupported');
  });
});

describe('AMT_TimeSynchronizationService.EnableLocalTimeSync', () => {
  it('lets users of the local system realm set the clock, or not', () => {
    const { bench, ask } = asking();
    const uri = `${AMT_URI}AMT_TimeSynchronizationService`;
    const engine = createWsmanEngine({ holder: bench, clock: bench.clock, classes: classDeclarations });
    const setClock = (): WsmanAnswer =>
      engine.answer(
        Buffer.from(
          invoke(
            uri,
            'SetHighAccuracyTimeSynch',
            '<r:Ta0>1300000000</r:Ta0><r:Tm1>1300000001</r:Tm1><r:Tm2>1300000002</r:Tm2>',
          ),
        ),
        { ...ADMIN, isAdmin: false, realms: [24] },
      );
    expect(setClock().status).toBe(200);
    ask(invoke(uri, 'EnableLocalTimeSync', '<r:Enable>false</r:Enable>'));
    expect(subcode(setClock())).toBe('e:AccessDenied');
    expect(bodyOf(ask(get(uri)).text)).toContain('<g:LocalTimeSyncEnabled>2</g:LocalTimeSyncEnabled>');
    ask(invoke(uri, 'EnableLocalTimeSync', '<r:Enable>true</r:Enable>'));
    expect(setClock().status).toBe(200);
  });
});
