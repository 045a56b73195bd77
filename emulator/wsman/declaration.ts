import type { Effect, Instant, Refusal, StateHolder } from '../device/step.ts';
import type { DeviceState } from '../device/state.ts';
import type { Capability, Evidence } from '../firmware/profile.ts';
import type { ReleaseRange } from '../firmware/release-range.ts';

/** A reference to an instance: class URI and selectors. Selector values are text or, for associations, references. */
export interface EndpointReference {
  readonly kind: 'reference';
  readonly resourceUri: string;
  readonly selectors: Readonly<Record<string, string | EndpointReference>>;
}

export interface DatetimeValue {
  readonly kind: 'datetime';
  /** Milliseconds since 1970. */
  readonly ms: number;
}

/** A span of time (`P1DT23H59M59S` on the wire). */
export interface IntervalValue {
  readonly kind: 'interval';
  readonly seconds: number;
}

/** An instance inside another element: a method's argument that is a whole object. */
export interface EmbeddedValue {
  readonly kind: 'embedded';
  /** `CIM_WiFiEndpointSettings`. */
  readonly className: string;
  readonly values: Instance;
}

/** Property and parameter values between the envelope and the handlers. Octets travel as base64 or hex text. */
export type Scalar = string | number | boolean | EndpointReference | DatetimeValue | IntervalValue | EmbeddedValue;
export type Value = Scalar | readonly Scalar[];
/** Undefined properties are absent on the wire. */
export type Instance = Readonly<Record<string, Value | undefined>>;

export type CimType =
  | 'string'
  | 'boolean'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'sint8'
  | 'sint16'
  | 'sint32'
  | 'sint64'
  | 'real64'
  /** Point in time or interval: CIM has one type for both. */
  | 'datetime'
  | 'base64'
  | 'hex'
  | 'reference'
  | 'embedded';

/** Numbers of a property or parameter and what they mean, as the CIM schema lists them. */
export type ValueMap = Readonly<Record<number, string>>;

export interface PropertyDeclaration extends ReleaseRange {
  readonly name: string;
  readonly type: CimType;
  readonly values?: ValueMap;
  readonly array?: true;
  readonly key?: true;
  /** Read only unless said; `write` never appears in answers. */
  readonly access?: 'read-write' | 'write';
  /** Must be present in Put and Create. */
  readonly required?: true;
  readonly maxLength?: number;
  /** What the name and the values do not say. */
  readonly meaning?: string;
  /** The release has to be able to do this as well. */
  readonly needs?: Capability;
  /** The device keeps the value and nothing acts on it. */
  readonly storedOnly?: true;
}

export interface ParameterDeclaration {
  readonly name: string;
  readonly type: CimType;
  readonly values?: ValueMap;
  /** Class of an `embedded` argument; its declaration checks the content. */
  readonly className?: string;
  readonly array?: true;
  readonly required?: true;
}

export interface MethodDeclaration extends ReleaseRange {
  readonly name: string;
  readonly input: readonly ParameterDeclaration[];
  /** Wire order; ReturnValue is added last by the engine. */
  readonly output: readonly ParameterDeclaration[];
  /** Any of these realms may call; the class's `writeRealms` when absent. */
  readonly realms?: readonly number[];
  /** ReturnValues that are documented or known from clients. */
  readonly returns?: readonly number[];
  readonly meaning?: string;
  readonly needs?: Capability;
  /** Absent: the schema has the method and this device does not carry it out; callers get ActionNotSupported. */
  readonly call?: (context: CallContext, input: Instance, self: Instance) => MethodResult;
}

/** What a handler sees. `changed` states are committed by the engine after the handler returns. */
export interface CallContext {
  readonly state: DeviceState;
  readonly instant: Instant;
  readonly holder: StateHolder;
  readonly caller: Caller;
  /** What this release serves, for associations that follow from what other classes have. */
  readonly served: ServedClasses;
}

/** The classes of one release, found by resource URI. */
export interface ServedClasses {
  /** The class with this URI and those derived from it; empty when the release does not know it. */
  under(resourceUri: string): readonly ClassDeclaration[];
}

