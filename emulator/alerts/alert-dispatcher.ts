import { isIPv4 } from 'node:net';
import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import { trapReceivers } from '../device/logs/alerts.ts';
import type { SnmpSubscriber } from '../device/logs/alerts-state.ts';
import type { CatalogueEntry } from '../device/logs/event-catalogue.ts';
import type { DeviceEventDraft } from '../device/events.ts';
import type { EventRecord } from '../device/state.ts';
import type { StateHolder } from '../device/step.ts';
import { liveSubscriptions, readListenerAddress, type ListenerAddress } from '../device/logs/subscriptions.ts';
import type { EventSubscription } from '../device/logs/subscriptions-state.ts';
import type { NetworkLink, UdpPort } from '../network/link.ts';
import { NameLookup } from '../network/name-lookup.ts';
import { collectionHas, isAcknowledgement, writeEventMessage, type EventNotice } from '../wsman/eventing-message.ts';
import { answerDigest, readDigestChallenge } from './digest-answer.ts';
import { postEvent, type EventPost, type PostAnswer } from './event-post.ts';
import { encodePetTrap } from './pet-trap.ts';

/** Everything that delivery needs of the machine. */
export interface AlertDispatcherOptions {
  readonly holder: StateHolder;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
  /** Elapsed time at which the management engine started, milliseconds. */
  readonly startedMs: number;
}

/** Something that happened, ready to be told. */
export interface Alert {
  readonly entry: CatalogueEntry;
  readonly record?: EventRecord;
  readonly argument: string;
}

const TRAP_PORT = 162;
const FIRST_EPHEMERAL_PORT = 49_152;
const EPHEMERAL_PORTS = 16_384;
/** How long a message is kept (Intel AMT Implementation and Reference Guide, "WS-Eventing"). */
const PATIENCE_MS = 30_000;
/** Between one try and the next; assumed. */
const RETRY_MS = 10_000;
const TRY_TIMEOUT_MS = 9000;
/** Messages that wait for one listener; assumed. */
const MAX_WAITING = 16;
const UNAUTHORIZED = 401;

/** Tells trap receivers and subscribers what happened. Without a network nobody is told: events of that time are lost. */
export class AlertDispatcher {
  readonly #options: AlertDispatcherOptions;
  readonly #lookup: NameLookup;
  readonly #waiting = new Map<number, number>();
  readonly #lines = new Map<number, Promise<void>>();
  readonly #over = new AbortController();
  #port: { readonly address: string; readonly bound: Promise<UdpPort> } | undefined;
  #events = 0;
  #messages = 0;

  constructor(options: AlertDispatcherOptions) {
    const { link, clock, chance, holder } = options;
    this.#options = options;
    const timeoutMs = holder.profile.timings.dnsTimeoutMs;
    const onEvent = (event: DeviceEventDraft): void => this.#tell(event);
    this.#lookup = new NameLookup({ link, clock, chance: chance.for('lookup'), timeoutMs, onEvent });
  }

  /** Begins to tell; returns at once. */
  raise(alert: Alert): void {
    const { holder } = this.#options;
    const from = holder.lease?.()?.address;
    if (from === undefined || this.#over.signal.aborted) return;
    this.#events += 1;
    const { alerts } = holder.state.features;
    if (alert.record !== undefined) {
      const receivers = alert.entry.isForAll === true ? alerts.subscribers : trapReceivers(alerts, alert.record);
      const { record } = alert;
      for (const receiver of receivers) void this.#sendTrap(alert.entry.cause, record, receiver, from);
    }
    const { message } = alert.entry;
    if (message === undefined) return;
    const identifier = this.#options.chance.bytes(4).readUInt32BE(0);
    const instant = holder.instant();
    const deviceMs = instant.nowMs + holder.state.time.offsetMs;
    for (const subscription of liveSubscriptions(holder.state, instant).filter(({ collection }) =>
      collectionHas(collection, message),
    )) {
      this.#messages += 1;
      const notice = { message, argument: alert.argument, deviceMs, identifier, messageNumber: this.#messages };
      this.#enqueue(subscription, notice, alert.entry.cause);
    }
  }

  /** Resolves when everything that was raised has been delivered or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#lines.values());
  }

  /** Power is gone: what waits is lost. */
  [Symbol.dispose](): void {
    this.#over.abort(new Error('the management engine is off'));
    this.#closePort();
  }

  async #sendTrap(cause: string, record: EventRecord, receiver: SnmpSubscriber, from: string): Promise<void> {
    const { holder, clock, startedMs } = this.#options;
    const to = `${receiver.address}:${String(TRAP_PORT)}`;
    const sequence = this.#events;
    try {
      const port = await this.#portAt(from);
      const { defaultCommunity } = holder.state.features.alerts;
      const trap = encodePetTrap(record, {
        uuid: holder.state.identity.uuid,
        community: receiver.community === '' ? defaultCommunity : receiver.community,
        agentAddress: from,
        uptimeMs: clock.elapsedMs() - startedMs,
        sequence,
      });
      port.send(trap, { address: receiver.address, port: TRAP_PORT });
      this.#tell({ kind: 'alert', what: 'sent', how: 'trap', to, cause });
    } catch (error) {
      if (this.#over.signal.aborted) return;
      this.#closePort();
      this.#tell({ kind: 'alert', what: 'failed', how: 'trap', to, cause, problem: messageOf(error) });
    }
  }

  /** A port that could not be bound was told of by whoever wanted to send. */
  #closePort(): void {
    void this.#port?.bound.then((port) => port.close()).catch(() => undefined);
    this.#port = undefined;
  }

  /** One port for all traps of an address: closing it at once could lose what was just sent. */
  #portAt(address: string): Promise<UdpPort> {
    if (this.#port?.address !== address) {
      this.#closePort();
      const port = FIRST_EPHEMERAL_PORT + this.#options.chance.below(EPHEMERAL_PORTS);
      this.#port = { address, bound: this.#options.link.bindUdp({ address, port }, () => undefined) };
    }
    return this.#port.bound;
  }

