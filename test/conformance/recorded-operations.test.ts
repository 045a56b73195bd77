import { describe, expect, it } from 'vitest';
import { classUri, NS } from '../../emulator/wsman/namespaces.ts';
import { content, reference } from '../unit/emulator/classes/security/class-bench.ts';
import { enumerate, get, pull, put, remove, selectors } from '../unit/emulator/wsman/requests.ts';
import {
  callAnswer,
  contentOf,
  declared,
  expectedDeclared,
  fieldsOf,
  FurnishedDevice,
  masked,
} from './recorded-answers-bench.ts';
import { recordedCalls } from './recorded-methods.ts';

/** Public recordings: github.com/device-management-toolkit/go-wsman-messages, pkg/wsman/wsmantesting/responses. */
describe('a recorded answer to the call of a method', () => {
  const device = new FurnishedDevice('16.1');

  it.each(recordedCalls)('of $method of $name has these elements in this order', (call) => {
    const text = callAnswer(device, call.name, call.method, call.input);
    const [output] = contentOf(text);
    expect(masked(fieldsOf(output), call.outputs)).toEqual(call.outputs);
    expect(output?.local).toBe(`${call.method}_OUTPUT`);
    expect(declared(text)).toEqual(expectedDeclared(classUri(call.name)));
  });
});

const profileFields = [
  'ActiveInS0 = false',
  'ElementName = Intel(r) AMT 802.1x Profile',
  'Enabled = false',
  'InstanceID = Intel(r) AMT 802.1x Profile 0',
  'PxeTimeout = 120',
] as const;

const redirectionFields = [
  'CreationClassName = AMT_RedirectionService',
  'ElementName = Intel(r) AMT Redirection Service',
  'EnabledState = 32771',
  'ListenerEnabled = true',
  'Name = Intel(r) AMT Redirection Service',
  'SystemCreationClassName = CIM_ComputerSystem',
  'SystemName = Intel(r) AMT',
] as const;

const bootFields = [
  'BIOSLastStatus = 2 | 0',
  'BIOSPause = false',
  'BIOSSetup = false',
  'BootMediaIndex = 0',
  'ConfigurationDataReset = false',
  'ElementName = Intel(r) AMT Boot Configuration Settings',
  'EnforceSecureBoot = false',
  'FirmwareVerbosity = 0',
  'ForcedProgressEvents = false',
  'IDERBootDevice = 0',
  'InstanceID = Intel(r) AMT:BootSettingData 0',
  'LockKeyboard = false',
  'LockPowerButton = false',
  'LockResetButton = false',
  'LockSleepButton = false',
  'OptionsCleared = false',
  'OwningEntity = Intel(r) AMT',
  'RSEPassword = ',
  'ReflashBIOS = false',
  'SecureErase = false',
  'UseIDER = false',
  'UseSOL = false',
  'UseSafeMode = false',
  'UserPasswordBypass = false',
] as const;

