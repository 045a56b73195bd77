import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Chance } from '../clock/chance.ts';

const KEY_BYTES = 16;
const TOKEN_CHARACTERS = 24;

/**
 * Makes and checks the hidden field `t` of the forms, which another site's page cannot know. A token belongs to one user
 * and holds until an account changes or the management engine restarts, as long as a login does.
 */
export class AntiForgery {
  readonly #chance: Chance;
  #key: Buffer;

  constructor(chance: Chance) {
    this.#chance = chance;
    this.#key = chance.bytes(KEY_BYTES);
  }

  /** The token of this user now. */
  tokenOf(user: string): string {
    return createHmac('sha256', this.#key).update(user, 'utf8').digest('hex').slice(0, TOKEN_CHARACTERS);
  }

  /** Whether a form came from a page that this user was shown. */
  isGenuine(user: string, token: string): boolean {
    const expected = Buffer.from(this.tokenOf(user), 'latin1');
    const given = Buffer.from(token, 'utf8');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  /** Makes every token invalid. */
  forget(): void {
    this.#key = this.#chance.bytes(KEY_BYTES);
  }
}
