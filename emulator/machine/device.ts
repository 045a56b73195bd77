import { agentsAtBoot, agentsSuspended } from '../device/protection/agent-presence.ts';
import { missAlarms } from '../device/power/alarm-clock.ts';
import { bootReason, hostStarted } from '../device/power/boot-reason.ts';
import type { SleepState } from '../device/power/host-power-state.ts';
import type { Timer } from '../clock/clock.ts';
import type { DeviceEventDraft } from '../device/events.ts';
import { afterAcLoss } from '../device/power/power-loss.ts';
import { isOnInSleepState } from '../device/power/power.ts';
import { freshRsaKeys } from '../device/setup/self-signed.ts';
import type { Decision } from '../decisions/decision.ts';
import type { DeviceEvent } from '../device/events.ts';
import type { DeviceState } from '../device/state.ts';
import type { HostPowerAction, HostPowerCause } from '../device/step.ts';
import { profileFor } from '../firmware/releases.ts';
import { withSku } from '../firmware/skus.ts';
import type { FirmwareProfile } from '../firmware/profile.ts';
import { defaultDesktop } from '../hardware/default-desktop.ts';
import { Mebx } from '../mebx/mebx.ts';
import { MemoryNvram } from '../nvram/memory-nvram.ts';
import { AlarmDeadlines } from './alarm-deadlines.ts';
import type { CurrentAddress, Device, DeviceOptions, Nic, OpenPort } from './device-options.ts';
import { initialState } from './initial-state.ts';
import { keepLogs, type LogWatch } from './log-keeper.ts';
import { ManagementEngine } from './management-engine.ts';
import type { LifeOptions } from './network-life.ts';
import { newIdentity } from './new-identity.ts';
import { PoweredLife } from './powered-life.ts';

const FIRST_PORT = 16992;
/** Sleep state of a host that is switched off. */
const SOFT_OFF = 5;
/** Sleep state of a host that is suspended to memory. */
const SUSPENDED = 3;

/** What remote control and alarms make of a host; absent: it stays as it is. */
const sleepStateAfter: Partial<Record<HostPowerAction, SleepState>> = {
  on: 0,
  off: SOFT_OFF,
  shutdown: SOFT_OFF,
  sleep: SUSPENDED,
  hibernate: 4,
  reset: 0,
  restart: 0,
  cycle: 0,
};

const hostEvents = { 0: 'host-on', 3: 'host-asleep', 4: 'host-hibernating', 5: 'host-off' } as const;
/** How long the ME outlives a host whose power package takes it along, so that an answer still goes out; assumed. */
const ENGINE_OFF_MS = 1000;

/**
 * Builds a computer with AMT in it: no power, no cable. Throws `UnknownReleaseError`, `InitialStateError` and what
 * reading NVRAM throws.
 */
export function createDevice(options: DeviceOptions): Device {
  return new Machine(options);
}

class Machine implements Device {
  readonly mebx: Mebx;
  readonly #engine: ManagementEngine;
  readonly #lifeOptions: LifeOptions;
  readonly #deadlines: AlarmDeadlines;
  readonly #logs: LogWatch;
  /** Undefined while the ME is off: without AC, or with a host that takes it along. */
  #life: PoweredLife | undefined;
  #goingOff: Timer | undefined;
  #isAcIn = false;
  #isCableIn = false;
  #sleepState: SleepState = SOFT_OFF;
  #isClosed = false;
  #closing: Promise<void> = Promise.resolve();

