import { AMT } from '@device-management-toolkit/wsman-messages';
import { decodeEventRecord, logEvent } from '../../emulator/device/logs/event-log.ts';
import type { DeviceState } from '../../emulator/device/state.ts';
import { defaultDesktop } from '../../emulator/hardware/default-desktop.ts';
import { defaultLaptop } from '../../emulator/hardware/default-laptop.ts';
import type { PcDescription } from '../../emulator/hardware/pc-description.ts';
import { COMMON_PREFIXES } from '../../emulator/wsman/envelope.ts';
import { classUri, NS } from '../../emulator/wsman/namespaces.ts';
import { readXml, type XmlElement } from '../../emulator/wsman/xml-reader.ts';
import { certificateBlob, rsaKey } from '../fixtures/certificates/chains.ts';
import { stateAfter } from '../support/fresh-device.ts';
import { ClassBench, content, reference } from '../unit/emulator/classes/security/class-bench.ts';
import { START_MS } from '../unit/emulator/wsman/bench.ts';
import { enumerate, get, invoke, pull, selectors } from '../unit/emulator/wsman/requests.ts';

/**
 * What the publication of one recorded instance says. A field is the name of a property, alone where its value belongs
 * to the recorded machine, and else followed by ` = ` and its value (` | ` between those of an array), by ` @ Datetime`
 * or ` @ Interval`, or by ` -> ` with the class of a reference and the names of its selectors.
 */
export interface RecordedInstance {
  readonly name: string;
  /** File below `pkg/wsman/wsmantesting/responses` of the public repository go-wsman-messages, unless it has a colon. */
  readonly source: string;
  /** The envelope declares the namespace of datetimes. */
  readonly isCommonDeclared: boolean;
  readonly fields: readonly string[];
  /** Release asked, 16.1 where not said. */
  readonly release?: string;
  /** Which instance was recorded, where the first is another. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Only pulls were recorded: association classes and classes that a Get of was refused. */
  readonly isPulledOnly?: true;
}

const amt = new AMT.Messages();

/** A notebook of a release, operational, on a network, with an instance of everything that recordings show. */
export class FurnishedDevice extends ClassBench {
  override isHostOn = true;
  override keys = [rsaKey('desk001'), rsaKey('server15')];

  constructor(release: string) {
    super(release);
    const { setup } = this.state;
    this.state = { ...this.state, setup: { ...setup, provisioningState: 2 } };
    for (const furnish of [addCertificates, addServerAndPolicy, addNetworks, addAlarm, addEvent]) furnish(this);
  }

  hardware(): PcDescription {
    const { battery } = defaultLaptop;
    return battery === undefined ? defaultDesktop : { ...defaultDesktop, battery };
  }

  lease(): NonNullable<DeviceState['network']['fixed']> {
    const addresses = { address: '192.0.2.24', gateway: '192.0.2.1', mask: '255.255.255.0' };
    return { ...addresses, primaryDns: '192.0.2.11', secondaryDns: '192.0.2.12' };
  }
}

function addCertificates(device: ClassBench): void {
  const SERVICE = 'AMT_PublicKeyManagementService';
  device.call(SERVICE, 'AddTrustedRootCertificate', content({ CertificateBlob: certificateBlob('desk001', 2) }));
  device.call(SERVICE, 'GenerateKeyPair', content({ KeyAlgorithm: 0, KeyLength: 2048 }));
  device.call(SERVICE, 'AddCertificate', content({ CertificateBlob: certificateBlob('desk001') }));
  const certificate = reference('AMT_PublicKeyCertificate', { InstanceID: 'Intel(r) AMT Certificate: Handle: 1' });
  const endpoints = { ElementName: 'TLSProtocolEndpoint Instances Collection' };
  const collection = reference('AMT_TLSProtocolEndpointCollection', endpoints);
  const ends = `<r:ElementInContext>${certificate}</r:ElementInContext>`;
  const context = `${ends}<r:ElementProvidingContext>${collection}</r:ElementProvidingContext>`;
  device.create('AMT_TLSCredentialContext', context);
}

function addNetworks(device: ClassBench): void {
  const detection = { DetectionAlgorithm: 0, DetectionStrings: 'adatum.com' };
  device.put('AMT_EnvironmentDetectionSettingData', content(detection));
  const endpoint = `<r:WiFiEndpoint>${reference('CIM_WiFiEndpoint', { Name: 'WiFi Endpoint 0' })}</r:WiFiEndpoint>`;
  const known = { ElementName: 'Trey', InstanceID: 'Intel(r) AMT:WiFi Endpoint Settings Trey', SSID: 'TREY' };
  const more = { AuthenticationMethod: 6, EncryptionMethod: 4, Priority: 1, PSKPassPhrase: 'Correct horse 1' };
  const inner = content({ ...known, ...more }).replaceAll('r:', 'q:');
  const settings = `<r:WiFiEndpointSettingsInput xmlns:q="${classUri('CIM_WiFiEndpointSettings')}">${inner}`;
  const input = `${endpoint}${settings}</r:WiFiEndpointSettingsInput>`;
  device.call('AMT_WiFiPortConfigurationService', 'AddWiFiSettings', input);
}

