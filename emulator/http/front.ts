import type { Duplex } from 'node:stream';

import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import type { StateHolder } from '../device/step.ts';
import type { DigestQop } from '../firmware/profile.ts';
import { quirks, quirksOf } from '../firmware/quirks.ts';
import { createSoapEngine, type SoapEngine } from '../soap/engine.ts';
import type { Caller, ClassDeclaration } from '../wsman/declaration.ts';
import { createWsmanEngine, type WsmanEngine } from '../wsman/dispatch.ts';
import { Website, type SiteAnswer } from '../web-pages/website.ts';
import { HttpConnection, type Reply } from './connection.ts';
import { DigestGate } from './digest.ts';
import type { HttpRefusal, HttpRequest } from './request-reader.ts';
import { shownTarget } from './shown-target.ts';
import {
  challengeAnswer,
  emptyBadRequestAnswer,
  fileAnswer,
  pageAnswer,
  redirectAnswer,
  soapAnswer,
  withoutBody,
  type Answer,
} from './response-writer.ts';

/** Where a connection came from and what the TLS layer learnt about its peer. */
export interface AboutConnection {
  /** Address of the peer. */
  readonly from: string;
  readonly overTls: boolean;
  /** The TLS session was set up with a setup certificate that the device accepted. */
  readonly provedSetup: boolean;
}

export interface HttpFrontOptions {
  readonly holder: StateHolder;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly classes: readonly ClassDeclaration[];
}

/** The web server of the Management Engine behind ports 16992 and 16993, from one boot to the next. */
export interface HttpFront {
  /** Serves one connection until it ends. Over the release's connection limit the stream is closed at once. */
  serve(stream: Duplex, about: AboutConnection): void;
  /** Closes every connection, those with a request in hand after its answer, and gives up open enumerations. */
  closeAll(why: string): void;
  /** The machine is dead: breaks every connection off, whatever is in hand, and gives up open enumerations. */
  cutAll(why: string): void;
  /** Connections being served. */
  readonly open: number;
  /** Makes every nonce and every remembered login invalid. */
  forgetLogins(): void;
}

/** Starts the web server; nothing listens yet, whoever accepts connections hands them to `serve`. */
export function createHttpFront(options: HttpFrontOptions): HttpFront {
  return new Front(options);
}

interface Session {
  readonly about: AboutConnection;
  readonly connection: HttpConnection;
  /** Login remembered on a TLS connection, and the generation of logins it belongs to. */
  remembered: { readonly caller: Caller; readonly generation: number } | undefined;
  isSetupNoted: boolean;
}

/** Refusals of requests whose head was read and whose body cannot be. */
const framingRefusals: ReadonlySet<HttpRefusal> = new Set([
  'http.request.ambiguous-length',
  'http.request.unsupported-coding',
  'http.request.body-too-long',
  'http.request.malformed-chunk',
]);

type Login = { readonly kind: 'caller'; readonly caller: Caller } | { readonly kind: 'refused'; readonly reply: Reply };

class Front implements HttpFront {
  readonly #holder: StateHolder;
  readonly #clock: Clock;
  readonly #gate: DigestGate;
  readonly #wsman: WsmanEngine;
  readonly #soap: SoapEngine;
  readonly #site: Website;
  readonly #sessions = new Set<Session>();
  #loginGeneration = 0;

