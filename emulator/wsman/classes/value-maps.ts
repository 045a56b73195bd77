import type { ValueMap } from '../declaration.ts';

/** CurrentState, NewState, OldState (CIM schema). */
export const currentStates: ValueMap = { 1: 'NotStarted', 2: 'Stopped', 4: 'Running', 8: 'Expired', 16: 'Suspended' };

/** ActionSd (CIM schema). */
export const actionSds: ValueMap = { 0: 'ActivatePolicy', 1: 'DeactivatePolicy' };

/** EnabledState (CIM schema). */
export const enabledStates: ValueMap = {
  0: 'Unknown',
  1: 'Other',
  2: 'Enabled',
  3: 'Disabled',
  4: 'Shutting Down',
  5: 'Not Applicable',
  6: 'Enabled but Offline',
  7: 'In Test',
  8: 'Deferred',
  9: 'Quiesce',
  10: 'Starting',
};

/** LogState (CIM schema). */
export const logStates: ValueMap = { 0: 'Unknown', 2: 'Normal', 3: 'Erasing', 4: 'Not Applicable' };

/** RequestedState (CIM schema). */
export const requestedStates: ValueMap = {
  0: 'Unknown',
  2: 'Enabled',
  3: 'Disabled',
  4: 'Shut Down',
  5: 'No Change',
  6: 'Offline',
  7: 'Test',
  8: 'Deferred',
  9: 'Quiesce',
  10: 'Reboot',
  11: 'Reset',
  12: 'Not Applicable',
};

/** SigningMechanism, SignatureMechanism, SigningMechanismType (CIM schema). */
export const signingMechanisms: ValueMap = { 0: 'RSA_SHA1', 1: 'RSA_SHA256', 2: 'RSA_SHA384' };

/** RequestedState, RequestedStatesSupported (CIM schema). */
export const requestedStates2: ValueMap = {
  2: 'Enabled',
  3: 'Disabled',
  4: 'Shut Down',
  6: 'Offline',
  7: 'Test',
  8: 'Defer',
  9: 'Quiesce',
  10: 'Reboot',
  11: 'Reset',
};

/** Enabled (CIM schema). */
export const enableds: ValueMap = { 1: 'Enabled', 2: 'Disabled', 3: 'Enabled For Debug' };

/** PolicyDecisionStrategy (CIM schema). */
export const policyDecisionStrategys: ValueMap = { 1: 'First Matching', 2: 'All' };

/** PolicyType (CIM schema). */
export const policyTypes: ValueMap = { 0: 'NONE', 1: 'CRITICAL' };

/** AccessPermission (CIM schema). */
export const accessPermissions: ValueMap = {
  0: 'LocalAccessPermission',
  1: 'NetworkAccessPermission',
  2: 'AnyAccessPermission',
};

/** Realms (CIM schema). */
export const realms: ValueMap = {
  0: 'InvalidRealm',
  1: 'ReservedRealm0',
  2: 'RedirectionRealm',
  3: 'PTAdministrationRealm',
  4: 'HardwareAssetRealm',
  5: 'RemoteControlRealm',
  6: 'StorageRealm',
  7: 'EventManagerRealm',
  8: 'StorageAdminRealm',
  9: 'AgentPresenceLocalRealm',
  10: 'AgentPresenceRemoteRealm',
  11: 'CircuitBreakerRealm',
  12: 'NetworkTimeRealm',
  13: 'GeneralInfoRealm',
  14: 'FirmwareUpdateRealm',
  15: 'EITRealm',
  16: 'LocalUN',
  17: 'EndpointAccessControlRealm',
  18: 'EndpointAccessControlAdminRealm',
  19: 'EventLogReaderRealm',
  20: 'AuditLogRealm',
  21: 'ACLRealm',
  22: 'ReservedRealm1',
  23: 'ReservedRealm2',
  24: 'LocalSystemRealm',
};

/** EacVendors (CIM schema). */
export const eacVendors: ValueMap = { 1: 'EAC NAC', 2: 'EAC NAP', 3: 'EAC NAC and NAP' };

/** PostureHashAlgorithm (CIM schema). */
export const postureHashAlgorithms: ValueMap = { 1: 'SHA-1-160', 2: 'SHA-2-256', 3: 'SHA-2-384' };

/** PostureType (CIM schema). */
export const postureTypes: ValueMap = { 0: 'Attribute-Value pair (AVP) type' };

/** LinkControl, LinkPreference (CIM schema). */
export const linkControls: ValueMap = { 1: 'ME', 2: 'HOST' };

/** EventSeverity (CIM schema). */
export const eventSeverities: ValueMap = {
  0: 'Unspecified',
  1: 'Monitor',
  2: 'Information',
  4: 'OK',
  8: 'Non-critical condition',
  16: 'Critical condition',
  32: 'Non-recoverable condition',
};

