import type { Timer } from '../clock/clock.ts';
import type { DeviceState } from '../device/state.ts';
import { createHttpFront, type HttpFront } from '../http/front.ts';
import { classDeclarations } from '../wsman/classes/index.ts';
import { NetworkLife, type LifeOptions } from './network-life.ts';
import { SetupWindow } from './setup-window.ts';

/**
 * The ME from AC on to AC off, and with it everything volatile: nonces, remembered logins, the lease, the hello series,
 * open ports. A new life starts with nothing but what NVRAM holds.
 */
export class PoweredLife {
  readonly #options: LifeOptions;
  readonly #front: HttpFront;
  readonly #window: SetupWindow;
  #boot: Timer | undefined;
  #restart: Timer | undefined;
  #isCableIn: boolean;
  #network: NetworkLife | undefined;
  #formerAddress: string | undefined;
  #closing: Promise<void> = Promise.resolve();
  #isFollowing = false;
  #isOver = false;
  #mustFollowAgain = false;
  readonly #waiting = new Set<() => void>();

  constructor(options: LifeOptions, isCableIn: boolean) {
    this.#options = options;
    this.#isCableIn = isCableIn;
    const { engine: holder, clock, chance } = options;
    this.#front = createHttpFront({
      holder,
      clock,
      chance: chance.for(`http ${clock.nowMs()}`),
      classes: classDeclarations,
    });
    this.#window = new SetupWindow(clock, holder);
    this.#boot = clock.after(holder.profile.timings.bootMs, 'ME boot', () => {
      this.#boot = undefined;
      this.#follow();
      this.#release();
    });
  }

  get network(): NetworkLife | undefined {
    return this.#network;
  }

  setCable(isIn: boolean): void {
    this.#isCableIn = isIn;
    this.#follow();
  }

  dropConnections(why: string): void {
    this.#front.closeAll(why);
  }

  forgetLogins(): void {
    this.#front.forgetLogins();
  }

  /**
   * A machine that lost its configuration shuts its ports, restarts and only then looks for a setup server again
   * (assumed; it keeps its lease, so that the answer to whoever asked for this still goes out).
   */
  stateChanged(before: DeviceState, after: DeviceState): void {
    if (before.setup.provisioningState !== 0 && after.setup.provisioningState === 0) this.#beginRestart();
    this.#follow();
  }

  /** Resolves when the ME has booted and its ports are as the state wants them; rejects when one cannot be opened. */
  async settled(): Promise<void> {
    if (this.#boot !== undefined) await new Promise<void>((resolve) => this.#waiting.add(resolve));
    await this.#closing;
    await this.#network?.settled();
  }

  /** Power is gone, or (orderly) the emulator ends. */
  async close(isOrderly: boolean): Promise<void> {
    this.#boot?.cancel();
    this.#restart?.cancel();
    this.#isOver = true;
    if (isOrderly) this.#front.closeAll('the device ends');
    this.#linkDown(isOrderly);
    if (!isOrderly) this.#front.cutAll('power is gone');
    this.#window.save();
    this.#window[Symbol.dispose]();
    this.#release();
    await this.#closing;
  }

  #beginRestart(): void {
    if (this.#isOver) return;
    const { clock, engine } = this.#options;
    this.#restart?.cancel();
    this.#restart = clock.after(engine.profile.timings.bootMs, 'ME restart', () => {
      this.#restart = undefined;
      this.#follow();
    });
  }

  #release(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Commits made on the way ask for another round instead of nesting. */
  #follow(): void {
    this.#mustFollowAgain = true;
    if (this.#isFollowing || this.#isOver) return;
    this.#isFollowing = true;
    try {
      while (this.#mustFollowAgain) {
        this.#mustFollowAgain = false;
        this.#window.follow();
        this.#followLink();
      }
    } finally {
      this.#isFollowing = false;
    }
  }

  #followLink(): void {
    const isUp = this.#isCableIn && this.#boot === undefined;
    if (!isUp) {
      this.#linkDown(false);
      return;
    }
    this.#network ??= new NetworkLife(this.#options, this.#front, this.#formerAddress);
    this.#network.follow(this.#restart === undefined);
  }

  #linkDown(isOrderly: boolean): void {
    const network = this.#network;
    if (network === undefined) return;
    this.#network = undefined;
    this.#formerAddress = network.address?.address ?? this.#formerAddress;
    this.#closing = Promise.all([this.#closing, network.close(isOrderly)]).then(() => undefined);
  }
}
