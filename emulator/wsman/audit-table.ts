import { auditApplication as app } from '../device/logs/audit-log.ts';
import { counted } from '../device/logs/audit-log-record.ts';
import { addressOctets, auditWord, tlsModeOctets, userOctets } from '../device/logs/audit-octets.ts';
import type { DeviceState, UserAclEntry } from '../device/state.ts';
import type { Instance } from './declaration.ts';
import { numberIn, textIn } from './classes/value-readings.ts';

/** A call that succeeded. */
export interface AuditedCall {
  /** What was sent: arguments of a method, values of a Put or Create, keys of what a Delete removed. */
  readonly input: Instance;
  readonly before: DeviceState;
  readonly after: DeviceState;
}

/** What a call leaves in the access monitor; undefined when this one leaves nothing. */
export interface AuditEvent {
  readonly application: number;
  readonly event: number;
  /** Extended data. */
  readonly extended?: Buffer;
}

type Row = (call: AuditedCall) => AuditEvent | undefined;

const ENABLED = 2;

/** Always the same event, with the same kind of extended data. */
function always(application: number, event: number, extended?: (call: AuditedCall) => Buffer): Row {
  return (call) => ({ application, event, ...(extended === undefined ? {} : { extended: extended(call) }) });
}

/** One event where a value of the state became another. */
function changed(row: Row, read: (state: DeviceState) => unknown): Row {
  return (call) => (JSON.stringify(read(call.before)) === JSON.stringify(read(call.after)) ? undefined : row(call));
}

function securityAdmin(event: number, extended?: (call: AuditedCall) => Buffer): Row {
  return always(app.securityAdmin, event, extended);
}

/** RequestPowerStateChange: PowerState to event, with the boot options as seven octets of zeros (their layout is unknown). */
const powerEvents: Readonly<Record<number, number>> = { 2: 0, 8: 1, 5: 2, 10: 3, 12: 5, 14: 6, 4: 7, 7: 8, 11: 9 };
const BOOT_OPTION_OCTETS = 7;

function power({ input }: AuditedCall): AuditEvent | undefined {
  const event = powerEvents[numberIn(input, 'PowerState') ?? 0];
  if (event === undefined) return undefined;
  const hasOptions = event === 0 || event === 2 || event === 3;
  const extended = Buffer.alloc(hasOptions ? BOOT_OPTION_OCTETS : 0);
  return { application: app.remoteControl, event, extended };
}

/** IDE-R and SOL of AMT_RedirectionService: bit 0 and bit 1 of what is above 32768. */
function redirection({ before, after }: AuditedCall): AuditEvent | undefined {
  const [was, is] = [before.redirection.enabledState, after.redirection.enabledState];
  const flipped = was ^ is;
  const ider = 1;
  const sol = 2;
  if ((flipped & sol) !== 0) return { application: app.redirection, event: (is & sol) === 0 ? 7 : 6 };
  if ((flipped & ider) !== 0) return { application: app.redirection, event: (is & ider) === 0 ? 3 : 2 };
  return undefined;
}

function switched(application: number, on: number, off: number): Row {
  return ({ input }) => ({ application, event: numberIn(input, 'RequestedState') === ENABLED ? on : off });
}

function userBy(handle: number | undefined, state: DeviceState): UserAclEntry | undefined {
  return state.accounts.users.find((entry) => entry.handle === handle);
}

function addedUser({ before, after }: AuditedCall): Buffer {
  const known = new Set(before.accounts.users.map(({ handle }) => handle));
  return userOctets(after.accounts.users.find(({ handle }) => !known.has(handle)));
}

/** Bits: 1 user, 2 password, 4 local realms, 8 remote realms, 10h Kerberos domain, 20h SID. */
function updatedUser({ input, after }: AuditedCall): Buffer {
  const isKerberos = textIn(input, 'KerberosUserSid') !== undefined;
  const mask =
    (textIn(input, 'DigestUsername') === undefined ? 0 : 1) +
    (textIn(input, 'DigestPassword') === undefined ? 0 : 2) +
    (input['Realms'] === undefined ? 0 : 8) +
    (isKerberos ? 0x30 : 0);
  return Buffer.concat([Buffer.of(mask), userOctets(userBy(numberIn(input, 'Handle'), after))]);
}

function textOctets(read: (state: DeviceState) => string): (call: AuditedCall) => Buffer {
  return ({ after }) => counted(Buffer.from(read(after), 'latin1'));
}

