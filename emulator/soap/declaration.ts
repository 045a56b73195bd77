import type { DeviceState } from '../device/state.ts';
import type { Effect, Instant, StateHolder } from '../device/step.ts';

/** What a method of a legacy service sees. */
export interface SoapContext {
  readonly state: DeviceState;
  readonly instant: Instant;
  /** For what surrounds the engine: host and lease. Only the engine commits. */
  readonly holder: Pick<StateHolder, 'host' | 'lease'>;
}

/** Arguments by element name, as text. */
export type SoapArguments = Readonly<Record<string, string>>;

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
  /** Element names of the arguments that must be there. */
  readonly input: readonly string[];
  /** Element names of those that may be left out. */
  readonly optional?: readonly string[];
  /** Any of these realms may call; an administrator always. */
  readonly realms: readonly number[];
  readonly call: (context: SoapContext, input: SoapArguments) => SoapResult;
}

/** One service of the legacy interface ("EOI"): its path, its namespace, its methods. */
export interface SoapService {
  readonly path: string;
  readonly namespace: string;
  readonly methods: readonly SoapMethod[];
}