/** PerceivedSeverity (CIM schema). */
export const perceivedSeverities: ValueMap = {
  0: 'Unknown',
  1: 'Other',
  2: 'Information',
  3: 'Degraded/Warning',
  4: 'Minor',
  5: 'Major',
  6: 'Critical',
  7: 'Fatal/NonRecoverable',
};

/** AMTNetworkEnabled, DHCPSyncRequiresHostname, ThunderboltDockEnabled (CIM schema). */
export const amtNetworkEnableds: ValueMap = { 0: 'Disabled', 1: 'Enabled' };

/** FilterDirection (CIM schema). */
export const filterDirections: ValueMap = { 0: 'Transmit', 1: 'Receive' };

/** FilterProfile (CIM schema). */
export const filterProfiles: ValueMap = {
  0: 'Pass + statistics',
  1: 'Drop + statistics',
  2: 'Rate limit',
  3: 'Pass',
  4: 'Drop',
};

/** ConfiguredEncryptionAlgorithms, SupportedEncryptionAlgorithms (CIM schema). */
export const configuredEncryptionAlgorithms: ValueMap = {
  0: 'RC4-HMAC',
  1: 'AES128-CTS-HMAC-SHA1-96',
  2: 'AES256-CTS-HMAC-SHA1-96',
};

/** InfoFormat (CIM schema). */
export const infoFormats: ValueMap = {
  1: 'Other',
  2: 'Host Name',
  3: 'IPv4 Address',
  4: 'IPv6 Address',
  5: 'IPX Address',
  6: 'DECnet Address',
  7: 'SNA Address',
  8: 'Autonomous System Number',
  9: 'MPLS Label',
  10: 'IPv4 Subnet Address',
  11: 'IPv6 Subnet Address',
  12: 'IPv4 Address Range',
  13: 'IPv6 Address Range',
  100: 'Dial String',
  101: 'Ethernet Address',
  102: 'Token Ring Address',
  103: 'ATM Address',
  104: 'Frame Relay Address',
  200: 'URL',
  201: 'FQDN',
  202: 'User FQDN',
  203: 'DER ASN1 DN',
  204: 'DER ASN1 GN',
  205: 'Key ID',
  206: 'Parameterized URL',
};

/** EnabledDefault (CIM schema). */
export const enabledDefaults: ValueMap = {
  2: 'Enabled',
  3: 'Disabled',
  5: 'Not Applicable',
  6: 'Enabled but Offline',
  7: 'No Default',
  9: 'Quiesce',
};

/** HealthState (CIM schema). */
export const healthStates: ValueMap = {
  0: 'Unknown',
  5: 'OK',
  10: 'Degraded/Warning',
  15: 'Minor failure',
  20: 'Major failure',
  25: 'Critical failure',
  30: 'Non-recoverable error',
};

/** OperationalStatus (CIM schema). */
export const operationalStatus: ValueMap = {
  0: 'Unknown',
  1: 'Other',
  2: 'OK',
  3: 'Degraded',
  4: 'Stressed',
  5: 'Predictive Failure',
  6: 'Error',
  7: 'Non-Recoverable Error',
  8: 'Starting',
  9: 'Stopping',
  10: 'Stopped',
  11: 'In Service',
  12: 'No Contact',
  13: 'Lost Communication',
  14: 'Aborted',
  15: 'Dormant',
  16: 'Supporting Entity in Error',
  17: 'Completed',
  18: 'Power Mode',
  19: 'Relocating',
};

/** OverwritePolicy (CIM schema). */
export const overwritePolicys: ValueMap = { 0: 'Unknown', 2: 'Wraps When Full', 7: 'Never Overwrites' };

/** HashType, SelectedHashType, HashAlgorithm (CIM schema). */
export const hashTypes: ValueMap = { 1: 'SHA1 160', 2: 'SHA 256', 3: 'SHA 384' };

/** Trigger (CIM schema). */
export const triggers: ValueMap = { 0: 'User Initiated', 1: 'Alert', 2: 'Periodic', 3: 'Home Provisioning' };

/** InfoFormat (CIM schema). */
export const infoFormats2: ValueMap = { 3: 'IPv4 Address', 4: 'IPv6 Address', 201: 'FQDN' };

/** AvailableRequestedPowerStates, PowerState, TransitioningToPowerState, PowerStatesSupported, RequestedPowerStatesSupported (CIM schema). */
export const availableRequestedPowerStates: ValueMap = {
  1: 'Other',
  2: 'On',
  3: 'Sleep - Light',
  4: 'Sleep - Deep',
  5: 'Power Cycle (Off - Soft)',
  6: 'Off - Hard',
  7: 'Hibernate (Off - Soft)',
  8: 'Off - Soft',
  9: 'Power Cycle (Off - Hard)',
  10: 'Master Bus Reset',
  11: 'Diagnostic Interrupt (NMI)',
  12: 'Off - Soft Graceful',
  13: 'Off - Hard Graceful',
  14: 'Master Bus Reset Graceful',
  15: 'Power Cycle (Off - Soft Graceful)',
  16: 'Power Cycle (Off - Hard Graceful)',
};

