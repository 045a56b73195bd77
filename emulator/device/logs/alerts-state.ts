/** The fields by which a filter picks platform events; 255 stands for any value (IPMI PET 1.0, "unspecified"). */
export interface PetFilterFields {
  readonly deviceAddress: number;
  readonly sensorType: number;
  readonly eventType: number;
  readonly eventOffset: number;
  readonly sourceType: number;
  readonly severity: number;
  readonly sensorNumber: number;
  readonly entity: number;
  readonly entityInstance: number;
}

/** An AMT_PETFilterSetting. */
export interface PetFilter extends PetFilterFields {
  readonly handle: number;
  readonly enabled: boolean;
  /** Made by the manufacturer or by the firmware itself. */
  readonly isOem: boolean;
  readonly logOnEvent: boolean;
  readonly sendAlert: boolean;
  /** Subscribers with the same number get what the filter lets through. */
  readonly policyId: number;
}

/** An AMT_SNMPEventSubscriber. `community` is kept out of logs like a password. */
export interface SnmpSubscriber {
  readonly handle: number;
  /** Dotted IPv4 text. */
  readonly address: string;
  readonly policyId: number;
  /** Empty: the default community of the event manager. */
  readonly community: string;
}

/** What the event manager remembers. */
export interface AlertsState {
  readonly defaultCommunity: string;
  readonly filters: readonly PetFilter[];
  readonly subscribers: readonly SnmpSubscriber[];
  readonly nextHandle: number;
  /** Slots of the event log that have ever been written since the log was new; clearing frees none of them. */
  readonly usedSlots: number;
}

/** Matches every value of a field. */
export const ANY_VALUE = 255;

/** Any offset of a sensor type: offsets have four bits (IPMI PET 1.0, specific trap). */
export const ANY_OFFSET = 15;

/** The filter that the firmware makes for the local user notification service; it can be neither changed nor removed. */
export const DIAGNOSTIC_POLICY = 134;

const FIRST_HANDLE = 1;

/** Default filters of the guide's table: temperature, voltage and fan; then the one for the user notification service. */
const factoryFilters: readonly PetFilter[] = [
  factoryFilter(1, { sensorType: 1, eventOffset: ANY_OFFSET }, 1),
  factoryFilter(2, { sensorType: 2, eventOffset: ANY_OFFSET }, 2),
  factoryFilter(3, { sensorType: 4, eventOffset: ANY_OFFSET }, 3),
  { ...factoryFilter(4, { sensorType: 0xc0, eventType: 0x70 }, DIAGNOSTIC_POLICY), sendAlert: false },
];

/** The event manager as the factory leaves it; that the default community is `public` is assumed. */
export const factoryAlerts: AlertsState = {
  defaultCommunity: 'public',
  filters: factoryFilters,
  subscribers: [],
  nextHandle: FIRST_HANDLE + factoryFilters.length,
  usedSlots: 0,
};

function factoryFilter(handle: number, fields: Partial<PetFilterFields>, policyId: number): PetFilter {
  return {
    deviceAddress: ANY_VALUE,
    sensorType: ANY_VALUE,
    eventType: ANY_VALUE,
    eventOffset: ANY_VALUE,
    sourceType: ANY_VALUE,
    severity: ANY_VALUE,
    sensorNumber: ANY_VALUE,
    entity: ANY_VALUE,
    entityInstance: ANY_VALUE,
    ...fields,
    handle,
    enabled: true,
    isOem: true,
    logOnEvent: true,
    sendAlert: true,
    policyId,
  };
}
