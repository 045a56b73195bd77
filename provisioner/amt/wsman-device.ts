import { AMT, CIM } from '@device-management-toolkit/wsman-messages';
import type { Clock } from '../ports/clock.ts';
import type {
  AclEntry,
  AmtCredentials,
  AmtDevice,
  DeviceCertificate,
  GeneralDeviceSettings,
  KerberosDeviceSettings,
  NewKerberosSettings,
  PowerScheme,
  RedirectionDeviceSettings,
  SetupState,
  StoredCertificate,
  StoredKey,
  TlsDeviceSettings,
} from './amt-device.ts';
import { AmtError } from './amt-error.ts';
import { certificateBlob, keyBlob } from './certificate-request.ts';
import { digestPassword } from './digest.ts';
import * as reading from './instance-reading.ts';
import { changedProperties } from './messages.ts';
import type { MessageBuilder, Properties, Reference } from './messages.ts';
import { DUPLICATE } from './pt-status.ts';
import { smbiosUuidText } from './uuid-text.ts';
import { child, childText, childTexts, descendant } from './wsman-answer.ts';
import type { XmlNode } from './wsman-answer.ts';
import type { WsmanSession } from './wsman-session.ts';
import { escapeXml } from './xml-text.ts';

/** What a device is driven with. */
export interface WsmanDeviceParts {
  readonly session: WsmanSession;
  readonly messages: MessageBuilder;
  readonly clock: Clock;
  readonly certificate: () => DeviceCertificate;
  readonly useCredentials: (credentials: AmtCredentials) => void;
  readonly close: () => void;
}

const SETUP = 'AMT_SetupAndConfigurationService';
const GENERAL = 'AMT_GeneralSettings';
const AUTHORIZATION = 'AMT_AuthorizationService';
const KEYS = 'AMT_PublicKeyManagementService';
const CERTIFICATE = 'AMT_PublicKeyCertificate';
const KEY_PAIR = 'AMT_PublicPrivateKeyPair';
const KERBEROS = 'AMT_KerberosSettingData';
const REDIRECTION = 'AMT_RedirectionService';
const POWER = 'AMT_SystemPowerScheme';
const TLS_BINDING = 'AMT_TLSCredentialContext';
const TLS = 'AMT_TLSSettingData';
/** InstanceID of the TLS settings that rule the network side. */
const REMOTE_TLS = 'Intel(r) AMT 802.3 TLS Settings';
/** AccessPermission: from the network and from the host. */
const ANY_ACCESS = 2;
/** Most entries of the access control list that are read. */
const MAX_ACL_ENTRIES = 256;
const RC4_HMAC = 0;

/** {@link AmtDevice} over WS-Management. Requests come from the public client library; those it lacks from `messages`. */
export class WsmanDevice implements AmtDevice {
  readonly #parts: WsmanDeviceParts;
  readonly #amt = new AMT.Messages();
  readonly #cim = new CIM.Messages();

  constructor(parts: WsmanDeviceParts) {
    this.#parts = parts;
  }

  get certificate(): DeviceCertificate {
    return this.#parts.certificate();
  }

  useCredentials(credentials: AmtCredentials): void {
    this.#parts.useCredentials(credentials);
  }

  close(): void {
    this.#parts.close();
  }

  async coreVersion(): Promise<string> {
    const found = await this.#parts.session.enumerate('CIM_SoftwareIdentity', this.#cim.SoftwareIdentity);
    const version = found.find((one) => childText(one, 'InstanceID') === 'AMT');
    const text = childText(version, 'VersionString');
    if (text !== undefined && /^\d+(\.\d+)+$/.test(text)) return text;
    throw new AmtError('wsman.protocol', 'CIM_SoftwareIdentity: there is no AMT version.', {
      method: 'CIM_SoftwareIdentity.Pull',
    });
  }

  async uuid(): Promise<string> {
    const output = await this.#parts.session.invoke(SETUP, 'GetUuid', this.#amt.SetupAndConfigurationService.GetUuid());
    const text = smbiosUuidText(Buffer.from(childText(output, 'UUID') ?? '', 'base64'));
    if (text !== undefined) return text;
    throw new AmtError('wsman.protocol', 'The device has no UUID.', { method: `${SETUP}.GetUuid` });
  }

