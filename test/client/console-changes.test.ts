import { createPublicKey } from 'node:crypto';
import { connect } from 'node:tls';
import { AMT, IPS } from '@device-management-toolkit/wsman-messages';
import forge from 'node-forge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pooledKeys, profileFor, withProfile, type Device } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import {
  askAt,
  enumerate,
  get,
  instancesOf,
  pull,
  put,
  read,
  remove,
  selectorSet,
  subscribe,
  textOf,
  unsubscribe,
  type Answered,
  type Ask,
} from './console-requests.ts';
import { deviceAt } from './real-device.ts';

const ADDRESS = ownAddress(23);
const PASSWORD = 'P@ssw0rd1';
const KEYS = pooledKeys(1);
const CERTIFICATE = 'Intel(r) AMT Certificate: Handle: 0';
const COLLECTION = 'Intel(r) AMT:All';

const amt = new AMT.Messages();
const ips = new IPS.Messages();

let device: Device;

const ask: Ask = (text) => askAt(ADDRESS, PASSWORD, device)(text);

async function asked(text: string): Promise<Answered> {
  return read(await ask(text));
}

async function returned(text: string): Promise<Answered['content'][string]> {
  const { status, fault, content } = await asked(text);
  return status === 200 ? content['ReturnValue'] : `${status} ${fault}`;
}

/** A certificate in the name of the device, issued by itself, with this key. */
function certificateFor(publicKeyDer: Buffer): string {
  const signing = forge.pki.rsa.generateKeyPair({ bits: 1024 });
  const publicKey = createPublicKey({ key: publicKeyDer, format: 'der', type: 'pkcs1' });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(String(publicKey.export({ type: 'spki', format: 'pem' })));
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date('2020-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2040-01-01T00:00:00Z');
  certificate.setSubject([{ name: 'commonName', value: 'DESK001.adatum.com' }]);
  certificate.setIssuer([{ name: 'commonName', value: 'Trey Research CA' }]);
  certificate.sign(signing.privateKey, forge.md.sha256.create());
  return forge.util.encode64(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes());
}

/** The common name in the certificate that the secure port shows. */
function shownName(): Promise<string> {
  return new Promise((resolve, reject) => {
    const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const socket = connect({ host: ADDRESS, port: 16993, rejectUnauthorized: false, ...old }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.end();
    });
    socket.on('error', reject);
  });
}

/** The two references of the association that says whether IPv6 is on, as the device gives them. */
async function ipv6Association(): Promise<Readonly<Record<'ManagedElement' | 'SettingData', string>>> {
  const opened = await read(await ask(enumerate('CIM_ElementSettingData')));
  const { text } = await ask(pull('CIM_ElementSettingData', textOf(opened.content['EnumerationContext'])));
  const items = text.match(/<h:CIM_ElementSettingData>.*?<\/h:CIM_ElementSettingData>/g) ?? [];
  const item = items.find((found) => found.includes('IPS_IPv6PortSettings')) ?? '';
  // In requests of MeshCommander the prefix of addressing is a and that of WS-Management w.
  const end = (name: string): string =>
    (new RegExp(`<h:${name}>(.*)</h:${name}>`).exec(item)?.[1] ?? '')
      .replaceAll(/(<\/?)b:/g, '$1a:')
      .replaceAll(/(<\/?)c:/g, '$1w:');
  return { ManagedElement: end('ManagedElement'), SettingData: end('SettingData') };
}