/** Host name and domain are both in AMT_GeneralSettings; a Put that changes both is told as a change of the host name. */
function names(call: AuditedCall): AuditEvent | undefined {
  const { before, after } = call;
  if (before.network.hostName !== after.network.hostName) {
    return { application: app.networkAdmin, event: 1, extended: textOctets(({ network }) => network.hostName)(call) };
  }
  if (before.network.domainName === after.network.domainName) return undefined;
  return { application: app.networkAdmin, event: 2, extended: textOctets(({ network }) => network.domainName)(call) };
}

/** Setup has ended: 1 PSK, 2 PKI, 3 by hand. */
function completed({ before, after }: AuditedCall): AuditEvent | undefined {
  if (before.setup.provisioningState === 2 || after.setup.provisioningState !== 2) return undefined;
  const method = before.setup.tlsMode === 0 ? 3 : before.setup.tlsMode;
  return { application: app.securityAdmin, event: 1, extended: Buffer.of(method) };
}

/** Unprovisioning over the network: origin 5, remote WS-Management. */
const REMOTE_WSMAN = 5;

function deviceSeconds({ input }: AuditedCall): Buffer {
  return auditWord(numberIn(input, 'Tm2') ?? 0);
}

/** Handle of what a remote trap receiver's policy is: policy, 1 for SNMP, 0 for IPv4, address. */
function subscriberOctets({ input }: AuditedCall): Buffer {
  const address = (textIn(input, 'AccessInfo') ?? '').split('.').map(Number);
  return Buffer.from([numberIn(input, 'PolicyID') ?? 0, 1, 0, ...address.slice(0, 4)]);
}

/**
 * Which calls the access monitor knows, as `Class.Operation` (Intel AMT Implementation and Reference Guide, "Access
 * Monitor", tables of events: "Trigger").
 */
