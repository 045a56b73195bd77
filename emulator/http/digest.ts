import { hash, timingSafeEqual } from 'node:crypto';

import type { Chance } from '../clock/chance.ts';
import type { Clock } from '../clock/clock.ts';
import type { DecisionDraft } from '../decisions/decision.ts';
import type { AccountsState } from '../device/state.ts';
import type { DigestQop } from '../firmware/profile.ts';
import { readAuthorization, type DigestCredentials } from './authorization.ts';
import { shownTarget } from './shown-target.ts';

/** Nonces that are good at once; the one unused longest goes first. */
export const MAX_NONCES = 256;
/** Length of an MD5 digest in hex. */
const RESPONSE_CHARACTERS = 32;
/** Realm that makes an account an administrator (PTAdministrationRealm). */
const ADMINISTRATION_REALM = 3;

/** What Digest looks at. */
export interface DigestQuestion {
  readonly method: string;
  /** The request target as sent. */
  readonly target: string;
  /** Value of the Authorization field. */
  readonly authorization: string | undefined;
  /** What qop `auth-int` protects: the body without its transfer coding. */
  readonly body: Buffer;
  readonly from: string;
}

/** An account that proved itself. */
export interface ProvedAccount {
  readonly user: string;
  readonly isAdmin: boolean;
  readonly realms: readonly number[];
}

export type DigestVerdict =
  | {
      readonly kind: 'proved';
      readonly account: ProvedAccount;
      /** Set where a login that should have failed did not. */
      readonly decision?: DecisionDraft;
    }
  | {
      readonly kind: 'refused';
      readonly decision: DecisionDraft;
      /** How long to wait with the answer, milliseconds. */
      readonly delayMs: number;
      /** Set when somebody guessed: the name, and how often in a row such a guess was wrong. */
      readonly guess?: { readonly user: string; readonly failures: number };
    };

export interface DigestGateOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  /** Waits after the first, second, ... failure in a row of one account; the last one repeats. */
  readonly failedLoginDelayMs: readonly number[];
  /** Qualities of protection that are good enough now, in the order in which they are offered. */
  readonly qops: () => readonly DigestQop[];
  /** Compares only as many characters of a response as came (CVE-2017-5689); never unless somebody asked for it. */
  readonly acceptsShortResponse: boolean;
}

interface Failures {
  count: number;
  /** Elapsed time before which no refusal of this account goes out. */
  notBeforeMs: number;
}

/** Failures of names that are no account are counted together, under a name that no account can have. */
const NOBODY = '';

/**
 * HTTP Digest (RFC 2617, MD5, qop auth and auth-int) as the firmware does it: the realm is the device's, `nc` may repeat,
 * a nonce is good on any connection until an account changes or the table is full, and `stale` is always false.
 */
export class DigestGate {
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #delaysMs: readonly number[];
  readonly #qops: () => readonly DigestQop[];
  readonly #acceptsShortResponse: boolean;
  /** Insertion order is order of last use. */
  readonly #nonces = new Set<string>();
  readonly #failures = new Map<string, Failures>();

  constructor(options: DigestGateOptions) {
    this.#clock = options.clock;
    this.#chance = options.chance;
    this.#delaysMs = options.failedLoginDelayMs;
    this.#qops = options.qops;
    this.#acceptsShortResponse = options.acceptsShortResponse;
  }

  /** The value of a WWW-Authenticate field, with a fresh nonce. Blanks stand only after the first comma. */
  challenge(realm: string): string {
    const nonce = this.#makeNonce();
    while (this.#nonces.size >= MAX_NONCES) {
      const [oldest] = this.#nonces;
      if (oldest === undefined) break;
      this.#nonces.delete(oldest);
    }
    this.#nonces.add(nonce);
    return `Digest realm="${realm}", nonce="${nonce}",stale="false",qop="${this.#qops().join(',')}"`;
  }

  /** Invalidates all nonces: an account changed. */
  forgetLogins(): void {
    this.#nonces.clear();
    this.#failures.clear();
  }

  check(question: DigestQuestion, accounts: AccountsState): DigestVerdict {
    if (question.authorization === undefined) return refuse('http.digest.no-credentials', question);
    const reading = readAuthorization(question.authorization);
    if (reading.kind === 'other-scheme') {
      return refuse('http.authorization.unsupported-scheme', question, { scheme: reading.scheme });
    }
    if (reading.kind === 'malformed') return refuse('http.digest.malformed', question, { what: reading.what });
    return this.#verify(reading.credentials, question, accounts);
  }