describe.each(['11.8', '16.1'])('a console that changes a device of release %s', (release) => {
  beforeEach(async () => {
    const firmware = withProfile(profileFor(release), { timings: { bootMs: 0 }, http: { plainRemotePorts: true } });
    const initialState = { kind: 'operational', password: PASSWORD, tls: false } as const;
    device = await deviceAt(ADDRESS, { firmware, initialState, keys: KEYS });
  });
  afterEach(async () => {
    await device.close();
  });

  it('turns TLS on in the order of the activation server of Open AMT, with a key that the device makes', async () => {
    expect(await instancesOf(ask, 'AMT_PublicKeyCertificate')).toEqual([]);
    const made = await asked(amt.PublicKeyManagementService.GenerateKeyPair({ KeyAlgorithm: 0, KeyLength: 2048 }));
    expect(made.content['ReturnValue']).toBe('0');
    const [pair] = await instancesOf(ask, 'AMT_PublicPrivateKeyPair');
    const blob = certificateFor(Buffer.from(textOf(pair?.['DERKey']), 'base64'));
    expect(await returned(amt.PublicKeyManagementService.AddCertificate({ CertificateBlob: blob }))).toBe('0');
    expect((await asked(amt.TLSCredentialContext.Create(CERTIFICATE))).status).toBe(200);
    expect((await asked(amt.TLSCredentialContext.Create(CERTIFICATE))).fault).toBe('AlreadyExists');
    const clock = await asked(amt.TimeSynchronizationService.GetLowAccuracyTimeSynch());
    const now = Number(clock.content['Ta0']);
    expect(await returned(amt.TimeSynchronizationService.SetHighAccuracyTimeSynch(now, now, now))).toBe('0');
    for (const setting of await instancesOf(ask, 'AMT_TLSSettingData')) {
      const changed = { ...setting, Enabled: 'true', AcceptNonSecureConnections: 'true' };
      const selectors = selectorSet({ InstanceID: textOf(setting['InstanceID']) });
      expect((await asked(put('AMT_TLSSettingData', changed, selectors))).content['Enabled']).toBe('true');
    }
    expect(await returned(amt.SetupAndConfigurationService.CommitChanges())).toBe('0');
    expect(await shownName()).toBe('DESK001.adatum.com');
  });

  it('connects it to a management presence server as the activation server of Open AMT does', async () => {
    const server = {
      AccessInfo: 'mps.treyresearch.com',
      InfoFormat: 201,
      Port: 4433,
      AuthMethod: 2,
      Username: 'desk001',
      Password: PASSWORD,
      CommonName: 'mps.treyresearch.com',
    } as const;
    expect(await returned(amt.RemoteAccessService.AddMPS(server))).toBe('0');
    const [sap] = await instancesOf(ask, 'AMT_ManagementPresenceRemoteSAP');
    expect(sap).toMatchObject({ AccessInfo: 'mps.treyresearch.com', Port: '4433', CN: 'mps.treyresearch.com' });
    const selector = { name: 'Name', value: textOf(sap?.['Name']) };
    for (const [trigger, extended] of [
      [0, ''],
      [2, 'AAAAAAAAABk='],
    ] as const) {
      const rule = { Trigger: trigger, TunnelLifeTime: 0, ExtendedData: extended };
      expect(await returned(amt.RemoteAccessService.AddRemoteAccessPolicyRule(rule, selector))).toBe('0');
    }
    const triggers = (await instancesOf(ask, 'AMT_RemoteAccessPolicyRule')).map(({ Trigger }) => Trigger);
    expect(new Set(triggers)).toEqual(new Set(['0', '2']));
    expect(await instancesOf(ask, 'AMT_RemoteAccessPolicyAppliesToMPS')).toHaveLength(2);
    expect(await returned(amt.UserInitiatedConnectionService.RequestStateChange(32771))).toBe('0');
    const user = await asked(get('AMT_UserInitiatedConnectionService'));
    expect(user.content['EnabledState']).toBe('32771');
    expect(JSON.stringify(await instancesOf(ask, 'AMT_MPSUsernamePassword'))).not.toContain(PASSWORD);
  });

  it('adds an account, changes, disables and removes it', async () => {
    const hash = Buffer.alloc(16, 7).toString('base64');
    const { AuthorizationService: accounts } = amt;
    const added = await asked(accounts.AddUserAclEntryEx(2, [2, 3], 'helpdesk', hash));
    const handle = Number(added.content['Handle']);
    const listed = await asked(accounts.EnumerateUserAclEntries(1));
    expect([listed.content['Handles']].flat()).toContain(String(handle));
    expect((await asked(accounts.GetUserAclEntryEx(handle))).content).toMatchObject({
      DigestUsername: 'helpdesk',
      AccessPermission: '2',
      Realms: ['2', '3'],
    });
    expect(await returned(accounts.SetAclEnabledState(handle, false))).toBe('0');
    expect((await asked(accounts.GetAclEnabledState(handle))).content['Enabled']).toBe('false');
    expect(await returned(accounts.RemoveUserAclEntry(handle))).toBe('0');
    const left = await asked(accounts.EnumerateUserAclEntries(1));
    expect([left.content['Handles'] ?? []].flat()).not.toContain(String(handle));
  });

  it('subscribes to all events, sees itself among the subscribers, and leaves', async () => {
    const answer = await ask(subscribe(COLLECTION, `http://${ADDRESS}:16999/events`));
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('SubscriptionManager')]);
    const [destination] = await instancesOf(ask, 'CIM_ListenerDestination');
    expect(destination?.['Destination']).toBe(`http://${ADDRESS}:16999/events`);
    expect(await instancesOf(ask, 'CIM_FilterCollectionSubscription')).toHaveLength(1);
    const left = await ask(unsubscribe(COLLECTION, textOf(destination?.['Name'])));
    expect([left.status, left.text]).toEqual([200, expect.not.stringContaining('Fault')]);
    expect(await instancesOf(ask, 'CIM_FilterCollectionSubscription')).toEqual([]);
  });

  it('switches IPv6 on with the two references that name the association', async () => {
    const ends = await ipv6Association();
    const wrapped = (reference: string): string => `<a:EndpointReference>${reference}</a:EndpointReference>`;
    const keys = selectorSet({ ManagedElement: wrapped(ends.ManagedElement), SettingData: wrapped(ends.SettingData) });
    const association = async (): Promise<Answered> => asked(get('CIM_ElementSettingData', keys));
    expect((await association()).content['IsCurrent']).toBe('2');
    for (const current of ['1', '2']) {
      const written = await asked(put('CIM_ElementSettingData', { ...ends, IsCurrent: current }, keys));
      expect([written.status, written.fault]).toEqual([200, '']);
      expect((await association()).content['IsCurrent']).toBe(current);
    }
  });

  it('asks the user for consent, is refused with a wrong code, and cancels', async () => {
    expect(await returned(ips.OptInService.StartOptIn())).toBe('0');
    expect((await asked(get('IPS_OptInService'))).content['OptInState']).not.toBe('0');
    expect(await returned(ips.OptInService.SendOptInCode(1))).not.toBe('0');
    expect(await returned(ips.OptInService.CancelOptIn())).toBe('0');
    expect((await asked(get('IPS_OptInService'))).content['OptInState']).toBe('0');
  });

  it('sets an alarm and deletes it', async () => {
    const alarm = { InstanceID: 'Backup', ElementName: 'Backup', DeleteOnCompletion: true } as const;
    const at = { ...alarm, StartTime: new Date('2040-01-01T03:00:00Z') };
    expect((await asked(amt.AlarmClockService.AddAlarm(at as never))).status).toBe(200);
    expect(await instancesOf(ask, 'IPS_AlarmClockOccurrence')).toHaveLength(1);
    expect((await asked(remove('IPS_AlarmClockOccurrence', { InstanceID: 'Backup' }))).status).toBe(200);
    expect(await instancesOf(ask, 'IPS_AlarmClockOccurrence')).toEqual([]);
  });
});
