import type { EndpointReference, Instance, Value } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';

const SYSTEM = { SystemCreationClassName: 'CIM_ComputerSystem', SystemName: 'Intel(r) AMT' } as const;

/** Class of management presence servers, and how the name of one begins. */
export const presenceServers = {
  className: 'AMT_ManagementPresenceRemoteSAP',
  prefix: 'Intel(r) AMT:Management Presence Server ',
} as const;

/** Class of HTTP proxies, and how the name of one begins. */
export const httpProxyNames = {
  className: 'IPS_HTTPProxyAccessPoint',
  prefix: 'Intel(r) ME:HTTP Proxy Access Point ',
} as const;

/** How the InstanceID of the credentials for a server begins. */
export const MPS_CREDENTIAL_PREFIX = 'Intel(r) AMT:MPS Username Password ';

type Numbered = typeof presenceServers | typeof httpProxyNames;

/** Keys of the access point with a number. */
export function accessPointKeys({ className, prefix }: Numbered, number: number): Record<string, string> {
  return { CreationClassName: className, Name: `${prefix}${number}`, ...SYSTEM };
}

/** A reference to the access point with a number. */
export function accessPointReference(kind: Numbered, number: number): EndpointReference {
  return { kind: 'reference', resourceUri: classUri(kind.className), selectors: accessPointKeys(kind, number) };
}

/** The number at the end of a name that begins like this; undefined when it is another name. */
export function numberNamed(prefix: string, name: Value | undefined): number | undefined {
  if (typeof name !== 'string' || !name.startsWith(prefix)) return undefined;
  const digits = name.slice(prefix.length);
  return /^\d{1,3}$/.test(digits) ? Number(digits) : undefined;
}

/** The number of the server that a reference names; undefined when it names none. */
export function serverNamed(reference: Value | undefined): number | undefined {
  if (!isReference(reference) || reference.resourceUri !== classUri(presenceServers.className)) return undefined;
  const name = reference.selectors['Name'];
  return typeof name === 'string' ? numberNamed(presenceServers.prefix, name) : undefined;
}

const policyNames: readonly string[] = ['User Initiated', 'Alert', 'Periodic', 'Home Provisioning'];

/** PolicyRuleName of the policy of a trigger. */
export function policyName(trigger: number): string {
  return policyNames[trigger] ?? `${trigger}`;
}

/** Keys of the policy of a trigger. */
export function policyKeys(trigger: number): Record<string, string> {
  return { CreationClassName: 'AMT_RemoteAccessPolicyRule', PolicyRuleName: policyName(trigger), ...SYSTEM };
}

/** A reference to the policy of a trigger. */
export function policyReference(trigger: number): EndpointReference {
  return { kind: 'reference', resourceUri: classUri('AMT_RemoteAccessPolicyRule'), selectors: policyKeys(trigger) };
}

/** The trigger of the policy that a reference names; undefined when it names none. */
export function policyNamed(reference: Instance[string]): number | undefined {
  if (!isReference(reference) || reference.resourceUri !== classUri('AMT_RemoteAccessPolicyRule')) return undefined;
  const name = reference.selectors['PolicyRuleName'];
  const trigger = typeof name === 'string' ? policyNames.indexOf(name) : -1;
  return trigger < 0 ? undefined : trigger;
}

/** The references of a method's array argument. */
export function referencesIn(values: Instance, name: string): readonly EndpointReference[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((one) => isReference(one)) : [];
}

function isReference(value: Value | undefined): value is EndpointReference {
  return typeof value === 'object' && 'kind' in value && value.kind === 'reference';
}