  #verify(credentials: DigestCredentials, question: DigestQuestion, accounts: AccountsState): DigestVerdict {
    const { nonce, username } = credentials;
    if (this.#acceptsShortResponse && credentials.response.length < RESPONSE_CHARACTERS)
      return this.#verifyPart(credentials, question, accounts);
    const form = refuseForm(credentials, question, accounts.digestRealm, this.#qops());
    if (form !== undefined) return refuse(form, question, { user: username });
    if (!this.#nonces.has(nonce)) return refuse('http.digest.unknown-nonce', question, { user: username });
    const account = findAccount(accounts, username);
    if (account.kind === 'refused') return this.#fail(account.code, username, NOBODY, question);
    if (credentials.response.length !== RESPONSE_CHARACTERS) {
      return this.#fail('http.digest.short-response', username, username, question);
    }
    const expected = digestResponse(account.ha1, question, credentials);
    if (!timingSafeEqual(Buffer.from(expected, 'latin1'), Buffer.from(credentials.response, 'latin1'))) {
      return this.#fail('http.digest.wrong-response', username, username, question);
    }
    this.#use(nonce, username);
    return { kind: 'proved', account: account.account };
  }

  /** The defect of CVE-2017-5689: nothing but a known nonce and as much of the response as the client likes to send. */
  #verifyPart(credentials: DigestCredentials, question: DigestQuestion, accounts: AccountsState): DigestVerdict {
    const { nonce, username, response } = credentials;
    const account = findAccount(accounts, username);
    if (!this.#nonces.has(nonce)) return refuse('http.digest.unknown-nonce', question, { user: username });
    if (account.kind === 'refused') return this.#fail(account.code, username, NOBODY, question);
    const expected = digestResponse(account.ha1, question, credentials);
    if (!expected.startsWith(response)) return this.#fail('http.digest.wrong-response', username, username, question);
    this.#use(nonce, username);
    const inputs = { from: question.from, user: username, characters: response.length };
    const decision = { code: 'http.digest.short-response-accepted', verdict: 'accepted', inputs } as const;
    return { kind: 'proved', account: account.account, decision };
  }

  #use(nonce: string, username: string): void {
    this.#nonces.delete(nonce);
    this.#nonces.add(nonce);
    this.#failures.delete(username);
  }

  /** Refuses a guess, later with every guess in a row; refusals of one account queue up behind each other. */
  #fail(code: string, user: string, counted: string, question: DigestQuestion): DigestVerdict {
    const nowMs = this.#clock.elapsedMs();
    const failures = this.#failures.get(counted) ?? { count: 0, notBeforeMs: 0 };
    const stepMs = this.#delaysMs[Math.min(failures.count, this.#delaysMs.length - 1)] ?? 0;
    failures.count += 1;
    failures.notBeforeMs = Math.max(nowMs, failures.notBeforeMs) + stepMs;
    this.#failures.set(counted, failures);
    const delayMs = failures.notBeforeMs - nowMs;
    const { count } = failures;
    const refusal = refuse(code, question, { user, failures: count, delayMs }, delayMs);
    return { ...refusal, guess: { user, failures: count } };
  }

  /** 24 bytes: elapsed milliseconds as 64 bits little-endian, four zero bytes, twelve of chance. */
  #makeNonce(): string {
    const counter = Buffer.alloc(12);
    counter.writeBigUInt64LE(BigInt(Math.trunc(this.#clock.elapsedMs())));
    return Buffer.concat([counter, this.#chance.bytes(12)]).toString('base64');
  }
}

/** What is wrong with the parameters before any secret comes into it. */
function refuseForm(
  credentials: DigestCredentials,
  question: DigestQuestion,
  realm: string,
  qops: readonly DigestQop[],
): string | undefined {
  if (credentials.realm !== realm) return 'http.digest.wrong-realm';
  if (credentials.uri !== question.target) return 'http.digest.wrong-uri';
  if (credentials.algorithm !== undefined && credentials.algorithm.toUpperCase() !== 'MD5') {
    return 'http.digest.unsupported-algorithm';
  }
  if (!qops.some((qop) => qop === credentials.qop)) return 'http.digest.unsupported-qop';
  if (credentials.nc === undefined || !/^[0-9A-Fa-f]{1,8}$/.test(credentials.nc)) return 'http.digest.malformed-nc';
  return credentials.cnonce === undefined ? 'http.digest.no-cnonce' : undefined;
}

type AccountFinding =
  | { readonly kind: 'found'; readonly ha1: string; readonly account: ProvedAccount }
  | { readonly kind: 'refused'; readonly code: string };

function findAccount(accounts: AccountsState, username: string): AccountFinding {
  if (username === accounts.adminUser) {
    const account = { user: username, isAdmin: true, realms: [ADMINISTRATION_REALM] };
    return { kind: 'found', ha1: accounts.adminHa1, account };
  }
  const entry = accounts.users.find(({ who }) => who.kind === 'digest' && who.username === username);
  if (entry?.who.kind !== 'digest') return { kind: 'refused', code: 'http.digest.unknown-user' };
  if (!entry.enabled) return { kind: 'refused', code: 'http.digest.user-disabled' };
  if (entry.accessPermission === 0) return { kind: 'refused', code: 'http.digest.local-only-user' };
  const isAdmin = entry.realms.includes(ADMINISTRATION_REALM);
  return { kind: 'found', ha1: entry.who.ha1, account: { user: username, isAdmin, realms: entry.realms } };
}

/** RFC 2617, 3.2.2.1 to 3.2.2.3. Every value goes in as the client wrote it. */
function digestResponse(ha1: string, question: DigestQuestion, credentials: DigestCredentials): string {
  const { nonce, nc = '', cnonce = '', qop = '' } = credentials;
  const what = `${question.method}:${credentials.uri}`;
  const ha2 = md5(qop === 'auth-int' ? `${what}:${md5(question.body)}` : what);
  return md5(`${ha1.toLowerCase()}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`);
}

function md5(what: string | Buffer): string {
  const bytes = typeof what === 'string' ? Buffer.from(what, 'latin1') : what;
  return hash('md5', bytes, 'hex');
}

function refuse(
  code: string,
  question: DigestQuestion,
  inputs: DecisionDraft['inputs'] = {},
  delayMs = 0,
): DigestVerdict & { readonly kind: 'refused' } {
  const all = { from: question.from, method: question.method, target: shownTarget(question.target), ...inputs };
  return { kind: 'refused', decision: { code, verdict: 'refused', inputs: all }, delayMs };
}
