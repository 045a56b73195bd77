import type { Clock } from '../ports/clock.ts';
import type { Exchange } from './amt-device.ts';

/** Exchanges kept for reports; older ones are dropped. */
export const MAX_EXCHANGES = 400;
/** Longest kept text of a request or an answer, in characters. */
const MAX_TEXT_CHARACTERS = 16 * 1024;
/** Elements whose content is a secret, whoever sends them. */
const SECRET_ELEMENTS = ['Password', 'DigestPassword', 'MasterKey', 'Passphrase', 'KeyBlob', 'ProvisioningServerOTP'];
const SECRET_PATTERN = new RegExp(`(<(?:[\\w-]+:)?(${SECRET_ELEMENTS.join('|')})(?:\\s[^>]*)?>)[^<]*(</)`, 'g');

/** Replaces the content of every secret element by `***`. */
export function withoutSecrets(xml: string): string {
  return xml.replaceAll(SECRET_PATTERN, '$1***$3');
}

/** The latest exchanges with one device, bounded, free of secrets. */
export class ExchangeRecord {
  readonly #clock: Clock;
  readonly #kept: Exchange[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(method: string, request: string, answer: string): void {
    const shorten = (text: string): string => withoutSecrets(text).slice(0, MAX_TEXT_CHARACTERS);
    this.#kept.push({ atMs: this.#clock.nowMs(), method, request: shorten(request), answer: shorten(answer) });
    if (this.#kept.length > MAX_EXCHANGES) this.#kept.shift();
  }

  all(): readonly Exchange[] {
    return [...this.#kept];
  }
}