  constructor(options: DeviceOptions) {
    const { clock, chance, link, portBase = FIRST_PORT, addressing = 'dhcp', keys = freshRsaKeys } = options;
    const described = typeof options.firmware === 'string' ? profileFor(options.firmware) : options.firmware;
    const profile = withSku(described, options.sku ?? described.sku);
    const nvram = options.nvram ?? new MemoryNvram();
    const { hardware = defaultDesktop } = options;
    const engine = new ManagementEngine({ profile, clock, chance, nvram, hardware }, (instant) =>
      initialState(options, newIdentity(profile.release, chance, options.identity, hardware), instant, keys),
    );
    this.#logs = keepLogs({ engine, clock, chance: chance.for('alerts'), link });
    engine.surround({
      stateChanged: (before, after) => {
        this.#life?.stateChanged(before, after);
        this.#logs.stateChanged(before, after);
        if (this.#isAcIn) this.#deadlines.follow();
      },
      dropConnections: (why) => this.#life?.dropConnections(why),
      forgetLogins: () => this.#life?.forgetLogins(),
      lease: () => this.#life?.network?.lease,
      rsaPrivateKey: (bits) => keys.rsaPrivateKey(bits),
      host: () => (this.#sleepState === 0 ? { isOn: true } : { isOn: false, sleepState: this.#sleepState }),
      switchHost: (action, because) => this.#switchHost(action, because),
    });
    const hasDateZeroCertificate = options.hasDateZeroCertificate ?? false;
    const portOffset = portBase - FIRST_PORT;
    this.#engine = engine;
    this.#deadlines = new AlarmDeadlines(clock, engine);
    this.#lifeOptions = { engine, clock, chance, link, keys, hasDateZeroCertificate, addressing, portOffset };
    this.mebx = new Mebx(engine);
  }

  get uuid(): string {
    return this.state.identity.uuid;
  }

  get mac(): string {
    return this.state.identity.wiredMac;
  }

  get state(): DeviceState {
    return this.#engine.state;
  }

  get profile(): FirmwareProfile {
    return this.#engine.profile;
  }

  get decisions(): readonly Decision[] {
    return this.#engine.decisions.records;
  }

  get events(): readonly DeviceEvent[] {
    return this.#engine.events.records;
  }

  get address(): CurrentAddress | undefined {
    return this.#life?.network?.address;
  }

  get ports(): readonly OpenPort[] {
    return this.#life?.network?.ports ?? [];
  }

  get isAcConnected(): boolean {
    return this.#isAcIn;
  }

  get isHostOn(): boolean {
    return this.#sleepState === 0;
  }

  onEvent(listener: (event: DeviceEvent) => void): Disposable {
    return this.#engine.events.on(listener);
  }

  onDecision(listener: (decision: Decision) => void): Disposable {
    return this.#engine.decisions.on(listener);
  }

  plugCable(nic: Nic = 'integrated'): void {
    if (nic === 'add-in' || this.#isCableIn) return;
    this.#isCableIn = true;
    this.#tell({ kind: 'cable', what: 'plugged' });
    this.#life?.setCable(true);
  }

  unplugCable(): void {
    if (!this.#isCableIn) return;
    this.#isCableIn = false;
    this.#tell({ kind: 'cable', what: 'unplugged' });
    this.#life?.setCable(false);
  }

  connectAc(): void {
    if (this.#isClosed || this.#isAcIn) return;
    this.#isAcIn = true;
    this.#engine.reload();
    const instant = this.#engine.instant();
    this.#engine.commit(missAlarms(afterAcLoss(this.state, instant), instant), []);
    this.#tell({ kind: 'power', what: 'ac-on' });
    this.#deadlines.follow();
    this.#followHost();
  }

  disconnectAc(): void {
    this.#end(false);
  }

  pressPowerButton(): void {
    this.#switchHost(this.isHostOn ? 'off' : 'on', 'power button');
  }

  async listening(): Promise<void> {
    await this.#closing;
    await this.#life?.settled();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#end(true);
    await this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #end(isOrderly: boolean): void {
    if (!this.#isAcIn) return;
    this.#isAcIn = false;
    this.#endLife(isOrderly);
    this.#deadlines[Symbol.dispose]();
    if (this.#sleepState !== SOFT_OFF) this.#setHost(SOFT_OFF);
    this.#tell({ kind: 'power', what: 'ac-off' });
  }

  #beginLife(): void {
    this.#engine.reload();
    this.#logs.engineStarted();
    this.#life = new PoweredLife(this.#lifeOptions, this.#isCableIn);
  }

  #endLife(isOrderly: boolean): void {
    this.#goingOff?.cancel();
    this.#goingOff = undefined;
    const closed = this.#life?.close(isOrderly);
    this.#life = undefined;
    this.#logs.engineEnded();
    this.#closing = Promise.all([this.#closing, closed]).then(() => undefined);
  }

  #switchHost(action: HostPowerAction, because?: HostPowerCause | 'power button'): void {
    if (!this.#isAcIn) return;
    const from = this.#sleepState;
    const next = sleepStateAfter[action];
    if (action === 'reset' || action === 'restart') this.#tell({ kind: 'power', what: 'host-reset' });
    if (action === 'interrupt') this.#tell({ kind: 'power', what: 'host-interrupted' });
    if (action === 'cycle') this.#setHost(SOFT_OFF);
    if (next !== this.#sleepState) this.#setHost(next ?? from);
    const isResume = action === 'on' && from === SUSPENDED;
    const instant = this.#engine.instant();
    if (isResume) this.#engine.commit(agentsAtBoot(this.state, instant), []);
    else if (next === 0) this.#engine.commit(hostStarted(this.state, instant, bootReason(action, from, because)), []);
    else if (next !== undefined) this.#engine.commit(agentsSuspended(this.state, instant), []);
    this.#followHost();
  }

  /**
   * The power package says whether the ME is on beside a host that is off. A package that is chosen while the host is off
   * holds from the next change of the host's power on (assumed), so setup can choose one that ends its own connection.
   */
  #followHost(): void {
    this.#goingOff?.cancel();
    this.#goingOff = undefined;
    if (isOnInSleepState(this.state, this.profile, this.#sleepState)) {
      if (this.#life === undefined) this.#beginLife();
      return;
    }
    const { schemeId } = this.state.power;
    const decision = { code: 'power.engine.off-with-host', verdict: 'noted', inputs: { schemeId } } as const;
    this.#engine.perform([{ kind: 'decision', decision }]);
    if (this.#life !== undefined)
      this.#goingOff = this.#lifeOptions.clock.after(ENGINE_OFF_MS, 'ME off', () => this.#endLife(false));
  }

  #setHost(sleepState: SleepState): void {
    this.#sleepState = sleepState;
    this.#tell({ kind: 'power', what: hostEvents[sleepState] });
  }

  #tell(event: DeviceEventDraft): void {
    this.#engine.perform([{ kind: 'event', event }]);
  }
}
