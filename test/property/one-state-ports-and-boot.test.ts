import { AMT } from '@device-management-toolkit/wsman-messages';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listenersFor } from '../../emulator/machine/listeners-for.ts';
import { certificateBlob, rsaKey } from '../fixtures/certificates/chains.ts';
import { content, reference } from '../unit/emulator/classes/security/class-bench.ts';
import { SECURITY } from '../unit/emulator/soap/asked.ts';
import { Surfaces } from './surfaces.ts';

const REMOTE_CONTROL = '/RemoteControlService';
const REMOTE_TLS = { InstanceID: 'Intel(r) AMT 802.3 TLS Settings' };
const COLLECTION = { ElementName: 'TLSProtocolEndpoint Instances Collection' };
const INSTANCE = { InstanceID: 'Intel(r) AMT Certificate: Handle: 0' };
const HARD_DISK = 'Intel(r) AMT: Force Hard-drive Boot';
const PXE = 'Intel(r) AMT: Force PXE Boot';

const messages = new AMT.Messages();

/** An operational device with a certificate that TLS could use. */
function operational(release: string): Surfaces {
  const device = new Surfaces(release);
  const { state } = device;
  const setup = { ...state.setup, provisioningState: 2 } as const;
  device.state = { ...state, setup };
  device.ask(messages.PublicKeyManagementService.AddKey(rsaKey('desk001').toString('base64')));
  device.ask(messages.PublicKeyManagementService.AddCertificate({ CertificateBlob: certificateBlob('desk001') }));
  return device;
}

type Act = (device: Surfaces) => unknown;

function bind(device: Surfaces): void {
  const context = reference('AMT_PublicKeyCertificate', INSTANCE);
  const provider = reference('AMT_TLSProtocolEndpointCollection', COLLECTION);
  const inner =
    `<r:ElementInContext>${context}</r:ElementInContext>` +
    `<r:ElementProvidingContext>${provider}</r:ElementProvidingContext>`;
  device.create('AMT_TLSCredentialContext', inner);
}

function order(device: Surfaces, sources: readonly string[]): void {
  const named = sources.map((InstanceID) => reference('CIM_BootSourceSetting', { InstanceID }));
  const inner = named.map((one) => `<r:Source>${one}</r:Source>`).join('');
  device.call('CIM_BootConfigSetting', 'ChangeBootOrder', inner);
}

function arm(device: Surfaces, more: Readonly<Record<string, number>>): void {
  const all = { Command: 33, IanaOemNumber: 343, ...more };
  const inner = Object.entries(all).map(([name, value]) => `<${name}>${value}</${name}>`);
  device.soap(REMOTE_CONTROL, 'RemoteControl', inner.join(''));
}

function changeBoot(device: Surfaces, change: Readonly<Record<string, boolean | number>>): void {
  device.put('AMT_BootSettingData', content({ ...device.read('AMT_BootSettingData'), ...change }));
}

const acts: readonly fc.Arbitrary<Act>[] = [
  fc
    .record({ Enabled: fc.boolean(), AcceptNonSecureConnections: fc.boolean() })
    .map(
      (switches) => (d) =>
        d.put('AMT_TLSSettingData', content({ ...switches, MutualAuthentication: false }), REMOTE_TLS),
    ),
  fc.constant(bind),
  fc.constant((d) => d.call('AMT_SetupAndConfigurationService', 'CommitChanges')),
  fc.constant((d) => d.soap(SECURITY, 'CommitChanges')),
  fc
    .record({
      SpecialCommand: fc.constantFrom(0, 1, 2, 3, 4, 5),
      SpecialCommandParameter: fc.constantFrom(0, 1),
      BootOptions: fc.constantFrom(0, 32, 8192, 16_384),
      OEMparameters: fc.constantFrom(0, 1),
    })
    .map((options) => (d) => arm(d, options)),
  fc
    .constantFrom(1, 8, 256, 257)
    .map((parameter) => (d) => arm(d, { SpecialCommand: 193, SpecialCommandParameter: parameter })),
  fc.subarray([PXE, HARD_DISK, 'Intel(r) AMT: Force CD/DVD Boot']).map((sources) => (d) => order(d, sources)),
  fc
    .record({ UseSOL: fc.boolean(), UseIDER: fc.boolean(), BIOSSetup: fc.boolean(), FirmwareVerbosity: fc.nat(2) })
    .map((change) => (d) => changeBoot(d, change)),
  fc
    .constantFrom(32_768, 32_769, 32_770, 32_771)
    .map(
      (RequestedState) => (d) => d.call('AMT_RedirectionService', 'RequestStateChange', content({ RequestedState })),
    ),
  fc
    .boolean()
    .map(
      (ListenerEnabled) => (d) =>
        d.put('AMT_RedirectionService', content({ ...d.read('AMT_RedirectionService'), ListenerEnabled })),
    ),
  fc
    .constantFrom(2, 3)
    .map((RequestedState) => (d) => d.call('CIM_KVMRedirectionSAP', 'RequestStateChange', content({ RequestedState }))),
];

