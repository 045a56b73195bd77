import type { Duplex } from 'node:stream';
import { TLSSocket, type SecureContext } from 'node:tls';
import type { Clock } from '../clock/clock.ts';
import { judgeSetupChain } from '../device/setup/setup-chain.ts';
import type { ProvisioningRecord } from '../device/state.ts';
import type { Effect, StateHolder } from '../device/step.ts';
import type { TcpStream } from '../network/link.ts';
import { CertificateTap, type TapVerdict } from './certificate-tap.ts';
import { judgeClientChain } from './client-chain.ts';
import { ALERT_OF_REFUSAL } from './tls-alerts.ts';
import { tlsContext, tlsIdentity, type TlsIdentity } from './tls-identity.ts';

export interface TlsServerOptions {
  readonly holder: StateHolder;
  readonly clock: Clock;
  /** DHCP option 15 of now, empty when the network gave none. */
  readonly dhcpSuffix: () => string;
  /** A handshake has come to its end. `provedSetup`: the peer proved itself as the setup server. */
  readonly onSecure: (stream: Duplex, peer: { readonly from: string; readonly provedSetup: boolean }) => void;
}

/**
 * The TLS side of port 16993. Every connection is answered from the state of that moment: with the self-signed pair and
 * the setup server's proof in setup, with the bound certificate when operational. Sessions are never resumed, because a
 * resumed session would carry no chain to judge.
 */
export class TlsServer {
  readonly #options: TlsServerOptions;
  readonly #handshakes = new Set<TLSSocket>();
  #cached: { readonly key: string; readonly context: SecureContext } | undefined;

  constructor(options: TlsServerOptions) {
    this.#options = options;
  }

  /** Begins a handshake on a fresh connection. */
  accept(stream: TcpStream, from: string): void {
    const { holder } = this.#options;
    const context = this.#context();
    if (context === undefined) {
      stream.destroy();
      return;
    }
    const handshake: Handshake = { from, record: undefined, refusal: undefined };
    const wire = this.#asksForChain() ? this.#tap(stream, handshake) : stream;
    const socket = new TLSSocket(wire, {
      isServer: true,
      secureContext: context,
      requestCert: wire !== stream,
      rejectUnauthorized: false,
    });
    socket.disableRenegotiation();
    this.#handshakes.add(socket);
    const patience = this.#options.clock.after(holder.profile.http.headTimeoutMs, 'TLS handshake', () => {
      handshake.refusal ??= 'tls.handshake.timeout';
      socket.destroy();
    });
    let isSecure = false;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      handshake.refusal ??= `tls.handshake.failed ${error.code ?? ''}`.trimEnd();
      socket.destroy();
    });
    socket.on('close', () => {
      patience.cancel();
      this.#handshakes.delete(socket);
      if (!isSecure) this.#tellRefused(from, handshake.refusal ?? 'tls.handshake.closed');
    });
    socket.on('secure', () => {
      isSecure = true;
      patience.cancel();
      this.#handshakes.delete(socket);
      this.#onSecure(socket, handshake);
    });
  }

  /** Breaks off handshakes under way; what has become secure belongs to whoever took it. */
  close(): void {
    for (const socket of this.#handshakes) socket.destroy();
  }

  #context(): SecureContext | undefined {
    const { state, profile } = this.#options.holder;
    const identity = tlsIdentity(state);
    if (identity === undefined) return undefined;
    const key = cacheKey(identity);
    if (this.#cached?.key !== key) this.#cached = { key, context: tlsContext(identity, profile.tls) };
    return this.#cached.context;
  }

  #asksForChain(): boolean {
    const { setup, tls } = this.#options.holder.state;
    return setup.provisioningState === 1 || tls.active.remote.mutualAuthentication;
  }

  #tap(stream: TcpStream, handshake: Handshake): Duplex {
    const isSetup = this.#options.holder.state.setup.provisioningState === 1;
    return new CertificateTap({
      stream,
      judge: (chain) => (isSetup ? this.#judgeSetup(chain, handshake) : this.#judgeClient(chain, handshake)),
      onFault: (code) => {
        handshake.refusal = code;
      },
    });
  }

  #judgeSetup(chain: readonly Buffer[], handshake: Handshake): TapVerdict {
    const { holder, dhcpSuffix } = this.#options;
    const { profile, state } = holder;
    const { nowMs } = holder.instant();
    const verdict = judgeSetupChain(chain, { state, profile, nowMs, dhcpSuffix: dhcpSuffix(), from: handshake.from });
    holder.perform(verdict.decisions.map((decision): Effect => ({ kind: 'decision', decision })));
    if (verdict.accepted) {
      handshake.record = verdict.record;
      return { accepted: true };
    }
    handshake.refusal = verdict.code;
    return { accepted: false, alert: ALERT_OF_REFUSAL[verdict.code] };
  }

  #judgeClient(chain: readonly Buffer[], handshake: Handshake): TapVerdict {
    const { holder } = this.#options;
    const verdict = judgeClientChain(chain, holder.state, holder.instant().nowMs);
    const { accepted, code, inputs } = verdict;
    const decision = {
      code,
      verdict: accepted ? 'accepted' : 'refused',
      inputs: { from: handshake.from, ...inputs },
    } as const;
    holder.perform([{ kind: 'decision', decision }]);
    if (accepted) return { accepted };
    handshake.refusal = code;
    return { accepted, alert: verdict.alert };
  }

  #onSecure(socket: TLSSocket, handshake: Handshake): void {
    const { holder, onSecure } = this.#options;
    const { from, record } = handshake;
    const detail = { version: socket.getProtocol() ?? '', cipher: socket.getCipher().name };
    const event: Effect = { kind: 'event', event: { kind: 'tls', what: 'handshake', from, detail } };
    const { state } = holder;
    const provedSetup = record !== undefined && state.setup.provisioningState === 1;
    if (provedSetup) holder.commit({ ...state, setup: { ...state.setup, record } }, [event]);
    else holder.perform([event]);
    onSecure(socket, { from, provedSetup });
  }

  /** What a certificate was refused for is in the decision log already; that a handshake broke for another reason is not. */
  #tellRefused(from: string, why: string): void {
    const [code = why, error] = why.split(' ', 2);
    const inputs = { from, ...(error === undefined ? {} : { error }) };
    const verdict = code === 'tls.handshake.closed' ? 'noted' : 'refused';
    const decisions: readonly Effect[] = code.startsWith('tls.handshake.')
      ? [{ kind: 'decision', decision: { code, verdict, inputs } }]
      : [];
    const event: Effect = { kind: 'event', event: { kind: 'tls', what: 'refused', from, detail: { code: why } } };
    this.#options.holder.perform([...decisions, event]);
  }
}

interface Handshake {
  readonly from: string;
  /** Kept aside until the peer has proved that the key is its own. */
  record: ProvisioningRecord | undefined;
  refusal: string | undefined;
}

function cacheKey(identity: TlsIdentity): string {
  return identity.chain.join(',');
}