  async setupState(): Promise<SetupState> {
    return reading.readSetupState(await this.#get(SETUP, this.#amt.SetupAndConfigurationService.Get()));
  }

  async generalSettings(): Promise<GeneralDeviceSettings> {
    return reading.readGeneralSettings(await this.#get(GENERAL, this.#amt.GeneralSettings.Get()));
  }

  async setMebxPassword(password: string): Promise<void> {
    // The library does not escape what it is given.
    const request = this.#amt.SetupAndConfigurationService.SetMEBXPassword(escapeXml(password));
    await this.#parts.session.invoke(SETUP, 'SetMEBxPassword', request);
  }

  async setAdminPassword(credentials: AmtCredentials): Promise<void> {
    const { digestRealm } = await this.generalSettings();
    const hash = digestPassword(credentials, digestRealm).toString('base64');
    const request = this.#amt.AuthorizationService.SetAdminACLEntryEx(escapeXml(credentials.user), hash);
    await this.#parts.session.invoke(AUTHORIZATION, 'SetAdminAclEntryEx', request);
  }

  async synchronizeClock(): Promise<number> {
    const { session, clock } = this.#parts;
    const service = 'AMT_TimeSynchronizationService';
    const builder = this.#amt.TimeSynchronizationService;
    const seconds = (): number => Math.floor(clock.nowMs() / 1000);
    const output = await session.invoke(service, 'GetLowAccuracyTimeSynch', builder.GetLowAccuracyTimeSynch());
    const ta0 = reading.outputNumber(output, 'Ta0');
    const tm1 = seconds();
    await session.invoke(service, 'SetHighAccuracyTimeSynch', builder.SetHighAccuracyTimeSynch(ta0, tm1, seconds()));
    return ta0 - tm1;
  }

  async setHostAndDomainName(hostName: string, domainName: string): Promise<void> {
    await this.#changeGeneral([
      ['HostName', hostName],
      ['DomainName', domainName],
    ]);
  }

  async setPingResponse(enabled: boolean): Promise<void> {
    await this.#changeGeneral([['PingResponseEnabled', enabled]]);
  }

  async addKey(privateKeyPem: string): Promise<void> {
    const request = this.#amt.PublicKeyManagementService.AddKey(keyBlob(privateKeyPem));
    await this.#parts.session.invoke(KEYS, 'AddKey', request, [0, DUPLICATE]);
  }

  async addCertificate(certificatePem: string, trustedRoot: boolean): Promise<string> {
    const blob = certificateBlob(certificatePem);
    const builder = this.#amt.PublicKeyManagementService;
    const method = trustedRoot ? 'AddTrustedRootCertificate' : 'AddCertificate';
    const request = trustedRoot
      ? builder.AddTrustedRootCertificate({ CertificateBlob: blob })
      : builder.AddCertificate({ CertificateBlob: blob });
    const output = await this.#parts.session.invoke(KEYS, method, request, [0, DUPLICATE]);
    const created = descendant(child(output, 'CreatedCertificate'), 'Selector')?.text;
    if (reading.outputNumber(output, 'ReturnValue') === 0 && created !== undefined && created !== '') return created;
    const stored = (await this.certificates()).find((one) => one.derBase64 === blob);
    if (stored !== undefined) return stored.instanceId;
    throw new AmtError('wsman.protocol', `${KEYS}.${method}: the certificate is not in the store afterwards.`, {
      method: `${KEYS}.${method}`,
    });
  }

  async certificates(): Promise<readonly StoredCertificate[]> {
    const found = await this.#parts.session.enumerate(CERTIFICATE, this.#amt.PublicKeyCertificate);
    return found.map((one) => reading.readCertificate(one));
  }

  async removeCertificate(instanceId: string): Promise<void> {
    const request = this.#amt.PublicKeyCertificate.Delete({ name: 'InstanceID', value: escapeXml(instanceId) });
    await this.#parts.session.send(`${CERTIFICATE}.Delete`, request);
  }

  async keys(): Promise<readonly StoredKey[]> {
    const found = await this.#parts.session.enumerate(KEY_PAIR, this.#amt.PublicPrivateKeyPair);
    return found.map((one) => reading.readKey(one));
  }

  async removeKey(instanceId: string): Promise<void> {
    const request = this.#amt.PublicPrivateKeyPair.Delete({ name: 'InstanceID', value: escapeXml(instanceId) });
    await this.#parts.session.send(`${KEY_PAIR}.Delete`, request);
  }

