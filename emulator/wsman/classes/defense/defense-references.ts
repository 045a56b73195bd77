import type { DefenseFilter, DefensePolicy, PortPolicy } from '../../../device/protection/system-defense-state.ts';
import { classUri } from '../../namespaces.ts';
import type { EndpointReference, Instance, Value } from '../../declaration.ts';
import { CIM_NAMESPACE, serviceKeyValues } from '../service-shape.ts';

/** The service that holds policies. */
export const DEFENSE_SERVICE = 'Intel(r) AMT System Defense Service';

const POLICY_PREFIX = 'Intel(r) AMT:System Defense Policy ';
const PORT = 'Intel(r) AMT Ethernet Port 0';

/** Classes of filters by kind. */
export const filterClasses = { ip: 'AMT_IPHeadersFilter', ethernet: 'AMT_Hdr8021Filter' } as const;

/** Keys of an element of the management engine. */
export function elementKeyValues(className: string): Readonly<Record<string, string>> {
  return { CreationClassName: className, SystemCreationClassName: 'CIM_ComputerSystem', SystemName: 'Intel(r) AMT' };
}

/** InstanceID of a policy; its form is assumed. */
export function policyId(handle: number): string {
  return `${POLICY_PREFIX}${handle}`;
}

/** InstanceID of a filter; its form is assumed. */
export function filterId(handle: number): string {
  return `Intel(r) AMT:System Defense Filter ${handle}`;
}

/** Handle of the policy with this InstanceID. */
export function policyHandle(id: string): number | undefined {
  const digits = id.startsWith(POLICY_PREFIX) ? id.slice(POLICY_PREFIX.length) : '';
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

export function policyReference(handle: number): EndpointReference {
  return {
    kind: 'reference',
    resourceUri: classUri('AMT_SystemDefensePolicy'),
    selectors: { InstanceID: policyId(handle) },
  };
}

/** The wired port, the only one that policies can lie on here. */
export const portReference: EndpointReference = {
  kind: 'reference',
  resourceUri: `${CIM_NAMESPACE}CIM_EthernetPort`,
  selectors: { ...elementKeyValues('CIM_EthernetPort'), DeviceID: PORT },
};

export const serviceReference: EndpointReference = {
  kind: 'reference',
  resourceUri: classUri('AMT_SystemDefenseService'),
  selectors: texts(serviceKeyValues('AMT_SystemDefenseService', DEFENSE_SERVICE)),
};

export function filterReference(filter: Pick<DefenseFilter, 'handle' | 'kind' | 'name'>): EndpointReference {
  const className = filterClasses[filter.kind];
  const selectors = {
    ...elementKeyValues(className),
    InstanceID: filterId(filter.handle),
    Name: filter.name,
  };
  return { kind: 'reference', resourceUri: classUri(className), selectors };
}

/** Antecedent and dependent of a filter in a policy; which is which is assumed. */
export function filterInPolicy(filter: DefenseFilter, policy: DefensePolicy): Instance {
  return { Antecedent: filterReference(filter), Dependent: policyReference(policy.handle) };
}

export function filterInPolicyReference(filter: DefenseFilter, policy: DefensePolicy): EndpointReference {
  return {
    kind: 'reference',
    resourceUri: classUri('AMT_FilterInSystemDefensePolicy'),
    selectors: { Antecedent: filterReference(filter), Dependent: policyReference(policy.handle) },
  };
}

/** Antecedent and dependent of a policy on the port; which is which is assumed. */
export function policyOnPort({ policy }: Pick<PortPolicy, 'policy'>): {
  readonly Antecedent: EndpointReference;
  readonly Dependent: EndpointReference;
} {
  return { Antecedent: policyReference(policy), Dependent: portReference };
}

/** Handle of the policy that a reference names. */
export function policyIn(value: Value | undefined): number | undefined {
  if (!isReference(value) || value.resourceUri !== classUri('AMT_SystemDefensePolicy')) return undefined;
  const id = value.selectors['InstanceID'];
  return typeof id === 'string' ? policyHandle(id) : undefined;
}

/** Whether a reference names the wired port; clients may leave out what is the same for every port. */
export function isPort(value: Value | undefined): boolean {
  return isReference(value) && value.resourceUri === portReference.resourceUri && value.selectors['DeviceID'] === PORT;
}

function isReference(value: Value | undefined): value is EndpointReference {
  return typeof value === 'object' && 'resourceUri' in value;
}

function texts(values: Instance): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