export const auditTable: ReadonlyMap<string, Row> = new Map([
  ['AMT_SetupAndConfigurationService.CommitChanges', completed],
  ['AMT_SetupAndConfigurationService.Unprovision', securityAdmin(19, () => Buffer.of(REMOTE_WSMAN))],
  ['AMT_SetupAndConfigurationService.PartialUnprovision', securityAdmin(19, () => Buffer.of(REMOTE_WSMAN))],
  ['AMT_SetupAndConfigurationService.SetTLSPSK', securityAdmin(12)],
  ['AMT_AuthorizationService.AddUserAclEntryEx', securityAdmin(2, addedUser)],
  ['AMT_AuthorizationService.UpdateUserAclEntryEx', securityAdmin(3, updatedUser)],
  ['AMT_AuthorizationService.SetAdminAclEntryEx', securityAdmin(3, adminOctets)],
  [
    'AMT_AuthorizationService.RemoveUserAclEntry',
    securityAdmin(4, ({ input, before }) => userOctets(userBy(numberIn(input, 'Handle'), before))),
  ],
  ['AMT_AuthorizationService.SetAclEnabledState', securityAdmin(6, enabledUser)],
  [
    'AMT_TLSSettingData.Put',
    changed(
      securityAdmin(7, ({ after }) => tlsModeOctets(after)),
      ({ tls }) => tls.pending,
    ),
  ],
  ['AMT_TLSCredentialContext.Create', securityAdmin(8)],
  ['AMT_TLSCredentialContext.Put', securityAdmin(8)],
  ['AMT_TLSCredentialContext.Delete', securityAdmin(9)],
  ['AMT_PublicKeyManagementService.AddTrustedRootCertificate', securityAdmin(10)],
  [
    'AMT_PublicKeyCertificate.Delete',
    changed(
      securityAdmin(11),
      ({ certificates }) => certificates.certificates.filter((one) => one.isTrustedRoot).length,
    ),
  ],
  [
    'AMT_KerberosSettingData.Put',
    securityAdmin(13, ({ after }) => Buffer.of(after.kerberos.maximumClockToleranceMinutes & 0xff)),
  ],
  ['AMT_KerberosSettingData.SetCredentialCacheState', securityAdmin(13)],
  ['AMT_SetupAndConfigurationService.ResetFlashWearOutProtection', securityAdmin(15)],
  ['AMT_SystemPowerScheme.SetPowerScheme', securityAdmin(16)],
  ['CIM_PowerManagementService.RequestPowerStateChange', power],
  ['AMT_BootSettingData.Put', changed(always(app.remoteControl, 4, bootOctets), ({ boot }) => boot)],
  ['CIM_BootConfigSetting.ChangeBootOrder', always(app.remoteControl, 4, bootOctets)],
  ['AMT_RedirectionService.RequestStateChange', redirection],
  ['CIM_KVMRedirectionSAP.RequestStateChange', switched(app.redirection, 10, 11)],
  ['AMT_AuditLog.ClearLog', always(app.auditLog, 0)],
  ['AMT_AuditPolicyRule.SetAuditPolicy', always(app.auditLog, 1)],
  ['AMT_AuditPolicyRule.SetAuditPolicyBulk', always(app.auditLog, 1)],
  ['AMT_AuditLog.RequestStateChange', switched(app.auditLog, 3, 2)],
  ['AMT_AuditLog.ExportAuditLogSignature', always(app.auditLog, 4)],
  ['AMT_TimeSynchronizationService.SetHighAccuracyTimeSynch', always(app.networkTime, 0, deviceSeconds)],
  ['AMT_EthernetPortSettings.Put', always(app.networkAdmin, 0, ({ after }) => addressOctets(after))],
  ['AMT_GeneralSettings.Put', names],
  ['IPS_IPv6PortSettings.Put', always(app.networkAdmin, 5)],
  [
    'AMT_ThirdPartyDataStorageAdministrationService.SetGlobalStorageAttributes',
    always(app.storageAdmin, 0, limitOctets),
  ],
  ['AMT_ThirdPartyDataStorageAdministrationService.AddStorageEaclEntry', always(app.storageAdmin, 1)],
  ['AMT_ThirdPartyDataStorageAdministrationService.RemoveStorageEaclEntry', always(app.storageAdmin, 1)],
  ['AMT_ThirdPartyDataStorageAdministrationService.AddStorageFpaclEntry', always(app.storageAdmin, 2)],
  ['AMT_ThirdPartyDataStorageAdministrationService.UpdateStorageFpaclEntry', always(app.storageAdmin, 2)],
  ['AMT_ThirdPartyDataStorageAdministrationService.RemoveStorageFpaclEntry', always(app.storageAdmin, 2)],
  ['AMT_ThirdPartyDataStorageService.WriteBlock', always(app.storageAdmin, 3)],
  ['AMT_SNMPEventSubscriber.Create', always(app.eventManager, 0, subscriberOctets)],
  ['AMT_SNMPEventSubscriber.Delete', always(app.eventManager, 1, subscriberOctets)],
  ['CIM_FilterCollection.Subscribe', always(app.eventManager, 0)],
  ['CIM_FilterCollectionSubscription.Unsubscribe', always(app.eventManager, 1)],
  ['AMT_MessageLog.ClearLog', always(app.eventManager, 2)],
  ['AMT_MessageLog.FreezeLog', always(app.eventManager, 3, ({ input }) => Buffer.of(input['Freeze'] === true ? 1 : 0))],
  ['AMT_WiFiPortConfigurationService.AddWiFiSettings', always(app.wireless, 0)],
  ['CIM_WiFiEndpointSettings.Delete', always(app.wireless, 1)],
  ['AMT_WiFiPortConfigurationService.UpdateWiFiSettings', always(app.wireless, 2)],
  ['AMT_WiFiPortConfigurationService.Put', always(app.wireless, 3)],
  ['AMT_EndpointAccessControlService.RequestStateChange', switched(app.eac, 1, 2)],
  ['AMT_EndpointAccessControlService.UpdatePostureState', always(app.eac, 3)],
  ['AMT_EndpointAccessControlService.SetEacOptions', always(app.eac, 4, eacOctets)],
  ['IPS_KVMRedirectionSettingData.Put', always(app.kvm, 2)],
  ['IPS_OptInService.Put', always(app.userOptIn, 0, consentOctets)],
  ['IPS_OptInService.SendOptInCode', always(app.userOptIn, 1, () => Buffer.of(0))],
]);

function adminOctets({ input, after }: AuditedCall): Buffer {
  const mask = 1 + (textIn(input, 'DigestPassword') === undefined ? 0 : 2);
  return Buffer.concat([Buffer.of(mask, 0), counted(Buffer.from(after.accounts.adminUser, 'latin1'))]);
}

function enabledUser({ input, after }: AuditedCall): Buffer {
  return Buffer.concat([
    Buffer.of(input['Enabled'] === true ? 1 : 0),
    userOctets(userBy(numberIn(input, 'Handle'), after)),
  ]);
}

function bootOctets(): Buffer {
  return Buffer.alloc(BOOT_OPTION_OCTETS);
}

function eacOctets({ input }: AuditedCall): Buffer {
  return auditWord(numberIn(input, 'EacVendors') ?? 0);
}

function limitOctets({ after }: AuditedCall): Buffer {
  const { maxPartnerBytes, maxOtherAllocationBytes } = after.features.hostStorage;
  return Buffer.concat([auditWord(maxPartnerBytes), auditWord(maxOtherAllocationBytes)]);
}

/** Policy before and after: 0 none, 1 KVM, 255 all. */
function consentOctets({ before, after }: AuditedCall): Buffer {
  return Buffer.of(before.features.consent.required & 0xff, after.features.consent.required & 0xff);
}
