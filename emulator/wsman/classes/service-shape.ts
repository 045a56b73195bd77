import type { EndpointReference, Instance, PropertyDeclaration } from '../declaration.ts';

/** Realm numbers that the classes name (Intel AMT Implementation and Reference Guide, users and permissions realms). */
export const realm = {
  redirection: 2,
  administration: 3,
  remoteControl: 5,
  eventManager: 7,
  networkTime: 12,
  generalInfo: 13,
  eventLogReader: 19,
  acl: 21,
  localSystem: 24,
} as const;

export const AMT_NAMESPACE = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
export const CIM_NAMESPACE = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';

/** Where properties and methods are described. */
export const CLASS_REFERENCE = 'Intel AMT Implementation and Reference Guide, WS-Management class reference';

/** The four keys that every CIM_Service has. */
export const serviceKeys: readonly PropertyDeclaration[] = [
  { name: 'CreationClassName', type: 'string', key: true, meaning: 'Class of the instance' },
  { name: 'Name', type: 'string', key: true, meaning: 'Name of the service' },
  { name: 'SystemCreationClassName', type: 'string', key: true, meaning: 'Class of the system it belongs to' },
  { name: 'SystemName', type: 'string', key: true, meaning: 'Name of that system' },
];

/** What most services have besides their keys. */
export const serviceProperties: readonly PropertyDeclaration[] = [
  ...serviceKeys,
  { name: 'ElementName', type: 'string', meaning: 'Name for people' },
  { name: 'EnabledState', type: 'uint16', meaning: '5 not applicable' },
  { name: 'RequestedState', type: 'uint16', meaning: '12 requests are not tracked' },
];

/** Values of {@link serviceKeys}. */
export function serviceKeyValues(creationClassName: string, name: string): Instance {
  return {
    CreationClassName: creationClassName,
    Name: name,
    SystemCreationClassName: 'CIM_ComputerSystem',
    SystemName: 'Intel(r) AMT',
  };
}

/** Values of {@link serviceProperties}, as recorded on devices. */
export function serviceValues(creationClassName: string, name: string): Instance {
  return { ...serviceKeyValues(creationClassName, name), ElementName: name, EnabledState: 5, RequestedState: 12 };
}

/** Input of every RequestStateChange. */
export const stateChangeInput = [
  { name: 'RequestedState', type: 'uint16', required: true },
  { name: 'TimeoutPeriod', type: 'datetime' },
] as const;

/** Output of every RequestStateChange; no job is ever started. */
export const stateChangeOutput = [{ name: 'Job', type: 'reference' }] as const;

/** A reference to nothing: what some methods answer where they created nothing, as recorded. */
export const unsetReference: EndpointReference = { kind: 'reference', resourceUri: '', selectors: {} };
