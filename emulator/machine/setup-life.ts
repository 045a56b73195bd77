import { isIPv4 } from 'node:net';
import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import { makeSetupCertificate, type RsaKeySource } from '../device/setup/self-signed.ts';
import { enterSetup, helloSent } from '../device/setup/setup.ts';
import type { DeviceState } from '../device/state.ts';
import type { DecisionDraft } from '../decisions/decision.ts';
import { encodeHello } from '../network/hello-message.ts';
import { HelloSchedule } from '../network/hello-schedule.ts';
import { deliverHello } from '../network/hello-sender.ts';
import type { Endpoint, NetworkLink } from '../network/link.ts';
import { NameLookup } from '../network/name-lookup.ts';
import { serverSearch } from '../network/server-names.ts';
import type { CurrentAddress } from './device-options.ts';
import type { ManagementEngine } from './management-engine.ts';

export interface SetupLifeOptions {
  readonly engine: ManagementEngine;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
  readonly keys: RsaKeySource;
  readonly hasDateZeroCertificate: boolean;
  /** Read anew for each attempt: a renewed lease may name other servers. */
  readonly address: () => CurrentAddress;
}

/** One HELLO after another, as long as the network is there and setup has not come to its end. */
export class SetupLife implements Disposable {
  readonly #options: SetupLifeOptions;
  readonly #schedule: HelloSchedule;
  readonly #lookup: NameLookup;
  #hasBegun = false;

  constructor(options: SetupLifeOptions) {
    this.#options = options;
    const { engine, clock, chance, link } = options;
    const { setup, timings } = engine.profile;
    this.#schedule = new HelloSchedule({
      clock,
      waitsMs: setup.helloWaitsMs,
      attempt: (retry, signal) => this.#attempt(retry, signal),
      onSilent: () => this.#note('setup.hello.silent', { attempts: setup.helloWaitsMs.length + 1 }),
    });
    this.#lookup = new NameLookup({
      link,
      clock,
      chance: chance.for('dns'),
      timeoutMs: timings.dnsTimeoutMs,
      onEvent: (event) => engine.perform([{ kind: 'event', event }]),
    });
  }

  /** Follows the state: a new machine enters setup, one in setup says hello, any other is silent. */
  follow(): void {
    const { engine } = this.#options;
    if (mayEnterByItself(engine)) this.#enter();
    const { provisioningState, windowLeftMs, tlsMode } = engine.state.setup;
    const isInSetup = provisioningState === 1 && windowLeftMs > 0;
    if (isInSetup && tlsMode === 2 && engine.state.certificates.selfSigned === undefined) this.#certify();
    if (!isInSetup) {
      this.#schedule.stop();
      this.#hasBegun = false;
    } else if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#schedule.start();
    }
  }

  /** Cable, power or address are gone: the next series begins anew. */
  [Symbol.dispose](): void {
    this.#schedule.stop();
  }

  #enter(): void {
    const { engine } = this.#options;
    const entered = enterSetup(engine.state, engine.instant(), 'bare-metal');
    if (entered.ok) engine.commit(entered.state, entered.effects);
    else engine.noteRefusal(entered.refusal);
  }

  /** The self-signed pair is made when setup begins, whoever began it. */
  #certify(): void {
    const { engine, keys, hasDateZeroCertificate } = this.#options;
    const made = makeSetupCertificate(engine.state, engine.instant(), keys, { dateZero: hasDateZeroCertificate });
    if (made.ok) engine.commit(made.state, made.effects);
    else engine.noteRefusal(made.refusal);
  }

  async #attempt(retry: number, signal: AbortSignal): Promise<void> {
    const { engine } = this.#options;
    const port = engine.state.setup.provisioningPort;
    const bytes = encodeHello({
      areCredentialsChanged: !engine.state.accounts.mebxPasswordIsDefault,
      retryCount: retry,
      uuid: engine.state.identity.uuid,
      body: helloBody(engine.state, engine.profile.setup.helloMaxHashes),
    });
    try {
      const addresses = await this.#serverAddresses(signal);
      for (const address of addresses) if (await this.#deliver({ address, port }, { bytes, retry, signal })) return;
    } catch (error) {
      if (!signal.aborted) this.#note('setup.lookup.failed', { problem: messageOf(error) });
    }
  }

  /** Addresses to try in order; none when nobody knows the server. */
  async #serverAddresses(signal: AbortSignal): Promise<readonly string[]> {
    const { engine } = this.#options;
    const { address: from, dns, domain } = this.#options.address();
    const search = serverSearch({
      configured: engine.state.setup.provisioningServer,
      defaultName: engine.profile.setup.defaultServerName,
      domain: engine.state.network.domainName,
      dhcpDomain: domain,
    });
    if (search.kind === 'address') return [search.address];
    const servers = dns.filter((server) => isIPv4(server));
    if (servers.length === 0) {
      this.#note('setup.lookup.no-dns-server', { names: search.names });
      return [];
    }
    for (const name of search.names) {
      const answer = await this.#lookup.addresses(name, { from, servers }, signal);
      if (answer.found) return answer.addresses;
    }
    this.#note('setup.lookup.not-found', { names: search.names, servers });
    return [];
  }

  async #deliver(
    to: Endpoint,
    hello: { readonly bytes: Buffer; readonly retry: number; readonly signal: AbortSignal },
  ): Promise<boolean> {
    const { engine, link, clock, address } = this.#options;
    const { bytes, retry, signal } = hello;
    const event = { kind: 'hello', to: `${to.address}:${to.port}`, retry, bytesHex: bytes.toString('hex') } as const;
    try {
      const timeoutMs = engine.profile.timings.connectTimeoutMs;
      await deliverHello({ link, clock, from: address().address, to, bytes, timeoutMs, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      engine.perform([{ kind: 'event', event: { ...event, what: 'failed' } }]);
      this.#note('setup.hello.not-delivered', { to: event.to, problem: messageOf(error) });
      return false;
    }
    if (signal.aborted) return true;
    const sent = helloSent(engine.state, retry);
    engine.commit(sent, [{ kind: 'event', event: { ...event, what: 'sent' } }]);
    return true;
  }

  #note(code: string, inputs: DecisionDraft['inputs']): void {
    this.#options.engine.perform([{ kind: 'decision', decision: { code, verdict: 'noted', inputs } }]);
  }
}

/** Bare-metal setup begins by itself where the release has it, its timer is set and MEBx allows it. */
function mayEnterByItself({ state, profile }: ManagementEngine): boolean {
  const { provisioningState, provisioningMode, zeroTouchEnabled } = state.setup;
  return (
    provisioningState === 0 &&
    provisioningMode === 1 &&
    zeroTouchEnabled &&
    profile.setup.bareMetalTimerHours > 0 &&
    profile.capabilities.has('pki-setup')
  );
}

function helloBody(state: DeviceState, maxHashes: number): Parameters<typeof encodeHello>[0]['body'] {
  if (state.setup.tlsMode === 1) return { kind: 'psk', pid: state.setup.pid };
  return { kind: 'pki', hashes: state.setup.hashes.filter(({ isActive }) => isActive).slice(0, maxHashes) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
