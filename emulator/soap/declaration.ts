import type { DeviceState } from '../device/state.ts';
import type { Effect, Instant } from '../device/step.ts';

/** What a method of a legacy service sees. */
export interface SoapContext {
  readonly state: DeviceState;
  readonly instant: Instant;
}

/** Arguments by element name, as text. */
export type SoapArguments = Readonly<Record<string, string>>;

export interface SoapResult {
  /** PT_STATUS: 0 success. The first child of every answer. */
  readonly status: number;
  /** Elements after Status, in order. */
  readonly outputs?: readonly (readonly [name: string, text: string])[];
  readonly state?: DeviceState;
  readonly effects?: readonly Effect[];
}

export interface SoapMethod {
  readonly name: string;
  /** Element names of the arguments; all are required. */
  readonly input: readonly string[];
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