function addAlarm(device: ClassBench): void {
  const StartTime = new Date(START_MS + 600_000);
  const alarm = { InstanceID: 'wake', ElementName: 'wake', StartTime, DeleteOnCompletion: true };
  device.ask(amt.AlarmClockService.AddAlarm(alarm));
}

/** The record of ten wrong passwords that a published answer to GetRecords shows. */
function addEvent(device: ClassBench): void {
  const record = decodeEventRecord(Buffer.from('Y8iYZf8GbwVoEP8mYaoKAAAAAAAA', 'base64'));
  if (record !== undefined) device.state = stateAfter(logEvent(device.state, device.instant(), record));
}

function addServerAndPolicy(device: ClassBench): void {
  const server = { AccessInfo: '192.0.2.8', InfoFormat: 3, Port: 4433, AuthMethod: 2, Username: 'admin' };
  const more = { Password: 'Sesame 12', CN: '192.0.2.8' };
  device.call('AMT_RemoteAccessService', 'AddMpServer', content({ ...server, ...more }));
  const name = { Name: 'Intel(r) AMT:Management Presence Server 0' };
  const policy = content({ Trigger: 2, TunnelLifeTime: 0, ExtendedData: 'AAAAAAAAABk=' });
  const servers = `<r:MpServer>${reference('AMT_ManagementPresenceRemoteSAP', name)}</r:MpServer>`;
  device.call('AMT_RemoteAccessService', 'AddRemoteAccessPolicyRule', policy + servers);
}

/** The answer to a Get of the recorded instance. */
export function getAnswer(device: ClassBench, { name, keys }: RecordedInstance): string {
  return device.ask(get(classUri(name), keys === undefined ? '' : selectors(keys))).text;
}

/** The first answer to a Pull of everything under the name of the class. */
export function pullAnswer(device: ClassBench, { name }: Pick<RecordedInstance, 'name'>): string {
  const opened = device.ask(enumerate(classUri(name))).text;
  const context = /<g:EnumerationContext>([^<]*)/.exec(opened)?.[1] ?? '';
  return device.ask(pull(classUri(name), context, '<MaxElements>999</MaxElements>')).text;
}

/** Answer to a call of a method. */
export function callAnswer(device: ClassBench, name: string, method: string, inner = ''): string {
  return device.ask(invoke(classUri(name), method, inner)).text;
}

/** Prefixes and namespaces that the envelope declares, in order. */
export function declared(text: string): readonly string[] {
  const start = /<a:Envelope([^>]*)>/.exec(text)?.[1] ?? '';
  return [...start.matchAll(/xmlns:(\w+)="([^"]*)"/g)].map(([, prefix, uri]) => `${prefix} ${uri}`);
}

/** What every recorded answer but faults declares around the namespaces of its body. */
export function expectedDeclared(...own: readonly string[]): readonly string[] {
  const prefixes = own.map((uri, index) => `${'ghi'[index]} ${uri}`);
  return [...COMMON_PREFIXES.map(([prefix, uri]) => `${prefix} ${uri}`), ...prefixes, `xsi ${NS.xsi}`];
}

/** Objects of an answer to a Get, a Put or a Pull. */
export function objectsOf(text: string): readonly XmlElement[] {
  const [first] = contentOf(text);
  if (first === undefined || first.local === 'Fault') return [];
  return first.local === 'PullResponse'
    ? (first.children.find(({ local }) => local === 'Items')?.children ?? [])
    : [first];
}

/** Elements inside the body of an answer. */
export function contentOf(text: string): readonly XmlElement[] {
  const reading = readXml(Buffer.from(text), 1_000_000);
  return (reading.ok ? reading.root.children.find(({ local }) => local === 'Body')?.children : undefined) ?? [];
}

/** The fields of an object in the notation of {@link RecordedInstance}, with all values. */
export function fieldsOf(object: XmlElement | undefined): readonly string[] {
  const fields: string[] = [];
  for (const child of object?.children ?? []) {
    const last = fields.at(-1);
    const field = fieldOf(child);
    if (last?.startsWith(`${child.local} = `) === true) fields[fields.length - 1] = `${last} | ${child.text}`;
    else fields.push(field);
  }
  return fields;
}

function fieldOf({ local, text, children }: XmlElement): string {
  const [first, parameters] = children;
  if (first === undefined) return `${local} = ${text}`;
  if (parameters === undefined) return `${local} @ ${first.local}`;
  const [uri, set] = parameters.children;
  const names = (set?.children ?? []).map(
    (selector) => selector.attributes.find(({ local: name }) => name === 'Name')?.value,
  );
  return `${local} -> ${uri?.text.replace(/^.*\//, '')} ${names.join(' ')}`;
}

/** The same with the values left out that the expectation leaves out. */
export function masked(fields: readonly string[], expected: readonly string[]): readonly string[] {
  return fields.map((field) => {
    const name = field.split(' ', 1)[0] ?? '';
    return expected.includes(name) ? name : field;
  });
}