  /** Messages to one listener go one after the other, so that they arrive in order. */
  #enqueue(subscription: EventSubscription, notice: EventNotice, cause: string): void {
    const { handle, destination } = subscription;
    const waiting = this.#waiting.get(handle) ?? 0;
    if (waiting >= MAX_WAITING) {
      const problem = 'too many messages wait';
      this.#tell({ kind: 'alert', what: 'given-up', how: 'event-message', to: destination, cause, problem });
      return;
    }
    this.#waiting.set(handle, waiting + 1);
    const sinceMs = this.#options.clock.elapsedMs();
    const before = this.#lines.get(handle) ?? Promise.resolve();
    const line = async (): Promise<void> => {
      await before;
      await this.#deliver(subscription, notice, cause, sinceMs);
      const left = (this.#waiting.get(handle) ?? 1) - 1;
      this.#waiting.set(handle, left);
      if (left > 0) return;
      this.#waiting.delete(handle);
      this.#lines.delete(handle);
    };
    this.#lines.set(handle, line());
  }

  /** Tries until the listener has it, it is too old, or nobody is subscribed any more. Never rejects. */
  async #deliver(subscription: EventSubscription, notice: EventNotice, cause: string, sinceMs: number): Promise<void> {
    const { clock } = this.#options;
    const to = subscription.destination;
    const told = { kind: 'alert', how: 'event-message', to, cause } as const;
    while (this.#isSubscribed(subscription)) {
      const problem = await this.#try(subscription, notice);
      if (this.#over.signal.aborted) return;
      if (problem === undefined) {
        this.#tell({ ...told, what: 'sent' });
        return;
      }
      const isLate = clock.elapsedMs() + RETRY_MS - sinceMs > PATIENCE_MS;
      this.#tell({ ...told, what: isLate ? 'given-up' : 'failed', problem });
      if (isLate) return;
      await this.#pause();
    }
  }

  #isSubscribed({ handle }: EventSubscription): boolean {
    const { holder } = this.#options;
    return liveSubscriptions(holder.state, holder.instant()).some((live) => live.handle === handle);
  }

  /** Until the next try, or until power is gone. */
  #pause(): Promise<void> {
    const { signal } = this.#over;
    return new Promise((resolve) => {
      const onAbort = (): void => {
        timer.cancel();
        resolve();
      };
      const timer = this.#options.clock.after(RETRY_MS, 'event delivery, next try', () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** One try, with a second request where the listener asks for a login; undefined when it went well. */
  async #try(subscription: EventSubscription, notice: EventNotice): Promise<string | undefined> {
    const { holder, link, clock, chance } = this.#options;
    const lease = holder.lease?.();
    const listener = readListenerAddress(subscription.destination);
    if (lease === undefined || listener === undefined) return 'no network';
    const { release } = holder.profile;
    try {
      const address = await this.#addressOf(listener, lease);
      if (address === undefined) return `no address of ${listener.host}`;
      const post: EventPost = {
        link,
        clock,
        from: lease.address,
        listener,
        address,
        body: Buffer.from(writeEventMessage(notice, subscription, release)),
        trustedRoots: this.#trustedRoots(),
        timeoutMs: TRY_TIMEOUT_MS,
        signal: this.#over.signal,
      };
      const answer = await postEvent(post);
      const authorization =
        answer.status === UNAUTHORIZED ? authorize(answer, subscription, listener, chance) : undefined;
      const last = authorization === undefined ? answer : await postEvent({ ...post, authorization });
      return objection(last, subscription);
    } catch (error) {
      return messageOf(error);
    }
  }

  async #addressOf(
    { host }: ListenerAddress,
    lease: NonNullable<ReturnType<NonNullable<StateHolder['lease']>>>,
  ): Promise<string | undefined> {
    if (isIPv4(host)) return host;
    const servers = [lease.primaryDns, lease.secondaryDns].filter((server) => isIPv4(server));
    const found = await this.#lookup.addresses(host, { from: lease.address, servers }, this.#over.signal);
    return found.found ? found.addresses[0] : undefined;
  }

  #trustedRoots(): readonly string[] {
    const { certificates } = this.#options.holder.state.certificates;
    return certificates.filter(({ isTrustedRoot }) => isTrustedRoot).map(({ der }) => pemOf(der));
  }

  /**
   * A delivery has nobody who caused it and could be thrown at: what an observer throws comes out of a timer, as it does
   * wherever time causes an event, and the delivery goes on.
   */
  #tell(event: DeviceEventDraft): void {
    const { holder, clock } = this.#options;
    try {
      holder.perform([{ kind: 'event', event }]);
    } catch (error) {
      clock.after(0, 'what an observer of a delivery threw', () => {
        throw error;
      });
    }
  }
}

/** A certificate as PEM, in lines of 64 characters (RFC 7468, 2). */
function pemOf(der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function authorize(
  answer: PostAnswer,
  subscription: EventSubscription,
  listener: ListenerAddress,
  chance: Chance,
): string | undefined {
  const challenge = answer.challenge === undefined ? undefined : readDigestChallenge(answer.challenge);
  if (challenge === undefined || subscription.user === '') return undefined;
  return answerDigest(challenge, subscription, listener.path, chance.bytes(8).toString('hex'));
}

function objection({ status, body }: PostAnswer, { mode }: EventSubscription): string | undefined {
  if (status < 200 || status > 299) return `HTTP status ${String(status)}`;
  return mode === 'push' || isAcknowledgement(body) ? undefined : 'no acknowledgement';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
