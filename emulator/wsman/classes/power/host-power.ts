import {
  availablePowerRequests,
  powerRequests,
  requestHostPower,
  sleepStateOf,
} from '../../../device/power/host-power.ts';
import type { HostView } from '../../../device/step.ts';
import { isInRange } from '../../../firmware/release-range.ts';
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
import { availableRequestedPowerStates } from '../value-maps.ts';

const SERVICE_CLASS = 'CIM_PowerManagementService';
/** Name of the service, of the CIM class and of Intel's own. */
export const POWER_SERVICE = 'Intel(r) AMT Power Management Service';
const SYSTEM_URI = `${CIM_NAMESPACE}CIM_ComputerSystem`;

/** PowerState by sleep state of the host: on, sleep deep, hibernate, off soft (DMTF CIM_AssociatedPowerManagementService). */
const powerStates = { 0: 2, 3: 4, 4: 7, 5: 8 } as const;
const SMALLEST_POWER_STATE = 2;
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
        { name: 'PowerState', type: 'uint16', required: true, values: availableRequestedPowerStates },
        { name: 'ManagedElement', type: 'reference', required: true },
        { name: 'Time', type: 'datetime' },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      realms: [realm.remoteControl],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      meaning: 'Switches the host, or asks its operating system or sends a diagnostic interrupt',
      call: requestPowerState,
    },
  ],
  declaresCommon: true,
  readRealms: [realm.remoteControl],
  writeRealms: [],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'RequestPowerStateChange', 'Pull'],
  instances: () => [serviceValues(SERVICE_CLASS, POWER_SERVICE)],
};

/** The host's power state, as an association between the host and the service that switches it. */
export const associatedPowerManagementService: ClassDeclaration = {
  name: 'CIM_AssociatedPowerManagementService',
  uri: `${CIM_NAMESPACE}CIM_AssociatedPowerManagementService`,
  parent: 'CIM_ServiceAvailableToElement',
  properties: [
    {
      name: 'AvailableRequestedPowerStates',
      type: 'uint16',
      array: true,
      since: '9.0',
      values: availableRequestedPowerStates,
      meaning: 'What can be asked for now; not in an answer of 8.1',
    },
    { name: 'OtherPowerState', type: 'string', meaning: 'Words for a state that has no number' },
    { name: 'OtherRequestedPowerState', type: 'string', meaning: 'Words for a request that has no number' },
    { name: 'PowerOnTime', type: 'datetime', meaning: 'When the host is switched on' },
    { name: 'PowerState', type: 'uint16', values: availableRequestedPowerStates, meaning: 'What the host is in' },
    {
      name: 'RequestedPowerState',
      type: 'uint16',
      until: '9.0',
      values: availableRequestedPowerStates,
      meaning: 'Last request; an answer of 8.1 shows the state itself, those of later releases nothing',
    },
    { name: 'ServiceProvided', type: 'reference', key: true, meaning: 'The service' },
    {
      name: 'TransitioningToPowerState',
      type: 'uint16',
      values: availableRequestedPowerStates,
      meaning: 'What it is on its way to',
    },
    { name: 'UserOfService', type: 'reference', key: true, meaning: 'The host' },
  ],
  declaresCommon: true,
  readRealms: [realm.remoteControl, realm.generalInfo],
  writeRealms: [],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: (context) => [associationOf(context)],
};

/** The host around the engine; a device around which no PC is modelled says that its host is off. */
export function hostOf({ holder }: CallContext): HostView {
  return holder.host?.() ?? { isOn: false };
}

function associationOf(context: CallContext): Instance {
  const host = hostOf(context);
  const available = availablePowerRequests(host, context.instant.profile.release);
  return {
    AvailableRequestedPowerStates: available.map(({ powerState }) => powerState),
    PowerState: powerStates[sleepStateOf(host)],
    RequestedPowerState: powerStates[sleepStateOf(host)],
    ServiceProvided: {
      kind: 'reference',
      resourceUri: `${CIM_NAMESPACE}${SERVICE_CLASS}`,
      selectors: selectorsOf(serviceKeyValues(SERVICE_CLASS, POWER_SERVICE)),
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
  const { release } = context.instant.profile;
  const asked = numberIn(input, 'PowerState') ?? 0;
  const isNumbered = asked >= SMALLEST_POWER_STATE && asked <= LARGEST_POWER_STATE;
  const request = powerRequests.find((one) => one.powerState === asked && isInRange(release, one));
  if (!isNumbered) return answered(returnValues.invalidParameter, 'power-state', asked);
  if (!isHost(input['ManagedElement'])) return answered(returnValues.invalidParameter, 'managed-element', asked);
  if (input['TimeoutPeriod'] !== undefined) return answered(returnValues.noTimeout, 'timeout', asked);
  if (request === undefined || input['Time'] !== undefined)
    return answered(returnValues.notSupported, 'unsupported', asked);
  const step = requestHostPower(context.state, hostOf(context), request.action);
  if (step.ok) return { kind: 'returned', value: 0, state: step.state, effects: step.effects };
  return answered(returnValues.invalidTransition, 'transition', asked);
}

/** Clients name the host by its Name, with or without the class; some leave out the rest. */
export function isHost(element: Instance[string]): boolean {
  if (typeof element !== 'object' || !('resourceUri' in element)) return false;
  const { CreationClassName: creationClass = 'CIM_ComputerSystem', Name: name } = element.selectors;
  return element.resourceUri === SYSTEM_URI && name === 'ManagedSystem' && creationClass === 'CIM_ComputerSystem';
}

function answered(value: number, why: string, powerState: number): MethodResult {
  const inputs = { powerState, value };
  const decision = { code: `host-power.refused.${why}`, verdict: 'refused', inputs } as const;
  return { kind: 'returned', value, effects: [{ kind: 'decision', decision }] };
}
