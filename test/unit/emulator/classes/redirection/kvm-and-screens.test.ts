import { beforeEach, describe, expect, it } from 'vitest';
import { ClassBench, content } from '../security/class-bench.ts';

const SAP = 'CIM_KVMRedirectionSAP';
const SETTINGS = 'IPS_KVMRedirectionSettingData';
const SCREENS = 'IPS_ScreenSettingData';
const BLANKING = 'IPS_ScreenConfigurationService';

let device: ClassBench;

beforeEach(() => {
  device = new ClassBench('16.1');
});

function switchKvm(requested: number): string | undefined {
  return device.call(SAP, 'RequestStateChange', content({ RequestedState: requested }))['ReturnValue'];
}

describe('CIM_KVMRedirectionSAP', () => {
  it('reads as recorded: on, and nobody uses it', () => {
    expect(device.read(SAP)).toEqual({
      CreationClassName: 'CIM_KVMRedirectionSAP',
      ElementName: 'KVM Redirection Service Access Point',
      EnabledState: '6',
      KVMProtocol: '4',
      Name: 'KVM Redirection Service Access Point',
      RequestedState: '2',
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'ManagedSystem',
    });
  });

  it('switches off and on', () => {
    expect(switchKvm(3)).toBe('0');
    expect(device.read(SAP)).toMatchObject({ EnabledState: '3', RequestedState: '3' });
    expect(switchKvm(2)).toBe('0');
    expect(device.read(SAP)).toMatchObject({ EnabledState: '6', RequestedState: '2' });
  });

  it('refuses other states, and to overrule MEBx', () => {
    expect(switchKvm(11)).toBe('5');
    const { features } = device.state;
    device.state = { ...device.state, features: { ...features, kvm: { ...features.kvm, enabledByMebx: false } } };
    expect(switchKvm(2)).toBe('1');
    expect(device.codes()).toEqual(['kvm.state.unknown', 'kvm.state.off-in-mebx']);
    expect(switchKvm(3)).toBe('0');
  });

  it('is not there on releases without KVM', () => {
    expect(new ClassBench('5.0').read(SAP)).toEqual({ fault: 'b:DestinationUnreachable' });
  });
});

describe('CIM_RedirectionService', () => {
  it('reads as recorded, alone: the one of SOL and IDE-R is no kind of it', () => {
    expect(device.read('CIM_RedirectionService')).toEqual({
      CreationClassName: 'CIM_RedirectionService',
      ElementName: 'Intel(r) ME KVM Redirection Service',
      EnabledState: '3',
      MaxCurrentEnabledSAPs: '1',
      Name: 'Intel(r) AMT KVM Redirection Service',
      RedirectionServiceType: '3',
      RequestedState: '12',
      SharingMode: '3',
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'Intel(r) AMT',
    });
    expect(device.list('CIM_RedirectionService')).toHaveLength(1);
  });

  it('finds no session to end', () => {
    expect(device.call('AMT_RedirectionService', 'TerminateSession', content({ SessionType: 1 }))).toEqual({
      ReturnValue: '1',
    });
    expect(device.codes()).toEqual(['redirection.terminate.no-session']);
    expect(device.list('IPS_SessionUsingPort').filter((item) => /(?:Ider|Kvm|Sol)Session/.test(item))).toEqual([]);
  });
});

