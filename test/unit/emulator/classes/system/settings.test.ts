import { AMT, CIM } from '@device-management-toolkit/wsman-messages';
import { describe, expect, it } from 'vitest';

import { defaultDesktop } from '../../../../../emulator/hardware/default-desktop.ts';
import { defaultLaptop } from '../../../../../emulator/hardware/default-laptop.ts';
import type { PcDescription } from '../../../../../emulator/hardware/pc-description.ts';
import { classUri } from '../../../../../emulator/wsman/namespaces.ts';
import type { WsmanAnswer } from '../../../../../emulator/wsman/dispatch.ts';
import { detail, subcode } from '../../wsman/asked.ts';
import { IDENTITY } from '../../wsman/bench.ts';
import { put } from '../../wsman/requests.ts';
import { PcBench, valuesOf } from '../hardware/pc-bench.ts';

const GENERAL = classUri('AMT_GeneralSettings');
const SETTINGS = classUri('CIM_ElementSettingData');

describe('AMT_GeneralSettings', () => {
  const NEW_NAMES = ['DDNSTTL', 'HostOSFQDN', 'PreferredAddressFamily', 'SharedFQDN'];
  const REQUIRED = '<r:PingResponseEnabled>true</r:PingResponseEnabled><r:WsmanOnlyMode>false</r:WsmanOnlyMode>';

  it('has on release 16 the 24 properties of the recorded device, and 12 on 3.2.1', () => {
    const namesOn = (release: string): readonly string[] =>
      [...new PcBench(release).ask(new AMT.Messages().GeneralSettings.Get()).text.matchAll(/<g:(\w+)>/g)]
        .map(([, name = '']) => name)
        .slice(1);
    expect(namesOn('16.1')).toHaveLength(24);
    expect(namesOn('16.1')).toEqual(namesOn('16.1').toSorted());
    expect(namesOn('3.2.1')).toHaveLength(12);
    expect(namesOn('3.2.1').filter((name) => NEW_NAMES.includes(name))).toEqual([]);
    expect(namesOn('15.0')).not.toContain('DHCPSyncRequiresHostname');
  });

  it('keeps what is written and takes intervals only from their least value on', () => {
    const bench = new PcBench();
    const write = (content: string): WsmanAnswer => bench.ask(put(GENERAL, REQUIRED + content));
    const written =
      '<r:DDNSPeriodicUpdateInterval>20</r:DDNSPeriodicUpdateInterval><r:SharedFQDN>false</r:SharedFQDN>' +
      '<r:HostOSFQDN>desk001.adatum.com</r:HostOSFQDN><r:PreferredAddressFamily>1</r:PreferredAddressFamily>';
    expect(write(written).status).toBe(200);
    const now = bench.got('AMT_GeneralSettings');
    const names = ['DDNSPeriodicUpdateInterval', 'SharedFQDN', 'HostOSFQDN', 'PreferredAddressFamily'];
    expect(names.map((name) => valuesOf(now, name)[0])).toEqual(['20', 'false', 'desk001.adatum.com', '1']);
    const wrong = [
      '<r:DDNSPeriodicUpdateInterval>19</r:DDNSPeriodicUpdateInterval>',
      '<r:PresenceNotificationInterval>14</r:PresenceNotificationInterval>',
      '<r:PreferredAddressFamily>2</r:PreferredAddressFamily>',
    ];
    expect(wrong.map((content) => detail(write(content)))).toEqual(wrong.map(() => 'InvalidValues'));
    expect(bench.codes()).toEqual(['general.ddns-interval', 'general.presence-interval', 'general.address-family']);
  });
});

describe('CIM_ComputerSystem', () => {
  it('has the PC and the engine, tells a notebook from a desktop, and says no UUID', () => {
    const systems = (hardware: PcDescription): readonly string[] =>
      new PcBench('16.1', hardware).instances('CIM_ComputerSystem');
    const [pc = '', engine = ''] = systems(defaultDesktop);
    expect([valuesOf(pc, 'Name'), valuesOf(engine, 'Name')]).toEqual([['ManagedSystem'], ['Intel(r) AMT']]);
    expect(systems(defaultDesktop).flatMap((one) => valuesOf(one, 'Dedicated'))).toEqual(['32', '28']);
    expect(systems(defaultLaptop).flatMap((one) => valuesOf(one, 'Dedicated'))).toEqual(['33', '28']);
    expect(pc.toLowerCase()).not.toContain(IDENTITY.uuid.slice(0, 8));
  });
});

describe('CIM_SoftwareIdentity', () => {
  it('answers AMTApps to a Get without selectors, and begins with Flash when enumerated', () => {
    const bench = new PcBench();
    const text = bench.ask(new CIM.Messages().SoftwareIdentity.Get()).text;
    expect(valuesOf(text, 'InstanceID')).toEqual(['AMTApps']);
    const ids = bench.instances('CIM_SoftwareIdentity').flatMap((one) => valuesOf(one, 'InstanceID'));
    expect([ids[0], ids.length]).toEqual(['Flash', 11]);
  });
});

describe('CIM_ElementSettingData', () => {
  const endsOf = (instance: string): string =>
    ['ManagedElement', 'SettingData']
      .map((name) => {
        const content = new RegExp(`<h:${name}>(.*?)</h:${name}>`, 's').exec(instance)?.[1] ?? '';
        const reference = content.replaceAll(/(<\/?)b:/g, '$1a:').replaceAll(/(<\/?)c:/g, '$1w:');
        return `<w:Selector Name="${name}"><a:EndpointReference>${reference}</a:EndpointReference></w:Selector>`;
      })
      .join('');

  const change = (bench: PcBench, setting: string, isCurrent: number): WsmanAnswer => {
    const instance = bench.instances('CIM_ElementSettingData').find((one) => one.includes(setting)) ?? '';
    const header = `<w:SelectorSet>${endsOf(instance)}</w:SelectorSet>`;
    return bench.ask(put(SETTINGS, `<r:IsCurrent>${String(isCurrent)}</r:IsCurrent>`, header));
  };

  it('switches IPv6 on and off by a Put with both references', () => {
    const bench = new PcBench();
    const isCurrent = (): string | undefined => {
      const instance = bench.instances('CIM_ElementSettingData').find((one) => one.includes('IPv6 Settings 0'));
      return valuesOf(instance ?? '', 'IsCurrent')[0];
    };
    expect(isCurrent()).toBe('2');
    expect(change(bench, 'IPv6 Settings 0', 1).status).toBe(200);
    expect([isCurrent(), bench.state.features.ipv6Use]).toEqual(['1', { wired: true, wireless: false }]);
    expect(change(bench, 'IPv6 Settings 0', 2).status).toBe(200);
    expect(isCurrent()).toBe('2');
  });

  it('does not take settings out of force that nothing else can replace', () => {
    const bench = new PcBench();
    const refused = change(bench, 'General Settings', 2);
    expect([subcode(refused), detail(refused)]).toEqual(['d:InvalidRepresentation', 'InvalidValues']);
    expect(bench.codes()).toEqual(['settings.always-current']);
  });
});
