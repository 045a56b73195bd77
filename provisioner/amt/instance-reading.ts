import type {
  AclEntry,
  GeneralDeviceSettings,
  KerberosDeviceSettings,
  PowerScheme,
  ProvisioningState,
  RedirectionDeviceSettings,
  SetupState,
  StoredCertificate,
  StoredKey,
  TlsDeviceSettings,
} from './amt-device.ts';
import { AmtError } from './amt-error.ts';
import { childText, childTexts } from './wsman-answer.ts';
import type { XmlNode } from './wsman-answer.ts';

/** IDE-R and SOL both on, both off, one of them: values of AMT_RedirectionService.EnabledState. */
export const REDIRECTION_BOTH = 32_771;
export const REDIRECTION_NONE = 32_768;
const REDIRECTION_IDE = 32_769;
const REDIRECTION_SERIAL = 32_770;

const STATES: readonly ProvisioningState[] = ['pre', 'in', 'post'];

function missing(instance: XmlNode, property: string): AmtError {
  return new AmtError('wsman.protocol', `${instance.name}: ${property} is missing or no value of its kind.`, {
    method: instance.name,
  });
}

function numberOf(instance: XmlNode, property: string): number {
  const text = childText(instance, property);
  if (text === undefined || !/^\d{1,10}$/.test(text)) throw missing(instance, property);
  return Number(text);
}

const isTrue = (instance: XmlNode, property: string): boolean => childText(instance, property) === 'true';

/** Whole number of a method's output. Throws `wsman.protocol` when it is none. */
export function outputNumber(output: XmlNode, parameter: string): number {
  return numberOf(output, parameter);
}

export function readSetupState(instance: XmlNode): SetupState {
  const state = STATES[numberOf(instance, 'ProvisioningState')];
  if (state === undefined) throw missing(instance, 'ProvisioningState');
  return { state, mode: numberOf(instance, 'ProvisioningMode') };
}

export function readGeneralSettings(instance: XmlNode): GeneralDeviceSettings {
  const digestRealm = childText(instance, 'DigestRealm');
  if (digestRealm === undefined || digestRealm === '') throw missing(instance, 'DigestRealm');
  return {
    hostName: childText(instance, 'HostName') ?? '',
    domainName: childText(instance, 'DomainName') ?? '',
    digestRealm,
    pingResponseEnabled: isTrue(instance, 'PingResponseEnabled'),
  };
}

export function readTlsSettings(instance: XmlNode): TlsDeviceSettings {
  return {
    enabled: isTrue(instance, 'Enabled'),
    mutualAuthentication: isTrue(instance, 'MutualAuthentication'),
    acceptNonSecureConnections: isTrue(instance, 'AcceptNonSecureConnections'),
  };
}

export function readKerberos(instance: XmlNode): KerberosDeviceSettings {
  const tolerance = childText(instance, 'MaximumClockTolerance');
  return {
    enabled: isTrue(instance, 'KrbEnabled'),
    realm: childText(instance, 'RealmName') ?? '',
    maximumClockToleranceMinutes: tolerance === undefined ? undefined : numberOf(instance, 'MaximumClockTolerance'),
  };
}

export function readRedirection(instance: XmlNode): RedirectionDeviceSettings {
  const state = numberOf(instance, 'EnabledState');
  return {
    serialOverLan: state === REDIRECTION_BOTH || state === REDIRECTION_SERIAL,
    ideRedirection: state === REDIRECTION_BOTH || state === REDIRECTION_IDE,
    listenerEnabled: isTrue(instance, 'ListenerEnabled'),
  };
}

export function readCertificate(instance: XmlNode): StoredCertificate {
  const instanceId = childText(instance, 'InstanceID');
  if (instanceId === undefined) throw missing(instance, 'InstanceID');
  return {
    instanceId,
    derBase64: (childText(instance, 'X509Certificate') ?? '').replaceAll(/\s+/g, ''),
    // Intel's own spelling of the property.
    trustedRoot: isTrue(instance, 'TrustedRootCertficate'),
  };
}

export function readKey(instance: XmlNode): StoredKey {
  const instanceId = childText(instance, 'InstanceID');
  if (instanceId === undefined) throw missing(instance, 'InstanceID');
  return { instanceId, publicKeyDerBase64: (childText(instance, 'DERKey') ?? '').replaceAll(/\s+/g, '') };
}

export function readAclEntry(handle: number, output: XmlNode): AclEntry {
  return {
    handle,
    digestUser: childText(output, 'DigestUsername'),
    sid: childText(output, 'KerberosUserSid'),
    accessPermission: numberOf(output, 'AccessPermission'),
    realms: childTexts(output, 'Realms').map(Number),
  };
}

export function readPowerScheme(instance: XmlNode): PowerScheme {
  const instanceId = childText(instance, 'InstanceID');
  if (instanceId === undefined) throw missing(instance, 'InstanceID');
  return {
    instanceId,
    guidHex: Buffer.from(childText(instance, 'SchemeGUID') ?? '', 'base64')
      .toString('hex')
      .toUpperCase(),
    description: childText(instance, 'Description') ?? '',
  };
}
