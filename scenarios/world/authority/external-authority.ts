import { DAY_MS } from '../clock/dates.ts';
import type { Chance, Clock } from '../seams.ts';
import {
  type HashName,
  issueLeaf,
  type IssuingKey,
  makeAuthority,
  type NameAttribute,
  newSerial,
  readRequest,
  thumbprint,
  USAGE,
} from './certificates.ts';

/** The text that stands for the usage where a CA cannot issue Intel's own; exact case, no final period. */
export const SETUP_CERTIFICATE_UNIT = 'Intel(R) Client Setup Certificate';

export interface ExternalAuthorityOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  /** `External SSL CA` when absent. */
  readonly name?: string;
  /** RSA keys, PKCS#1 PEM. */
  readonly rootKeyPem: string;
  readonly intermediateKeyPem: string;
  readonly hash?: HashName;
}

/** What the buyer orders, apart from the request. */
export interface OrderOptions {
  /** Intel's usage besides server authentication; true when absent. */
  readonly amtUsage?: boolean;
  /** Replaces all usages. */
  readonly usages?: readonly string[];
  /** Adds an organizational unit, usually {@link SETUP_CERTIFICATE_UNIT}. */
  readonly addUnit?: string;
  readonly hash?: HashName;
  /** A year when absent. */
  readonly validityMs?: number;
  /** Begin of validity relative to the time of issue; 0 when absent. */
  readonly startsInMs?: number;
  /** Time until the answer comes by e-mail; a day when absent. */
  readonly answersInMs?: number;
}

export interface OrderAnswer {
  readonly certificatePem: string;
  /** Issuing CA first, root last. */
  readonly chainPem: readonly string[];
}

export interface Order {
  readonly orderedMs: number;
  /** Undefined until the answer has come. */
  readonly answer: OrderAnswer | undefined;
  readonly answeredMs: number | undefined;
  /** Set instead of an answer when the request is worthless. */
  readonly refusal: string | undefined;
}

const AUTHORITY_YEARS_MS = 20 * 365 * DAY_MS;

/** A commercial certification authority with a root and an intermediate, that takes orders by file. */
export class ExternalAuthority {
  readonly rootPem: string;
  readonly intermediatePem: string;
  readonly #options: ExternalAuthorityOptions;
  readonly #issuer: IssuingKey;

  constructor(options: ExternalAuthorityOptions) {
    this.#options = options;
    const { clock, chance, name = 'External SSL CA', hash = 'sha1' } = options;
    const fromMs = clock.nowMs() - AUTHORITY_YEARS_MS / 4;
    const make = (commonName: string, privateKeyPem: string, issuer?: IssuingKey): IssuingKey => {
      const subject = [
        { name: 'organizationName', value: name },
        { name: 'commonName', value: commonName },
      ] as const;
      const wanted = { subject, privateKeyPem, fromMs, untilMs: fromMs + AUTHORITY_YEARS_MS, hash };
      return makeAuthority(wanted, chance.for(commonName), issuer);
    };
    const root = make(`${name} Root`, options.rootKeyPem);
    this.#issuer = make(name, options.intermediateKeyPem, root);
    this.rootPem = root.certificatePem;
    this.intermediatePem = this.#issuer.certificatePem;
  }

  /** What a manufacturer would put into firmware: hex of the root's fingerprint. */
  rootHash(hash: HashName): string {
    return thumbprint(this.rootPem, hash);
  }

  /** Takes a PKCS#10 file; the answer appears in the order when its time has come. */
  order(requestFile: Buffer, wishes: OrderOptions = {}): Order {
    const { clock } = this.#options;
    const state: { -readonly [Key in keyof Order]: Order[Key] } = {
      orderedMs: clock.nowMs(),
      answer: undefined,
      answeredMs: undefined,
      refusal: undefined,
    };
    clock.after(wishes.answersInMs ?? DAY_MS, 'external CA answers', () => {
      state.answeredMs = clock.nowMs();
      state.answer = this.issue(requestFile, wishes);
      if (state.answer === undefined) state.refusal = 'the request cannot be read or its signature is wrong';
    });
    return state;
  }

  /** Issues at once; undefined when the request is worthless. */
  issue(requestFile: Buffer, wishes: OrderOptions = {}): OrderAnswer | undefined {
    const { clock, chance, hash = 'sha1' } = this.#options;
    const request = readRequest(requestFile.toString('latin1'));
    if (request === undefined) return undefined;
    const standard = wishes.amtUsage === false ? [] : [USAGE.amtProvisioning];
    const unit: readonly NameAttribute[] =
      wishes.addUnit === undefined ? [] : [{ name: 'organizationalUnitName', value: wishes.addUnit }];
    const fromMs = clock.nowMs() + (wishes.startsInMs ?? 0);
    const certificatePem = issueLeaf(
      {
        request,
        serialHex: newSerial(chance),
        fromMs,
        untilMs: fromMs + (wishes.validityMs ?? 365 * DAY_MS),
        hash: wishes.hash ?? hash,
        usages: wishes.usages ?? [USAGE.serverAuthentication, ...standard],
        added: unit,
      },
      this.#issuer,
    );
    return { certificatePem, chainPem: [this.intermediatePem, this.rootPem] };
  }
}
