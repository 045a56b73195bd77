import type { DeviceState } from '../device/state.ts';
import type { StateHolder } from '../device/step.ts';
import type { Catalogue } from './catalogue.ts';
import type { Instance } from './declaration.ts';
import type { Enumerations } from './enumeration.ts';
import type { Prefixes } from './envelope.ts';
import type { WsmanFault } from './faults.ts';

/** What an operation answers with. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly action: string;
      readonly prefixes: Prefixes;
      readonly body: string;
      /** Commits the new state; called once the answer is written. */
      readonly finish?: () => void;
      /** Of a call that changed something or made something happen: what it carried, and the state it leads to. */
      readonly done?: { readonly sent: Instance; readonly next: DeviceState | undefined };
      /** What a method returned. */
      readonly returnValue?: number;
      /** What was written is kept, and nothing acts on it. */
      readonly isStoredOnly?: boolean;
    }
  | { readonly kind: 'fault'; readonly fault: WsmanFault };

/** What the operations of one engine share. */
export interface EngineParts {
  readonly holder: StateHolder;
  readonly catalogue: Catalogue;
  readonly enumerations: Enumerations;
}