  constructor(options: HttpFrontOptions) {
    const { holder, clock, chance, classes } = options;
    this.#holder = holder;
    this.#clock = clock;
    this.#gate = new DigestGate({
      clock,
      chance: chance.for('http-nonce'),
      failedLoginDelayMs: holder.profile.timings.failedLoginDelayMs,
      qops: () => this.#qops(),
      acceptsShortResponse: holder.profile.quirks?.acceptsShortDigestResponse ?? false,
    });
    this.#site = new Website({ holder, chance: chance.for('web-forms') });
    for (const quirk of quirksOf(holder.profile))
      this.#decide(`quirk.${quirk}`, 'noted', { warning: quirks[quirk].warning });
    this.#wsman = createWsmanEngine({ holder, clock, classes });
    this.#soap = createSoapEngine({ holder });
  }

  get open(): number {
    return this.#sessions.size;
  }

  serve(stream: Duplex, about: AboutConnection): void {
    const limits = this.#holder.profile.http;
    if (this.#sessions.size >= limits.maxConnections) {
      this.#decide('http.connection.too-many', 'refused', { from: about.from, open: this.#sessions.size });
      stream.on('error', () => stream.destroy());
      stream.destroy();
      return;
    }
    const session: Session = {
      about,
      remembered: undefined,
      isSetupNoted: false,
      connection: new HttpConnection({
        stream,
        clock: this.#clock,
        limits,
        serve: (request) => this.#serve(session, request),
        refuse: (code) => this.#refuse(session, code),
        ended: (why) => {
          this.#sessions.delete(session);
          this.#decide(why, 'noted', { from: about.from });
        },
      }),
    };
    this.#sessions.add(session);
    session.connection.start();
  }

  closeAll(why: string): void {
    for (const session of this.#sessions) session.connection.close(why);
    this.#wsman.close();
  }

  cutAll(why: string): void {
    for (const session of this.#sessions) session.connection.cut(why);
    this.#wsman.close();
  }

  forgetLogins(): void {
    this.#loginGeneration += 1;
    this.#gate.forgetLogins();
    this.#site.forgetLogins();
  }

  /** HEAD is answered as GET is, without the body. */
  #serve(session: Session, request: HttpRequest): Reply {
    if (request.method !== 'HEAD') return this.#route(session, request);
    const reply = this.#route(session, request);
    return { ...reply, answer: withoutBody(reply.answer) };
  }

  #route(session: Session, request: HttpRequest): Reply {
    const { profile } = this.#holder;
    const path = request.target.split('?', 1)[0] ?? '';
    if (path === '/' && isReading(request)) {
      return this.#reply(session, request, '', redirectAnswer(profile, '/logon.htm'));
    }
    const place = this.#site.placeAt(path);
    if (place !== undefined && this.#site.closedBecause() !== undefined) {
      return this.#siteReply(session, request, '', this.#site.closed(path, session.about.from));
    }
    if (place === 'public' && isReading(request)) {
      return this.#siteReply(session, request, '', this.#site.publicAnswer(path));
    }
    if (place === 'page' || place === 'form') return this.#serveSite(session, request, path, place);
    const service = this.#serviceAt(path);
    if (service === undefined && place !== undefined) return this.#unsupported(session, request, '');
    if (service === undefined) return this.#unknownPath(session, request);
    const login = this.#logIn(session, request);
    if (login.kind === 'refused') return login.reply;
    const { caller } = login;
    if (request.method !== 'POST') return this.#unsupported(session, request, caller.user);
    const answer = service(request.body, caller);
    return this.#reply(session, request, caller.user, answer);
  }

  #serveSite(session: Session, request: HttpRequest, path: string, place: 'page' | 'form'): Reply {
    const login = this.#logIn(session, request);
    if (login.kind === 'refused') return login.reply;
    const { caller } = login;
    if (place === 'page' && isReading(request))
      return this.#siteReply(session, request, caller.user, this.#site.show(request.target, caller));
    if (place === 'form' && request.method === 'POST')
      return this.#siteReply(session, request, caller.user, this.#site.submit(path, request.body, caller));
    return this.#unsupported(session, request, caller.user);
  }

  #unknownPath(session: Session, request: HttpRequest): Reply {
    const { method, target } = request;
    this.#decide('http.request.unknown-path', 'refused', {
      from: session.about.from,
      method,
      path: shownTarget(target),
    });
    return this.#reply(session, request, '', pageAnswer(this.#holder.profile, 404, this.#site.texts.notFound));
  }

  #unsupported(session: Session, request: HttpRequest, user: string): Reply {
    const { method, target } = request;
    this.#decide('http.request.unsupported-method', 'refused', {
      from: session.about.from,
      method,
      path: shownTarget(target),
    });
    return this.#reply(session, request, user, pageAnswer(this.#holder.profile, 400, this.#site.texts.badRequest));
  }

  #siteReply(session: Session, request: HttpRequest, user: string, found: SiteAnswer): Reply {
    return this.#reply(session, request, user, this.#siteAnswer(found));
  }

  #siteAnswer(found: SiteAnswer): Answer {
    const { profile } = this.#holder;
    if (found.kind === 'file') return fileAnswer(profile, found.contentType, found.bytes);
    if (found.kind === 'redirect') return redirectAnswer(profile, found.to);
    if (found.status === 401) return challengeAnswer(profile, this.#challenge(), found.page);
    return pageAnswer(profile, found.status, found.page);
  }

  /** Paths are matched exactly: `/wsman`, and the legacy services where the release has them. */
  #serviceAt(path: string): ((body: Buffer, caller: Caller) => Answer) | undefined {
    const { profile } = this.#holder;
    if (path === '/wsman' && profile.capabilities.has('wsman')) {
      return (body, caller) => {
        const deviceMs = this.#deviceMs();
        const { status, text } = this.#wsman.answer(body, caller);
        return soapAnswer(profile, deviceMs, status, text, 'wsman');
      };
    }
    if (!this.#soap.serves(path)) return undefined;
    return (body, caller) => {
      const deviceMs = this.#deviceMs();
      const { status, text } = this.#soap.answer(path, body, caller);
      return soapAnswer(profile, deviceMs, status, text, 'legacy');
    };
  }

  #logIn(session: Session, request: HttpRequest): Login {
    const { about } = session;
    const authorization = request.fields.get('authorization');
    const known = authorization === undefined ? this.#knownCaller(session) : undefined;
    if (known !== undefined) return { kind: 'caller', caller: known };
    const { accounts } = this.#holder.state;
    const { method, target } = request;
    const { body } = request;
    const verdict = this.#gate.check({ method, target, authorization, body, from: about.from }, accounts);
    if (verdict.decision !== undefined) this.#holder.perform([{ kind: 'decision', decision: verdict.decision }]);
    if (verdict.kind === 'refused') {
      if (verdict.guess !== undefined) {
        const event = { kind: 'login', what: 'refused', from: about.from, overTls: about.overTls } as const;
        this.#holder.perform([{ kind: 'event', event: { ...event, ...verdict.guess } }]);
      }
      const answer = challengeAnswer(this.#holder.profile, this.#challenge(), this.#site.texts.logOnFailed);
      return { kind: 'refused', reply: { ...this.#reply(session, request, '', answer), delayMs: verdict.delayMs } };
    }
    const caller: Caller = { ...verdict.account, from: about.from, overTls: about.overTls };
    if (about.overTls && this.#holder.profile.capabilities.has('login-cache')) {
      session.remembered = { caller, generation: this.#loginGeneration };
    }
    return { kind: 'caller', caller };
  }

  /** Who asks, when the connection itself says so: a proved setup session, or an earlier login on it. */
  #knownCaller(session: Session): Caller | undefined {
    const { about, remembered } = session;
    const { profile, state } = this.#holder;
    if (about.provedSetup && profile.setup.clientCertificateIsEnough && state.setup.provisioningState !== 2) {
      if (!session.isSetupNoted) this.#decide('http.setup-certificate.is-enough', 'accepted', { from: about.from });
      session.isSetupNoted = true;
      const { adminUser } = state.accounts;
      return { user: adminUser, isAdmin: true, realms: [], from: about.from, overTls: about.overTls };
    }
    return remembered?.generation === this.#loginGeneration ? remembered.caller : undefined;
  }

  #challenge(): string {
    return this.#gate.challenge(this.#holder.state.accounts.digestRealm);
  }

  /** `auth-int` is offered where the release can check it and the settings do not say that `auth` is enough. */
  #qops(): readonly DigestQop[] {
    const { profile, state } = this.#holder;
    const { allowQopAuthOnly } = state.features.httpLogin;
    return allowQopAuthOnly ? ['auth'] : profile.http.digestQops;
  }

  #refuse(session: Session, code: HttpRefusal): Reply {
    this.#decide(code, 'refused', { from: session.about.from });
    const { profile } = this.#holder;
    const isEmpty = profile.http.badFramingAnswer === 'empty' && framingRefusals.has(code);
    const answer = isEmpty
      ? emptyBadRequestAnswer(profile, this.#deviceMs())
      : pageAnswer(profile, 400, this.#site.texts.badRequest);
    return this.#reply(session, { method: '', target: '', wireBytes: 0 }, '', answer);
  }

  #reply(
    session: Session,
    request: Pick<HttpRequest, 'method' | 'target' | 'wireBytes'>,
    user: string,
    answer: Answer,
  ): Reply {
    const { method, target, wireBytes } = request;
    const event = {
      kind: 'http' as const,
      from: session.about.from,
      method,
      path: shownTarget(target),
      status: answer.status,
      user,
      bytesIn: wireBytes,
      bytesOut: answer.bytes.length,
    };
    this.#holder.perform([{ kind: 'event', event }]);
    return { answer, delayMs: 0 };
  }

  #deviceMs(): number {
    return this.#holder.instant().nowMs + this.#holder.state.time.offsetMs;
  }

  #decide(
    code: string,
    verdict: 'accepted' | 'refused' | 'noted',
    inputs: Readonly<Record<string, string | number>>,
  ): void {
    this.#holder.perform([{ kind: 'decision', decision: { code, verdict, inputs } }]);
  }
}

/** Whether a request asks for something without changing anything. */
function isReading({ method }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}