type Fact = readonly [what: string, ...told: readonly (string | undefined)[]];

function disagreements(device: Surfaces): readonly string[] {
  const facts: readonly Fact[] = [...ports(device), ...boot(device), ...redirection(device)];
  return facts.flatMap(([what, ...told]) => {
    const known = new Set(told.filter((one) => one !== undefined));
    return known.size > 1 ? [`${what}: ${[...known].join(' / ')}`] : [];
  });
}

/** What was written holds from CommitChanges on; until then settings and ports may differ. */
function ports(device: Surfaces): readonly Fact[] {
  const { active, pending } = device.state.tls;
  if (JSON.stringify(active) !== JSON.stringify(pending)) return [];
  const open = listenersFor(device.state, device.profile, true).map(({ service }) => service);
  const settings = device.read('AMT_TLSSettingData', REMOTE_TLS);
  const hasCertificate = device.list('AMT_TLSCredentialContext').length > 0;
  const isPlain = settings['Enabled'] !== 'true' || settings['AcceptNonSecureConnections'] === 'true';
  const hasPlain = settings['NonSecureConnectionsSupported'] !== 'false';
  const isSecure = hasPlain ? settings['Enabled'] === 'true' : hasCertificate;
  const told = [...(hasPlain && isPlain ? [16_992] : []), ...(isSecure ? [16_993] : [])];
  return [['management ports', open.filter((port) => port > 1000).join(' '), told.join(' ')]];
}

/** Properties of AMT_BootSettingData by what they are called in the state, in lower case. */
const otherNames: Readonly<Record<string, string>> = {
  verbosity: 'firmwareverbosity',
  mediaindex: 'bootmediaindex',
  iderdevice: 'iderbootdevice',
};

const sourceNames: Readonly<Record<string, string>> = {
  pxe: PXE,
  'hard-disk': HARD_DISK,
  'cd-dvd': 'Intel(r) AMT: Force CD/DVD Boot',
  diagnostic: 'Intel(r) AMT: Force Diagnostic Boot',
};

function boot(device: Surfaces): readonly Fact[] {
  const { source, ...options } = device.state.boot;
  const read = device.read('AMT_BootSettingData');
  const shown = new Map(Object.entries(read).map(([name, value]) => [name.toLowerCase(), value]));
  const facts = Object.entries(options).map(([name, value]): Fact => {
    const lower = name.toLowerCase();
    return [name, String(value), shown.get(otherNames[lower] ?? lower) ?? 'absent'];
  });
  return [...facts, ['boot source', sourceNames[source] ?? 'none', chosenSource(device)]];
}

/** The boot source that stands first in the boot configuration. */
function chosenSource(device: Surfaces): string {
  const first = device
    .list('CIM_OrderedComponent')
    .filter((text) => text.includes('AssignedSequence>1<') && text.includes('CIM_BootSourceSetting'));
  return first.map((text) => /Intel\(r\) AMT: Force [^<]*/.exec(text)?.[0] ?? 'no name').join(', ') || 'none';
}

