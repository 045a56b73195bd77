import { availablePowerActions, requestHostPower } from '../../../device/host-power.ts';
import type { HostPowerAction, HostView } from '../../../device/step.ts';
import type { CallContext, ClassDeclaration, EndpointReference, Instance, MethodResult } from '../../declaration.ts';
import {
  CIM_NAMESPACE,
  CLASS_REFERENCE,
  realm,
  serviceKeyValues,
  serviceProperties,
  serviceValues,
} from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';

const SERVICE_CLASS = 'CIM_PowerManagementService';
const SERVICE = 'Intel(r) AMT Power Management Service';
const SYSTEM_URI = `${CIM_NAMESPACE}CIM_ComputerSystem`;

/** Values of PowerState (CIM_AssociatedPowerManagementService). */
const ON = 2;
const OFF_SOFT = 8;

/** The power states that these releases can be asked for, and what they do. */
const actions: ReadonlyMap<number, HostPowerAction> = new Map([
  [2, 'on'],
  [5, 'cycle'],
  [8, 'off'],
  [10, 'reset'],
]);
const LARGEST_POWER_STATE = 16;

/** Return values of RequestPowerStateChange. */
const returnValues = { notSupported: 1, invalidParameter: 5, invalidTransition: 4097, noTimeout: 4098 } as const;

/** Switches the host on and off. */
export const powerManagementService: ClassDeclaration = {
  name: SERVICE_CLASS,
  uri: `${CIM_NAMESPACE}${SERVICE_CLASS}`,
  parent: 'CIM_Service',
  properties: serviceProperties,
  methods: [
    {
      name: 'RequestPowerStateChange',
      input: [
        { name: 'PowerState', type: 'uint16', required: true },
        { name: 'ManagedElement', type: 'reference', required: true },
        { name: 'Time', type: 'datetime' },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      realms: [realm.remoteControl],
      meaning: 'Switches the host: 2 on, 5 power cycle, 8 off, 10 reset',
      call: requestPowerState,
    },
  ],
  declaresCommon: true,
  readRealms: [realm.remoteControl],
  writeRealms: [],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  instances: () => [serviceValues(SERVICE_CLASS, SERVICE)],
};

/** The host's power state, as an association between the host and the service that switches it. */
export const associatedPowerManagementService: ClassDeclaration = {
  name: 'CIM_AssociatedPowerManagementService',
  uri: `${CIM_NAMESPACE}CIM_AssociatedPowerManagementService`,
  parent: 'CIM_ServiceAvailableToElement',
  properties: [
    { name: 'AvailableRequestedPowerStates', type: 'uint16', array: true, meaning: 'What can be asked for now' },
    { name: 'PowerState', type: 'uint16', meaning: '2 on, 8 off' },
    { name: 'ServiceProvided', type: 'reference', key: true, meaning: 'The service' },
    { name: 'UserOfService', type: 'reference', key: true, meaning: 'The host' },
  ],
  declaresCommon: true,
  readRealms: [realm.remoteControl, realm.generalInfo],
  writeRealms: [],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  instances: (context) => [associationOf(hostOf(context))],
};

/** A device around which no PC is modelled says that its host is off. */
function hostOf({ holder }: CallContext): HostView {
  return holder.host?.() ?? { isOn: false };
}

function associationOf(host: HostView): Instance {
  const available = availablePowerActions(host);
  const states = [10, 8, 5, 2].filter((state) => available.some((action) => action === actions.get(state)));
  return {
    AvailableRequestedPowerStates: states,
    PowerState: host.isOn ? ON : OFF_SOFT,
    ServiceProvided: {
      kind: 'reference',
      resourceUri: `${CIM_NAMESPACE}${SERVICE_CLASS}`,
      selectors: selectorsOf(serviceKeyValues(SERVICE_CLASS, SERVICE)),
    },
    UserOfService: {
      kind: 'reference',
      resourceUri: SYSTEM_URI,
      selectors: { CreationClassName: 'CIM_ComputerSystem', Name: 'ManagedSystem' },
    },
  };
}

function selectorsOf(keys: Instance): EndpointReference['selectors'] {
  return Object.fromEntries(
    Object.entries(keys).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function requestPowerState(context: CallContext, input: Instance): MethodResult {
  const asked = numberIn(input, 'PowerState') ?? 0;
  const action = actions.get(asked);
  if (asked < ON || asked > LARGEST_POWER_STATE) return answered(returnValues.invalidParameter, 'power-state', asked);
  if (!isHost(input['ManagedElement'])) return answered(returnValues.invalidParameter, 'managed-element', asked);
  if (input['TimeoutPeriod'] !== undefined) return answered(returnValues.noTimeout, 'timeout', asked);
  if (action === undefined || input['Time'] !== undefined)
    return answered(returnValues.notSupported, 'unsupported', asked);
  const step = requestHostPower(context.state, hostOf(context), action);
  if (step.ok) return { kind: 'returned', value: 0, state: step.state, effects: step.effects };
  return answered(returnValues.invalidTransition, 'transition', asked);
}

/** Clients name the host by its Name, with or without the class; some leave out the rest. */
function isHost(element: Instance[string]): boolean {
  if (typeof element !== 'object' || !('resourceUri' in element)) return false;
  const { CreationClassName: creationClass = 'CIM_ComputerSystem', Name: name } = element.selectors;
  return element.resourceUri === SYSTEM_URI && name === 'ManagedSystem' && creationClass === 'CIM_ComputerSystem';
}

function answered(value: number, why: string, powerState: number): MethodResult {
  const inputs = { powerState, value };
  const decision = { code: `host-power.refused.${why}`, verdict: 'refused', inputs } as const;
  return { kind: 'returned', value, effects: [{ kind: 'decision', decision }] };
}