describe('IPS_KVMRedirectionSettingData', () => {
  it('reads as recorded on 16, where the picture settings took the place of the consent timeout', () => {
    expect(device.read(SETTINGS)).toEqual({
      BackToBackFbMode: 'false',
      DefaultScreen: '0',
      DoubleBufferActive: 'false',
      DoubleBufferEnabled: 'true',
      ElementName: 'Intel(r) KVM Redirection Settings',
      EnabledByMEBx: 'true',
      GrayscalePixelFormatSupported: 'true',
      InitialDecimationModeForLowRes: '2',
      InstanceID: 'Intel(r) KVM Redirection Settings',
      Is5900PortEnabled: 'false',
      OptInPolicy: 'true',
      RFBPassword: '',
      SessionTimeout: '3',
      ZlibControlSupported: 'true',
    });
  });

  it('reads as recorded before 16', () => {
    expect(new ClassBench('11.8').read(SETTINGS)).toEqual({
      BackToBackFbMode: 'false',
      DefaultScreen: '0',
      ElementName: 'Intel(r) KVM Redirection Settings',
      EnabledByMEBx: 'true',
      InstanceID: 'Intel(r) KVM Redirection Settings',
      Is5900PortEnabled: 'false',
      OptInPolicy: 'true',
      OptInPolicyTimeout: '300',
      RFBPassword: '',
      SessionTimeout: '3',
    });
  });

  it('takes a password of exactly eight characters, never shows it and keeps it when an empty one comes back', () => {
    device.put(SETTINGS, content({ RFBPassword: 'Ab3$efgh', Is5900PortEnabled: true, SessionTimeout: 10 }));
    expect(device.read(SETTINGS)).toMatchObject({ RFBPassword: '', Is5900PortEnabled: 'true', SessionTimeout: '10' });
    device.put(SETTINGS, content({ RFBPassword: '' }));
    expect(device.state.features.kvm.rfbPassword).toBe('Ab3$efgh');
    expect(JSON.stringify([device.events, device.decisions])).not.toContain('Ab3$efgh');
  });

  it.each([
    ['a short password', { RFBPassword: 'Ab3$efg' }, 'kvm.password.weak'],
    ['a weak password', { RFBPassword: 'abcdefgh' }, 'kvm.password.weak'],
    ['a long password', { RFBPassword: 'Ab3$efghi' }, 'wsman.body.too-long'],
    ['port 5900 without a password', { Is5900PortEnabled: true }, 'kvm.port-5900.no-password'],
    ['more than 255 minutes', { SessionTimeout: 256 }, 'kvm.session-timeout'],
    ['a fourth screen', { DefaultScreen: 3 }, 'kvm.default-screen'],
    ['decimation that is not supported', { InitialDecimationModeForLowRes: 0 }, 'kvm.decimation'],
  ])('refuses %s', (_what, change, code) => {
    const before = device.state;
    expect(device.put(SETTINGS, content(change)).status).not.toBe(200);
    expect([device.codes(), device.state === before]).toEqual([[code], true]);
  });

  it('keeps the end of sessions for the local interface', () => {
    expect(device.call(SETTINGS, 'TerminateSession')).toEqual({ ReturnValue: '16' });
    expect(device.codes()).toEqual(['kvm.terminate.local-only']);
  });

  it('does not pretend to have a data channel', () => {
    expect(device.call(SETTINGS, 'DataChannelRead')).toEqual({ fault: 'b:ActionNotSupported' });
  });
});

describe('screens', () => {
  it('read as recorded', () => {
    expect(device.read(SCREENS)).toEqual({
      ElementName: 'test',
      InstanceID: 'Intel(r) Screen Settings',
      IsActive: 'true|true|false|false',
      PrimaryIndex: '1',
      QuadraryIndex: '4',
      ResolutionX: '1920|1920|0|0',
      ResolutionY: '1080|1080|0|0',
      SecondaryIndex: '2',
      TertiaryIndex: '3',
      UpperLeftX: '0|1920|-1|-1',
      UpperLeftY: '0|0|-1|-1',
    });
    expect(device.read('IPS_SecIOService')).toEqual({
      CreationClassName: 'IPS_SecIOService',
      DefaultScreen: '1',
      EnabledState: '2',
      Name: 'SecIO',
      RequestedLanguage: '2',
      Started: 'true',
      Status: 'OK',
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'ManagedSystem',
      language: '1',
      zoom: '65535',
    });
  });

  it('change places, and go back', () => {
    device.put(SCREENS, content({ PrimaryIndex: 2, SecondaryIndex: 1 }));
    expect(device.read(SCREENS)).toMatchObject({ PrimaryIndex: '2', SecondaryIndex: '1' });
    expect(device.call(SCREENS, 'ResetToDefault')).toEqual({ ReturnValue: '0' });
    expect(device.read(SCREENS)).toMatchObject({ PrimaryIndex: '1', SecondaryIndex: '2' });
  });

  it('refuse the same place twice and lists that are too short', () => {
    device.put(SCREENS, content({ PrimaryIndex: 2 }));
    device.put(SCREENS, content({ ResolutionX: 1024 }));
    device.put('IPS_SecIOService', content({ DefaultScreen: 9 }));
    expect(device.codes()).toEqual(['screens.order', 'screens.list-length', 'sec-io.default-screen']);
    expect(device.commits).toBe(0);
  });

  it('let the picture of the firmware have another language', () => {
    device.put('IPS_SecIOService', content({ RequestedLanguage: 7, zoom: 2 }));
    expect(device.read('IPS_SecIOService')).toMatchObject({ RequestedLanguage: '7', zoom: '2', language: '1' });
  });

  it('may be blanked once somebody allows it, from 10.0 on', () => {
    expect(device.read(BLANKING)['EnabledState']).toBe('3');
    expect(device.call(BLANKING, 'RequestStateChange', content({ RequestedState: 2 }))).toEqual({ ReturnValue: '0' });
    expect(device.read(BLANKING)['EnabledState']).toBe('2');
    device.put(BLANKING, content({ EnabledState: 3 }));
    expect(device.read(BLANKING)['EnabledState']).toBe('3');
    expect(device.put(BLANKING, content({ EnabledState: 6 })).status).toBe(400);
    expect(device.call(BLANKING, 'SetSessionState', content({ SessionState: 1 }))).toEqual({
      fault: 'b:ActionNotSupported',
    });
    expect(new ClassBench('9.5').read(BLANKING)).toEqual({ fault: 'b:DestinationUnreachable' });
  });
});