describe('a recorded answer', () => {
  const SERVER = 'AMT_ManagementPresenceRemoteSAP';
  const name = { Name: 'Intel(r) AMT:Management Presence Server 0' };

  it('has five header blocks in this order, of which only the action must be understood', () => {
    const text = callAnswer(new FurnishedDevice('16.1'), 'AMT_AuthorizationService', 'GetAdminAclEntry');
    const header = /<a:Header>(.*)<\/a:Header>/s.exec(text)?.[1] ?? '';
    expect(header.replaceAll(/>[^<]+</g, '><')).toBe(
      '<b:To></b:To><b:RelatesTo></b:RelatesTo><b:Action a:mustUnderstand="true"></b:Action>' +
        '<b:MessageID></b:MessageID><c:ResourceURI></c:ResourceURI>',
    );
    expect(header).toMatch(/>uuid:00000000-8086-8086-8086-[0-9A-F]{12}</);
  });

  it('to Delete has an empty body and declares nothing for it (amt/managementpresence/delete.xml)', () => {
    const device = new FurnishedDevice('16.1');
    device.ask(remove(classUri('AMT_RemoteAccessPolicyRule'), selectors({ PolicyRuleName: 'Periodic' })));
    const { text } = device.ask(remove(classUri(SERVER), selectors(name)));
    expect(text).toMatch(/<a:Body><\/a:Body><\/a:Envelope>$/);
    expect(declared(text)).toEqual(expectedDeclared());
  });

  it('to Put is empty for the credentials of servers, and declares what a full one would (amt/mps/put.xml)', () => {
    const device = new FurnishedDevice('16.1');
    const uri = classUri('AMT_MPSUsernamePassword');
    const values = content({ RemoteID: 'admin', Secret: 'Sesame 12' });
    const { text } = device.ask(put(uri, values, selectors({ InstanceID: 'Intel(r) AMT:MPS Username Password 0' })));
    expect(text).toMatch(/<a:Body><\/a:Body><\/a:Envelope>$/);
    expect(declared(text)).toEqual(expectedDeclared(uri, NS.common));
  });

  it('to Create names what was created by wrapped references (amt/tls/credentialcontext/create.xml)', () => {
    const device = new FurnishedDevice('16.1');
    const context = classUri('AMT_TLSCredentialContext');
    const uses = device.list('AMT_TLSCredentialContext')[0] ?? '';
    expect(uses).toContain('TLSProtocolEndpoint Instances Collection');
    device.remove('AMT_TLSCredentialContext', {});
    const certificate = reference('AMT_PublicKeyCertificate', { InstanceID: 'Intel(r) AMT Certificate: Handle: 1' });
    const endpoints = { ElementName: 'TLSProtocolEndpoint Instances Collection' };
    const collection = reference('AMT_TLSProtocolEndpointCollection', endpoints);
    const ends = `<r:ElementInContext>${certificate}</r:ElementInContext>`;
    const more = `<r:ElementProvidingContext>${collection}</r:ElementProvidingContext>`;
    const { text } = device.create('AMT_TLSCredentialContext', ends + more);
    expect(declared(text)).toEqual(expectedDeclared(NS.transfer));
    const [created] = contentOf(text);
    const [address, parameters] = created?.children ?? [];
    expect([created?.local, address?.local, parameters?.local]).toEqual([
      'ResourceCreated',
      'Address',
      'ReferenceParameters',
    ]);
    const [uri, set] = parameters?.children ?? [];
    expect(uri?.text).toBe(context);
    expect(set?.children.map(({ children }) => children[0]?.local)).toEqual(['EndpointReference', 'EndpointReference']);
  });

  it.each([
    ['AMT_8021XProfile', 'ieee8021x/profile', '16.1', [...profileFields]],
    ['AMT_RedirectionService', 'redirectionservice', '16.1', [...redirectionFields]],
    ['AMT_BootSettingData', 'boot/settingdata', '12.0', [...bootFields]],
  ])('to Put shows all of %s as it is kept (amt/%s/put.xml, release %s)', (className, _folder, release, fields) => {
    const device = new FurnishedDevice(release);
    const sent = fields.map((field) => field.split(' = ', 2)).filter(([property]) => property !== 'BIOSLastStatus');
    const { text } = device.ask(put(classUri(className), content(Object.fromEntries(sent))));
    expect(fieldsOf(contentOf(text)[0])).toEqual(fields);
  });

  it('to Create of what is there is this fault (rpc-go, internal/local tests)', () => {
    const certificate = reference('AMT_PublicKeyCertificate', { InstanceID: 'Intel(r) AMT Certificate: Handle: 1' });
    const endpoints = { ElementName: 'TLSProtocolEndpoint Instances Collection' };
    const collection = reference('AMT_TLSProtocolEndpointCollection', endpoints);
    const ends = `<r:ElementInContext>${certificate}</r:ElementInContext>`;
    const more = `<r:ElementProvidingContext>${collection}</r:ElementProvidingContext>`;
    const { text } = new FurnishedDevice('16.1').create('AMT_TLSCredentialContext', ends + more);
    expect(text).toContain('<a:Value>a:Sender</a:Value><a:Subcode><a:Value>e:AlreadyExists</a:Value></a:Subcode>');
    expect(text).toContain('>The sender attempted to create a resource which already exists.</a:Text>');
    expect(text).toContain('<a:Detail></a:Detail>');
    expect(text).not.toContain('ResourceURI');
  });

  it('to Enumerate is a context of this form (any enumerate.xml)', () => {
    const { text } = new FurnishedDevice('16.1').ask(enumerate(classUri('AMT_GeneralSettings')));
    expect(text).toMatch(
      /<g:EnumerateResponse><g:EnumerationContext>[0-9A-F]{8}-0000-0000-0000-000000000000<\/g:EnumerationContext><\/g:EnumerateResponse>/,
    );
    expect(declared(text)).toEqual(expectedDeclared(NS.enumeration));
  });

  it('to Pull of nothing keeps the empty list, and declares no class (cim/wifi/pull.xml)', () => {
    const device = new FurnishedDevice('16.1');
    const uri = classUri('AMT_8021xCredentialContext');
    const context = /<g:EnumerationContext>([^<]*)/.exec(device.ask(enumerate(uri)).text)?.[1] ?? '';
    const { text } = device.ask(pull(uri, context));
    expect(text).toContain(
      '<a:Body><g:PullResponse><g:Items></g:Items><g:EndOfSequence></g:EndOfSequence></g:PullResponse></a:Body>',
    );
    expect(declared(text)).toEqual(expectedDeclared(NS.enumeration));
  });

  it('is as many bytes long as the chunks of firmware 15.0.23 add up to', () => {
    const lengthOf = (text: string): number => Buffer.byteLength(text);
    const device = new FurnishedDevice('15.0');
    const time = callAnswer(device, 'AMT_TimeSynchronizationService', 'GetLowAccuracyTimeSynch');
    const context = device.ask(enumerate(classUri('CIM_SoftwareIdentity'))).text;
    const settings = device.ask(get(classUri('AMT_GeneralSettings'))).text;
    expect(lengthOf(time)).toBe(0x04_8d);
    expect(lengthOf(context)).toBe(0x02_20 + 0x02_2a);
    expect(lengthOf(settings)).toBe(0x02_20 + 2 * 0x02_fa + 0x00_3c);
  });
});