  async bindTlsCertificate(instanceId: string): Promise<void> {
    const { session, messages } = this.#parts;
    const [bound] = await session.enumerate(TLS_BINDING, this.#amt.TLSCredentialContext);
    const now = descendant(child(bound, 'ElementInContext'), 'Selector')?.text;
    if (now === instanceId) return;
    if (now === undefined) {
      await session.send(`${TLS_BINDING}.Create`, this.#amt.TLSCredentialContext.Create(escapeXml(instanceId)));
      return;
    }
    const name = descendant(child(bound, 'ElementProvidingContext'), 'Selector')?.text ?? '';
    const collection: Reference = { className: 'AMT_TLSProtocolEndpointCollection', selector: ['ElementName', name] };
    await session.send(`${TLS_BINDING}.Put`, messages.putTlsCredentialContext(now, instanceId, collection));
  }

  async tls(): Promise<TlsDeviceSettings> {
    return reading.readTlsSettings(await this.#remoteTls());
  }

  async enableTls(): Promise<void> {
    const properties = changedProperties(await this.#remoteTls(), [
      ['AcceptNonSecureConnections', false],
      ['Enabled', true],
      ['MutualAuthentication', false],
    ]).filter(([name]) => name !== 'NonSecureConnectionsSupported');
    await this.#parts.session.instance(
      TLS,
      'Put',
      this.#parts.messages.put(TLS, properties, [['InstanceID', REMOTE_TLS]]),
    );
  }

  async kerberos(): Promise<KerberosDeviceSettings> {
    return reading.readKerberos(await this.#get(KERBEROS, this.#amt.KerberosSettingData.Get()));
  }

  async setKerberos(settings: NewKerberosSettings): Promise<void> {
    const now = await this.#get(KERBEROS, this.#amt.KerberosSettingData.Get());
    const properties: Properties = [
      ['ElementName', childText(now, 'ElementName') ?? ''],
      ['EncryptionAlgorithm', RC4_HMAC],
      ['InstanceID', childText(now, 'InstanceID') ?? ''],
      ['KeyVersion', 1],
      ['KrbEnabled', true],
      ['MasterKey', settings.masterKey.toString('base64')],
      ['MaximumClockTolerance', settings.maximumClockToleranceMinutes],
      ['RealmName', settings.realm],
      ['ServicePrincipalName', settings.servicePrincipals.map((one) => one.name)],
      ['ServicePrincipalProtocol', settings.servicePrincipals.map((one) => one.protocol)],
    ];
    await this.#parts.session.instance(KERBEROS, 'Put', this.#parts.messages.put(KERBEROS, properties));
  }

  async users(): Promise<readonly AclEntry[]> {
    const { session } = this.#parts;
    const builder = this.#amt.AuthorizationService;
    const entries: AclEntry[] = [];
    for (let total = 1; entries.length < total && entries.length < MAX_ACL_ENTRIES;) {
      const page = await session.invoke(
        AUTHORIZATION,
        'EnumerateUserAclEntries',
        builder.EnumerateUserAclEntries(entries.length + 1),
        [0, 35],
      );
      const handles = childTexts(page, 'Handles').map(Number);
      // 35 INVALID_INDEX: the list is shorter than the index asked for, so there is nothing there.
      if (reading.outputNumber(page, 'ReturnValue') !== 0 || handles.length === 0) break;
      total = reading.outputNumber(page, 'TotalCount');
      for (const handle of handles) {
        const output = await session.invoke(AUTHORIZATION, 'GetUserAclEntryEx', builder.GetUserAclEntryEx(handle));
        entries.push(reading.readAclEntry(handle, output));
      }
    }
    return entries;
  }

  async addUser(sid: string, realms: readonly number[]): Promise<void> {
    const request = this.#parts.messages.invoke(AUTHORIZATION, 'AddUserAclEntryEx', aclParameters(sid, realms));
    await this.#parts.session.invoke(AUTHORIZATION, 'AddUserAclEntryEx', request);
  }

  async updateUser(handle: number, sid: string, realms: readonly number[]): Promise<void> {
    const parameters: Properties = [['Handle', handle], ...aclParameters(sid, realms)];
    const request = this.#parts.messages.invoke(AUTHORIZATION, 'UpdateUserAclEntryEx', parameters);
    await this.#parts.session.invoke(AUTHORIZATION, 'UpdateUserAclEntryEx', request);
  }

  async removeUser(handle: number): Promise<void> {
    const request = this.#amt.AuthorizationService.RemoveUserAclEntry(handle);
    await this.#parts.session.invoke(AUTHORIZATION, 'RemoveUserAclEntry', request);
  }

  async redirection(): Promise<RedirectionDeviceSettings> {
    return reading.readRedirection(await this.#get(REDIRECTION, this.#amt.RedirectionService.Get()));
  }

  async setRedirection(enabled: boolean): Promise<void> {
    const { session, messages } = this.#parts;
    const state = enabled ? reading.REDIRECTION_BOTH : reading.REDIRECTION_NONE;
    await session.invoke(REDIRECTION, 'RequestStateChange', this.#amt.RedirectionService.RequestStateChange(state));
    const now = await this.#get(REDIRECTION, this.#amt.RedirectionService.Get());
    const properties = changedProperties(now, [['ListenerEnabled', enabled]]).filter(([name]) => name !== 'AccessLog');
    await session.instance(REDIRECTION, 'Put', messages.put(REDIRECTION, properties));
  }

  async setWebInterface(enabled: boolean): Promise<void> {
    const request = this.#parts.messages.invoke('AMT_WebUIService', 'RequestStateChange', [
      ['RequestedState', enabled ? 2 : 3],
    ]);
    await this.#parts.session.invoke('AMT_WebUIService', 'RequestStateChange', request);
  }

  async powerSchemes(): Promise<readonly PowerScheme[]> {
    return (await this.#parts.session.enumerate(POWER)).map((one) => reading.readPowerScheme(one));
  }

  async currentPowerScheme(): Promise<string | undefined> {
    const settings = await this.#parts.session.enumerate('CIM_ElementSettingData');
    for (const setting of settings) {
      const target = child(setting, 'SettingData');
      const isScheme = descendant(target, 'ResourceURI')?.text.endsWith(`/${POWER}`) === true;
      if (!isScheme || childText(setting, 'IsCurrent') !== '1') continue;
      const selectors = descendant(target, 'SelectorSet')?.children ?? [];
      return selectors.find((one) => one.attributes.get('Name') === 'InstanceID')?.text;
    }
    return undefined;
  }

  async setPowerScheme(scheme: PowerScheme): Promise<void> {
    const request = this.#parts.messages.invoke(POWER, 'SetPowerScheme', [], [['InstanceID', scheme.instanceId]]);
    await this.#parts.session.invoke(POWER, 'SetPowerScheme', request);
  }

  async extendProvisioningPeriod(hours: number): Promise<void> {
    const request = this.#parts.messages.invoke(SETUP, 'ExtendProvisioningPeriod', [['Duration', hours]]);
    await this.#parts.session.invoke(SETUP, 'ExtendProvisioningPeriod', request);
  }

  async commitChanges(): Promise<void> {
    await this.#parts.session.invoke(SETUP, 'CommitChanges', this.#amt.SetupAndConfigurationService.CommitChanges());
  }

  async unprovision(): Promise<void> {
    await this.#parts.session.invoke(SETUP, 'Unprovision', this.#amt.SetupAndConfigurationService.Unprovision(1));
  }

  async partialUnprovision(): Promise<void> {
    await this.#parts.session.invoke(
      SETUP,
      'PartialUnprovision',
      this.#parts.messages.invoke(SETUP, 'PartialUnprovision'),
    );
  }

  async #get(className: string, request: string): Promise<XmlNode> {
    return this.#parts.session.instance(className, 'Get', request);
  }

  async #changeGeneral(changes: Properties): Promise<void> {
    const now = await this.#get(GENERAL, this.#amt.GeneralSettings.Get());
    const properties = changedProperties(now, changes);
    await this.#parts.session.instance(GENERAL, 'Put', this.#parts.messages.put(GENERAL, properties));
  }

  async #remoteTls(): Promise<XmlNode> {
    const found = await this.#parts.session.enumerate(TLS, this.#amt.TLSSettingData);
    const remote = found.find((one) => childText(one, 'InstanceID') === REMOTE_TLS);
    if (remote !== undefined) return remote;
    throw new AmtError('wsman.protocol', `${TLS}: there is no instance for the network side.`, {
      method: `${TLS}.Pull`,
    });
  }
}

function aclParameters(sid: string, realms: readonly number[]): Properties {
  return [
    ['KerberosUserSid', sid],
    ['AccessPermission', ANY_ACCESS],
    ['Realms', realms],
  ];
}
