import type { DeviceState } from '../device/state.ts';
import type { Effect, Instant, StateHolder } from '../device/step.ts';
import type { Evidence } from '../firmware/profile.ts';

/** What a method of a legacy service sees. */
export interface SoapContext {
  readonly state: DeviceState;
  readonly instant: Instant;
  /** For what surrounds the engine: host and lease. Only the engine commits. */
  readonly holder: Pick<StateHolder, 'host' | 'lease'>;
}

/** An element that a method takes. */
export interface SoapParameter {
  readonly name: string;
  /** May be left out. */
  readonly optional?: true;
  /** May come more than once. */
  readonly many?: true;
  /** Elements inside; a parameter without them holds text. */
  readonly members?: readonly SoapParameter[];
}

/** What one element holds: text, or further elements. */
export type SoapArgument = string | SoapArguments;

/** Arguments by element name, each in the order in which it came. Every name that is here was declared. */
export interface SoapArguments {
  readonly [name: string]: readonly SoapArgument[];
}

/** An element of an answer: text or elements inside it. */
export type SoapOutput = readonly [name: string, content: string | readonly SoapOutput[]];

export interface SoapResult {
  /** PT_STATUS: 0 success. The first child of every answer. */
  readonly status: number;
  /** Elements after Status, in order. */
  readonly outputs?: readonly SoapOutput[];
  readonly state?: DeviceState;
  readonly effects?: readonly Effect[];
}

export interface SoapMethod {
  readonly name: string;
  readonly input: readonly SoapParameter[];
  /** Any of these realms may call; an administrator always. */
  readonly realms: readonly number[];
  /** How well the names and the order of arguments and outputs are known. */
  readonly evidence: Evidence;
  readonly call: (context: SoapContext, input: SoapArguments) => SoapResult;
}

/** One service of the legacy interface ("EOI"): its path, its namespace, its methods. */
export interface SoapService {
  readonly path: string;
  readonly namespace: string;
  readonly methods: readonly SoapMethod[];
  /** Methods that firmware has and this device lacks, because what they carry is not published. */
  readonly missing: readonly string[];
}