/** Activities, ActivitiesSupported (CIM schema). */
export const activities: ValueMap = {
  1: 'Other',
  2: 'Create',
  3: 'Delete',
  4: 'Detect',
  5: 'Read',
  6: 'Write',
  7: 'Execute',
};

/** PackageType (CIM schema). */
export const packageTypes: ValueMap = {
  0: 'Unknown',
  1: 'Other',
  2: 'Rack',
  3: 'Chassis/Frame',
  4: 'Cross Connect/Backplane',
  5: 'Container/Frame Slot',
  6: 'Power Supply',
  7: 'Fan',
  8: 'Sensor',
  9: 'Module/Card',
  10: 'Port/Connector',
  11: 'Battery',
  12: 'Processor',
  13: 'Memory',
  14: 'Power Source/Generator',
  15: 'Storage Media Package',
  16: 'Blade',
  17: 'Blade Expansion',
};

/** LinkTechnology (CIM schema). */
export const linkTechnologys: ValueMap = {
  0: 'Unknown',
  1: 'Other',
  2: 'Ethernet',
  3: 'IB',
  4: 'FC',
  5: 'FDDI',
  6: 'ATM',
  7: 'Token Ring',
  8: 'Frame Relay',
  9: 'Infrared',
  10: 'BlueTooth',
  11: 'Wireless LAN',
};

/** SupportedAuthenticationProtocols, AuthenticationProtocol, IEEE8021xAuthenticationProtocol (CIM schema). */
export const supportedAuthenticationProtocols: ValueMap = {
  0: 'EAP-TLS',
  1: 'EAP-TTLS/MSCHAPv2',
  2: 'PEAPv0/EAP-MSCHAPv2',
  3: 'PEAPv1/EAP-GTC',
  4: 'EAP-FAST/MSCHAPv2',
  5: 'EAP-FAST/GTC',
  6: 'EAP-MD5',
  7: 'EAP-PSK',
  8: 'EAP-SIM',
  9: 'EAP-AKA',
  10: 'EAP-FAST/TLS',
};

/** ServerCertificateNameComparison (CIM schema). */
export const serverCertificateNameComparisons: ValueMap = { 1: 'Other', 2: 'FullName', 3: 'DomainSuffix' };

/** PowerCapabilities (CIM schema). */
export const powerCapabilities: ValueMap = {
  0: 'Unknown',
  1: 'Other',
  2: 'Power Saving Modes Entered Automatically',
  3: 'Power State Settable',
  4: 'Power Cycling Supported',
  5: 'Timed Power On Supported',
};

/** PowerChangeCapabilities (CIM schema). */
export const powerChangeCapabilities: ValueMap = {
  0: 'Unknown',
  1: 'Other',
  2: 'Power Saving Modes Entered Automatically',
  3: 'Power State Settable',
  4: 'Power Cycling Supported',
  5: 'Timed Power On Supported',
  6: 'Off Hard Power Cycling Supported',
  7: 'HW Reset Supported',
  8: 'Graceful Shutdown Supported',
};

/** AuthenticationMethod, SupportedAuthenticationMethods (CIM schema). */
export const authenticationMethods: ValueMap = {
  1: 'Other',
  2: 'Open System',
  3: 'Shared Key',
  4: 'WPA PSK',
  5: 'WPA IEEE 802.1x',
  6: 'WPA2 PSK',
  7: 'WPA2 IEEE 802.1x',
  32768: 'WPA3 SAE',
  32769: 'WPA3 OWE',
};

/** BSSType (CIM schema). */
export const bssTypes: ValueMap = { 0: 'Unknown', 2: 'Independent', 3: 'Infrastructure' };

/** EncryptionMethod, SupportedEncryptionMethods (CIM schema). */
export const encryptionMethods: ValueMap = { 1: 'Other', 2: 'WEP', 3: 'TKIP', 4: 'CCMP', 5: 'None' };

/** PortType, SupportedPortTypes (CIM schema). */
export const portTypes: ValueMap = {
  0: 'Unknown',
  1: 'Other',
  70: '802.11a',
  71: '802.11b',
  72: '802.11g',
  73: '802.11n',
};

/** NetAdminPassEncryptionType (CIM schema). */
export const netAdminPassEncryptionTypes: ValueMap = { 0: 'None', 1: 'Other', 2: 'HTTP Digest MD5(A1)' };

/** SigningAlgorithm (CIM schema). */
export const signingAlgorithms: ValueMap = { 0: 'None', 1: 'Other', 2: 'RSA_SHA-2_256' };