/** Octets of the AMT information table: IDE-R and SOL behind its header, its signature and two more. */
const IDER_AT = 10;

function redirection(device: Surfaces): readonly Fact[] {
  const { EnabledState = '', ListenerEnabled } = device.read('AMT_RedirectionService');
  const table = device.list('AMT_AssetTable').find((text) => text.includes('TableType>130<'));
  const octets = Buffer.from(/TableData>([^<]*)/.exec(table ?? '')?.[1] ?? '', 'base64');
  const { redirection: state, features } = device.state;
  const hasKvm = device.profile.capabilities.has('kvm');
  const points = device.list('CIM_ServiceAccessPoint').find((text) => text.includes('KVM Redirection'));
  const point = /EnabledState>(\d+)/.exec(points ?? '')?.[1];
  return [
    ['redirection', String(state.enabledState), EnabledState],
    ['redirection in the tables', String(Number(EnabledState) & 3), tableBits(octets)],
    ['redirection listener', String(state.listenerEnabled), ListenerEnabled],
    ...(hasKvm ? [['KVM', features.kvm.enabled ? '6' : '3', point ?? 'no access point'] as const] : []),
    ...(hasKvm ? [['KVM, itself', point, device.read('CIM_KVMRedirectionSAP')['EnabledState']] as const] : []),
  ];
}

function tableBits(octets: Buffer): string | undefined {
  if (octets.length === 0) return undefined;
  return String((octets[IDER_AT] ?? 0) + 2 * (octets[IDER_AT + 1] ?? 0));
}

const releases = ['6.2', '16.1'];

it('every one of these requests can change a device', () => {
  const idle = acts.flatMap((act, place) => {
    const tried = fc.sample(fc.tuple(fc.array(fc.oneof(...acts), { maxLength: 6 }), act), { numRuns: 100, seed: 1 });
    const isAble = tried.some(([before, last], run) => {
      const device = operational(releases[run % 2] ?? '');
      for (const one of before) one(device);
      const { state } = device;
      last(device);
      return JSON.stringify(device.state) !== JSON.stringify(state);
    });
    return isAble ? [] : [place];
  });
  expect(idle).toEqual([]);
});

describe.each(['3.2.1', '5.2', '6.2', '11.8', '16.1'])('release %s', (release) => {
  it('opens the ports, boots and redirects as every surface says', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...acts), { minLength: 1, maxLength: 10 }), (sequence) => {
        const device = operational(release);
        for (const act of sequence) {
          act(device);
          expect(disagreements(device)).toEqual([]);
        }
        expect(device.codes().filter((code) => code.startsWith('defect'))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('what remote control of the legacy interface asks of the next boot', () => {
  it.each([
    [{ SpecialCommand: 1, SpecialCommandParameter: 1 }, PXE, { BootMediaIndex: '1' }],
    [{ SpecialCommand: 2 }, HARD_DISK, { UseSafeMode: 'false' }],
    [{ SpecialCommand: 5, BootOptions: 32 }, 'Intel(r) AMT: Force CD/DVD Boot', { LockKeyboard: 'true' }],
    [{ SpecialCommand: 193, SpecialCommandParameter: 257 }, 'none', { UseIDER: 'true', IDERBootDevice: '1' }],
    [{ OEMparameters: 1 }, 'none', { UseSOL: 'true' }],
  ])('reads in WS-Management as the same: %j', (asked, source, shown) => {
    const device = operational('6.2');
    arm(device, asked);
    expect(chosenSource(device)).toBe(source);
    expect(device.read('AMT_BootSettingData')).toMatchObject(shown);
  });

  it('is safe mode of the hard disk, where the BIOS has it', () => {
    const device = operational('6.2');
    const capabilities = new Set([...device.profile.boot.capabilities, 'force-hard-disk-safe-mode-boot' as const]);
    Object.assign(device.profile, { boot: { ...device.profile.boot, capabilities } });
    arm(device, { SpecialCommand: 3 });
    expect(chosenSource(device)).toBe(HARD_DISK);
    expect(device.read('AMT_BootSettingData')['UseSafeMode']).toBe('true');
  });
});