/** Who asks. */
export interface Caller {
  readonly user: string;
  /** `admin` passes every realm check. */
  readonly isAdmin: boolean;
  readonly realms: readonly number[];
  /** Realms that being an administrator does not cover. */
  readonly uncovered?: readonly number[];
  readonly from: string;
  readonly overTls: boolean;
}

export type MethodResult =
  | {
      readonly kind: 'returned';
      readonly value: number;
      readonly outputs?: Instance;
      readonly state?: DeviceState;
      readonly effects?: readonly Effect[];
    }
  | { readonly kind: 'fault'; readonly fault: FaultName; readonly detail?: string; readonly code: string };

export type WriteResult =
  | { readonly kind: 'written'; readonly state: DeviceState; readonly effects?: readonly Effect[] }
  | {
      readonly kind: 'fault';
      readonly fault: FaultName;
      readonly detail?: string;
      readonly code: string;
      /** What the rule that refused looked at, for the decision log. No secrets. */
      readonly inputs?: Refusal['inputs'];
    };

/** Create answers with the reference of the new instance. */
export type CreateResult =
  | (Extract<WriteResult, { kind: 'written' }> & { readonly created: EndpointReference })
  | Extract<WriteResult, { kind: 'fault' }>;

export type FaultName =
  | 'DestinationUnreachable'
  | 'InvalidMessageInformationHeader'
  | 'ActionNotSupported'
  | 'EndpointUnavailable'
  | 'InvalidRepresentation'
  | 'SchemaValidationError'
  | 'AlreadyExists'
  | 'QuotaLimit'
  | 'InternalError'
  | 'AccessDenied'
  | 'InvalidSelectors'
  | 'UnsupportedFeature'
  | 'EncodingLimit'
  | 'TimedOut'
  | 'InvalidOptions'
  | 'CannotProcessFilter'
  | 'FilteringNotSupported'
  | 'FilterDialectRequestedUnavailable'
  | 'InvalidEnumerationContext'
  | 'DeliveryModeRequestedUnavailable'
  | 'InvalidExpirationTime'
  | 'MustUnderstand';

/**
 * A CIM class as the firmware serves it: declaration beside handlers. The engine does the rest (selectors, schema
 * checks, realm checks, enumeration, envelopes).
 */
export interface ClassDeclaration extends ReleaseRange {
  readonly name: string;
  readonly uri: string;
  /** Class it is derived from. Instances are also found under the name of every class above it. */
  readonly parent?: string;
  /** Only its subclasses have instances. */
  readonly isAbstract?: true;
  readonly properties: readonly PropertyDeclaration[];
  readonly methods?: readonly MethodDeclaration[];
  /** The full schema has a datetime property, so answers declare the `common` namespace. */
  readonly declaresCommon: boolean;
  /** Any of these realms may read; administrator always. */
  readonly readRealms: readonly number[];
  readonly writeRealms: readonly number[];
  readonly needs?: Capability;
  /** The device keeps what is written and nothing acts on it. */
  readonly storedOnly?: true;
  /** How well the instances and their values are known. */
  readonly evidence: Evidence;
  readonly source: string;
  /** Operations and methods of which an answer of real firmware was published: `Get`, `Pull`, `AddAlarm`. */
  readonly recorded?: readonly string[];
  /** Its own instances come where it stands among the classes derived from it, instead of before them all. */
  readonly isEnumeratedInPlace?: true;
  /** Selectors that a Get without selectors stands for, where it does not mean the first instance. */
  readonly whenUnnamed?: Readonly<Record<string, string>>;
  /** Instances in enumeration order. */
  readonly instances: (context: CallContext) => readonly Instance[];
  /** `written` holds only what the request carried, already type-checked. */
  readonly put?: (context: CallContext, current: Instance, written: Instance) => WriteResult;
  /** Put answers with an empty body instead of what the instance has become. */
  readonly putAnswersEmpty?: true;
  readonly create?: (context: CallContext, written: Instance) => CreateResult;
  readonly remove?: (context: CallContext, current: Instance) => WriteResult;
  readonly enumerate?: false;
}
