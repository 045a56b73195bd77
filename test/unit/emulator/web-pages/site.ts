import type { SiteAnswer } from '../../../../emulator/web-pages/website.ts';
import { Website } from '../../../../emulator/web-pages/website.ts';
import type { ProfileOverrides } from '../../../../emulator/firmware/releases.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import type { Visitor } from '../../../../emulator/web-pages/page.ts';
import { Bench } from '../wsman/bench.ts';

export const ADMINISTRATOR: Visitor = { user: 'admin', isAdmin: true, realms: [3], from: '10.0.0.5' };

/** The web pages of a device in memory, without HTTP in front of them. */
export class Pages {
  readonly bench: Bench;
  readonly site: Website;

  /** `release` gives its whole profile; 3.2.1 with changes otherwise. */
  constructor(release = '3.2.1', overrides: ProfileOverrides = {}) {
    this.bench = new Bench({ ...profileFor(release), ...overrides });
    this.site = new Website({ holder: this.bench, chance: this.bench.chance.for('web-forms') });
    this.bench.onForget = () => this.site.forgetLogins();
  }

  /** Text of a page. */
  show(target: string, visitor: Visitor = ADMINISTRATOR): string {
    return textOf(this.site.show(target, visitor));
  }

  /** The hidden field of a page that has a form. */
  token(visitor: Visitor = ADMINISTRATOR): string {
    return /name="t" value="([0-9a-f]+)"/.exec(this.show('/user.htm', visitor))?.[1] ?? '';
  }

  /** Sends a form with the right hidden field. */
  send(path: string, fields: readonly (readonly [string, string])[], visitor: Visitor = ADMINISTRATOR): SiteAnswer {
    const form = new URLSearchParams({ t: this.token(visitor) });
    for (const [name, value] of fields) form.append(name, value);
    return this.site.submit(path, Buffer.from(form.toString()), visitor);
  }
}

export function textOf(answer: SiteAnswer): string {
  return answer.kind === 'page' ? answer.page : answer.kind;
}

/** What a person is told after a form was refused. */
export function noticeOf(answer: SiteAnswer): string {
  return /role="alert">\s*([^<]*?)\s*</.exec(textOf(answer))?.[1] ?? '';
}
