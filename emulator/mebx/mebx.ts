import { changeEvents, changeRefusal, writeChangeEvents } from '../device/logs/change-audit.ts';
import type { RootHash } from '../device/state.ts';
import type { Refusal, StateHolder, Step } from '../device/step.ts';
import {
  changePassword,
  deleteHash,
  insertHash,
  logOn,
  setDnsSuffix,
  setProvisioningServer,
  setZeroTouch,
  startSetup,
  toggleHash,
  unprovisionFromMenu,
  type MebxAccess,
} from './menu-steps.ts';

/** What a choice in MEBx came to. */
export type MebxOutcome = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/**
 * The BIOS extension of the management engine as a person at the keyboard uses it: log on, set a strong password, then
 * choose. Accepted choices are in force at once.
 */
export class Mebx {
  readonly #holder: StateHolder;
  #access: MebxAccess = 'locked';

  constructor(holder: StateHolder) {
    this.#holder = holder;
  }

  /** What the person may do now. */
  get access(): MebxAccess {
    return this.#access;
  }

  logOn(password: string): MebxOutcome {
    const step = logOn(this.#holder.state, password);
    this.#access = step.ok ? step.value : 'locked';
    return this.#take(step);
  }

  /** "Exit": the next person has to log on. */
  exit(): void {
    this.#access = 'locked';
  }

  changePassword(next: string): MebxOutcome {
    const step = changePassword(this.#holder.state, this.#access, next);
    if (step.ok) this.#access = step.value;
    return this.#take(step);
  }

  setProvisioningServer(server: string, port: number): MebxOutcome {
    return this.#take(setProvisioningServer(this.#holder.state, this.#access, server, port));
  }

  setDnsSuffix(suffix: string): MebxOutcome {
    return this.#take(setDnsSuffix(this.#holder.state, this.#access, suffix));
  }

  setZeroTouch(enabled: boolean): MebxOutcome {
    return this.#take(setZeroTouch(this.#holder.state, this.#access, enabled));
  }

  insertHash(hash: Pick<RootHash, 'name' | 'algorithm' | 'hex' | 'isActive'>): MebxOutcome {
    return this.#take(insertHash(this.#holder.state, this.#holder.instant(), this.#access, hash));
  }

  toggleHash(fingerprint: string): MebxOutcome {
    return this.#take(toggleHash(this.#holder.state, this.#access, fingerprint));
  }

  deleteHash(fingerprint: string): MebxOutcome {
    return this.#take(deleteHash(this.#holder.state, this.#access, fingerprint));
  }

  unprovision(extent: 'full' | 'partial'): MebxOutcome {
    const holder = this.#holder;
    const instant = holder.instant();
    const step = unprovisionFromMenu(holder.state, instant, this.#access, extent);
    if (!step.ok) return this.#take(step);
    const asked = { before: holder.state, after: step.state, effects: step.effects, from: 'screen' } as const;
    const events = changeEvents(asked, instant);
    const refusal = changeRefusal(asked, instant, events);
    if (refusal !== undefined) return this.#take({ ok: false, refusal });
    const outcome = this.#take(step);
    writeChangeEvents(holder, { initiator: { kind: 'local' }, address: '' }, events);
    return outcome;
  }

  startSetup(): MebxOutcome {
    return this.#take(startSetup(this.#holder.state, this.#holder.instant(), this.#access));
  }

  #take<T>(step: Step<T>): MebxOutcome {
    if (step.ok) {
      this.#holder.commit(step.state, step.effects);
      return { ok: true };
    }
    const { code, inputs } = step.refusal;
    this.#holder.perform([{ kind: 'decision', decision: { code, verdict: 'refused', inputs } }]);
    return { ok: false, refusal: step.refusal };
  }
}
