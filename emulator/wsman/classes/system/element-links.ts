import type { CallContext, Instance } from '../../declaration.ts';
import { engineSystem, managedSystem, paired, servedUnder, withSystems, type Pairing } from '../served.ts';

/** Capabilities and what has them. Which element each belongs to follows from the names; none was recorded. */
const capabilities: readonly Pairing[] = [
  { one: 'AMT_BootCapabilities', other: 'CIM_BootService' },
  { one: 'CIM_PowerManagementCapabilities', other: 'CIM_PowerManagementService' },
  { one: 'CIM_AccountManagementCapabilities', other: 'CIM_AccountManagementService' },
  { one: 'CIM_RoleBasedManagementCapabilities', other: 'CIM_RoleBasedAuthorizationService' },
  { one: 'AMT_PublicKeyManagementCapabilities', other: 'AMT_PublicKeyManagementService' },
  { one: 'AMT_CryptographicCapabilities', other: 'AMT_PublicKeyManagementService' },
  { one: 'AMT_RemoteAccessCapabilities', other: 'AMT_RemoteAccessService' },
  { one: 'AMT_AgentPresenceCapabilities', other: 'AMT_AgentPresenceService' },
  { one: 'AMT_GeneralSystemDefenseCapabilities', other: 'AMT_SystemDefenseService' },
  { one: 'AMT_NetworkPortSystemDefenseCapabilities', other: 'CIM_EthernetPort' },
  { one: 'AMT_PETCapabilities', other: 'AMT_EventManagerService' },
  { one: 'CIM_WiFiPortCapabilities', other: 'CIM_WiFiPort' },
  { one: 'CIM_WiFiEndpointCapabilities', other: 'CIM_WiFiEndpoint' },
];

/** CIM_ElementCapabilities. */
export function elementCapabilitiesInstances(context: CallContext): readonly Instance[] {
  return paired(context, capabilities, ['Capabilities', 'ManagedElement']);
}

/** CIM_ElementStatisticalData: counters of packet filters and the port that they watch. */
export function elementStatisticsInstances(context: CallContext): readonly Instance[] {
  return paired(context, [{ one: 'CIM_StatisticalData', other: 'CIM_EthernetPort' }], ['Stats', 'ManagedElement']);
}

/** CIM_DeviceSAPImplementation: ports and the end points on them. */
export function endpointsOfPorts(context: CallContext): readonly Instance[] {
  const ports: readonly Pairing[] = [
    { one: 'CIM_EthernetPort', other: 'CIM_LANEndpoint', fits: (_, { className }) => className !== 'CIM_WiFiEndpoint' },
    { one: 'CIM_WiFiPort', other: 'CIM_WiFiEndpoint' },
  ];
  return paired(context, ports, ['Antecedent', 'Dependent']);
}

/** CIM_ServiceAccessBySAP: how a service is reached. */
export function accessPointsOfServices(context: CallContext): readonly Instance[] {
  const services: readonly Pairing[] = [
    { one: 'AMT_RedirectionService', other: 'CIM_KVMRedirectionSAP' },
    { one: 'AMT_RemoteAccessService', other: 'AMT_ManagementPresenceRemoteSAP' },
    { one: 'IPS_HTTPProxyService', other: 'IPS_HTTPProxyAccessPoint' },
  ];
  return paired(context, services, ['Antecedent', 'Dependent']);
}

/** CIM_SAPAvailableForElement: what the host can be reached by. */
export function accessPointsOfTheHost(context: CallContext): readonly Instance[] {
  return ['CIM_KVMRedirectionSAP', 'CIM_RemoteServiceAccessPoint'].flatMap((className) =>
    servedUnder(context, className).map(({ reference }) => ({
      AvailableSAP: reference,
      ManagedElement: managedSystem,
    })),
  );
}

/** CIM_ServiceAffectsElement: the services that change the state of the host. */
export function servicesOfTheHost(context: CallContext): readonly Instance[] {
  return ['CIM_BootService', 'CIM_PowerManagementService', 'CIM_RedirectionService'].flatMap((className) =>
    servedUnder(context, className).map(({ reference }) => ({
      AffectedElement: managedSystem,
      AffectingElement: reference,
    })),
  );
}

/** CIM_InstalledSoftwareIdentity: every part of the firmware is installed in the engine. */
export function installedSoftware(context: CallContext): readonly Instance[] {
  return servedUnder(context, 'CIM_SoftwareIdentity').map(({ reference }) => ({
    InstalledSoftware: reference,
    System: engineSystem,
  }));
}

/** CIM_ElementSoftwareIdentity: the same seen from the engine. */
export function softwareOfTheEngine(context: CallContext): readonly Instance[] {
  return servedUnder(context, 'CIM_SoftwareIdentity').map(({ reference }) => ({
    Antecedent: reference,
    Dependent: engineSystem,
  }));
}

/** CIM_MemberOfCollection: accounts in their roles. */
export function membersOfCollections(context: CallContext): readonly Instance[] {
  return paired(context, [identityInRole], ['Member', 'Collection']);
}

/** CIM_OwningCollectionElement: roles, filters and end points that belong to the engine. */
export function ownedCollections(context: CallContext): readonly Instance[] {
  return servedUnder(context, 'CIM_Collection').map(({ reference }) => ({
    OwnedElement: reference,
    OwningElement: engineSystem,
  }));
}

/** CIM_SettingsDefineState: boot settings and the host that they are for. */
export function settingsOfStates(context: CallContext): readonly Instance[] {
  return servedUnder(context, 'AMT_BootSettingData').map(({ reference }) => ({
    ManagedElement: managedSystem,
    SettingData: reference,
  }));
}

/** CIM_HostedService. */
export function hostedServices(context: CallContext): readonly Instance[] {
  return withSystems(context, 'CIM_Service', ['Antecedent', 'Dependent']);
}

/** CIM_HostedAccessPoint. */
export function hostedAccessPoints(context: CallContext): readonly Instance[] {
  return withSystems(context, 'CIM_ServiceAccessPoint', ['Antecedent', 'Dependent']);
}

/** An account's identity and its role have one name, as recorded for `$$OsAdmin`. */
export const identityInRole: Required<Pairing> = {
  one: 'CIM_Identity',
  other: 'CIM_Role',
  fits: (identity, role) => identity.instance['InstanceID'] === role.instance['Name'],
};
