import { AlertDispatcher } from '../alerts/alert-dispatcher.ts';
import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import type { Decision } from '../decisions/decision.ts';
import { auditApplication, writeAudit } from '../device/logs/audit-log.ts';
import type { AuditInitiator } from '../device/logs/audit-log-record.ts';
import {
  attackData,
  bootSteps,
  catalogueEntry,
  entryOfRecord,
  FAILURES_OF_AN_ATTACK,
} from '../device/logs/event-catalogue.ts';
import { logEvent } from '../device/logs/event-log.ts';
import type { DeviceEvent } from '../device/events.ts';
import type { DeviceState, EventRecord } from '../device/state.ts';
import type { NetworkLink } from '../network/link.ts';
import type { ManagementEngine } from './management-engine.ts';

/** What the keeper of the logs watches and writes to. */
export interface LogKeeperOptions {
  readonly engine: ManagementEngine;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
}

/** Decisions that mean that somebody tried a wrong name or password. */
const FAILED_LOGINS: ReadonlySet<string> = new Set([
  'http.digest.wrong-response',
  'http.digest.short-response',
  'http.digest.unknown-user',
  'http.digest.user-disabled',
  'http.digest.local-only-user',
]);
const OPERATIONAL = 2;
const SETUP_STARTED = 0;
const WRONG_CREDENTIALS = 5;
/** Extended data of a failed login: at AMT, not at MEBx. */
const AT_AMT = '00';

const setupCauses = {
  'entered-in': 'setup-begun',
  operational: 'setup-ended',
  unprovisioned: 'unprovisioned',
} as const;

/** Whom the machine tells what no event says. */
export interface LogWatch {
  /** The state has become another one. */
  readonly stateChanged: (before: DeviceState, after: DeviceState) => void;
  /** The management engine has power, and with it deliveries begin. */
  readonly engineStarted: () => void;
  /** The management engine is off, with the computer or with its host: what waits to be delivered is lost. */
  readonly engineEnded: () => void;
}

/** Has the logs kept for as long as the machine exists, and what is in them told while its engine is on. */
export function keepLogs(options: LogKeeperOptions): LogWatch {
  const keeper = new LogKeeper(options);
  options.engine.events.on((event) => keeper.onEvent(event));
  options.engine.decisions.on((decision) => keeper.onDecision(decision));
  return {
    stateChanged: (before, after) => keeper.stateChanged(before, after),
    engineStarted: () => keeper.engineStarted(),
    engineEnded: () => keeper.engineEnded(),
  };
}

/**
 * Watches what happens in and around the management engine and fills the event log and the access monitor from it; what
 * is written there is told to trap receivers and subscribers. The event log is filled on operational machines only: what
 * firmware logs before setup is not published.
 */
class LogKeeper {
  readonly #options: LogKeeperOptions;
  #dispatcher: AlertDispatcher | undefined;
  /** Records that are told of already. */
  readonly #told = new WeakSet<EventRecord>();
  #failedLogins = 0;
  #isLinkUp = false;

  constructor(options: LogKeeperOptions) {
    this.#options = options;
  }

  /** A feature has written into the event log by itself: that is told, too. */
  stateChanged(before: DeviceState, after: DeviceState): void {
    if (after.eventLog.records === before.eventLog.records) return;
    const [former] = before.eventLog.records;
    for (const record of after.eventLog.records) {
      if (record === former) return;
      const entry = entryOfRecord(record);
      if (entry === undefined || this.#told.has(record)) continue;
      this.#told.add(record);
      this.#dispatcher?.raise({ entry, argument: entry.message?.argument ?? '0', record });
    }
  }

  engineStarted(): void {
    const { clock, engine, chance, link } = this.#options;
    const startedMs = clock.elapsedMs();
    this.#dispatcher = new AlertDispatcher({ holder: engine, clock, chance, link, startedMs });
  }

  engineEnded(): void {
    this.#dispatcher?.[Symbol.dispose]();
    this.#dispatcher = undefined;
    this.#isLinkUp = false;
  }

  onEvent(event: DeviceEvent): void {
    if (event.kind === 'power') this.#onPower(event.what);
    else if (event.kind === 'platform') this.#happened(event.cause, event);
    else if (event.kind === 'listeners') this.#onListeners(event.ports.length > 0);
    else if (event.kind === 'setup' && event.what in setupCauses) {
      const what = event.what as keyof typeof setupCauses;
      if (what === 'entered-in') this.#audit(SETUP_STARTED, { kind: 'local' }, '', '');
      this.#happened(setupCauses[what]);
    }
  }

  #onPower(what: Extract<DeviceEvent, { kind: 'power' }>['what']): void {
    if (what !== 'host-on' && what !== 'host-reset') return;
    const { forcedProgressEvents } = this.#options.engine.state.boot;
    for (const cause of forcedProgressEvents ? bootSteps.forced : bootSteps.usual) this.#happened(cause);
  }

  /** The ports open when the link and an address are there. */
  #onListeners(isUp: boolean): void {
    if (isUp && !this.#isLinkUp) this.#happened('link-up');
    this.#isLinkUp = isUp;
  }

  onDecision({ code, inputs }: Decision): void {
    if (!FAILED_LOGINS.has(code)) return;
    const { user, from } = inputs;
    const initiator = { kind: 'digest', user: typeof user === 'string' ? user : '' } as const;
    this.#audit(WRONG_CREDENTIALS, initiator, typeof from === 'string' ? from : '', AT_AMT);
    this.#failedLogins += 1;
    if (this.#failedLogins % FAILURES_OF_AN_ATTACK === 0)
      this.#happened('password-attack', { dataHex: attackData(FAILURES_OF_AN_ATTACK) });
  }

  /** Logs an event where its cause says so, and tells it. Unknown causes are a mistake of whoever names them. */
  #happened(cause: string, more: { readonly dataHex?: string; readonly argument?: string } = {}): void {
    const { engine } = this.#options;
    const entry = catalogueEntry(cause);
    if (entry === undefined) throw new RangeError(`no event ${JSON.stringify(cause)} in the catalogue`);
    if (engine.state.setup.provisioningState !== OPERATIONAL && entry.record !== undefined) return;
    const record = entry.record === undefined ? undefined : this.#recordOf(entry.record, more.dataHex);
    if (record !== undefined && entry.isLogged && engine.profile.capabilities.has('event-log')) {
      this.#told.add(record);
      const logged = logEvent(engine.state, engine.instant(), record);
      if (logged.ok) engine.commit(logged.state, logged.effects);
      else engine.noteRefusal(logged.refusal);
    }
    const argument = more.argument ?? entry.message?.argument ?? '0';
    this.#dispatcher?.raise({ entry, argument, ...(record === undefined ? {} : { record }) });
  }

  #recordOf(shape: Omit<EventRecord, 'atSeconds'>, dataHex: string | undefined): EventRecord {
    const { engine } = this.#options;
    const deviceMs = engine.instant().nowMs + engine.state.time.offsetMs;
    return { ...shape, data: dataHex ?? shape.data, atSeconds: Math.max(0, Math.floor(deviceMs / 1000)) };
  }

  #audit(event: number, initiator: AuditInitiator, address: string, extended: string): void {
    const { engine } = this.#options;
    const application = auditApplication.securityAdmin;
    const record = { application, event, initiator, address, extended };
    const { state, effects } = writeAudit(engine.state, engine.instant(), record);
    if (state !== engine.state) engine.commit(state, effects);
  }
}
