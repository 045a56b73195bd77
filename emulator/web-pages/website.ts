import type { Chance } from '../clock/chance.ts';
import { auditInitiator, changeEvents, changeRefusal, writeChangeEvents } from '../device/logs/change-audit.ts';
import type { Refusal, StateHolder } from '../device/step.ts';
import { AntiForgery } from './anti-forgery.ts';
import { fieldText, readForm, type FormFields } from './form-fields.ts';
import { html, joined, type Html } from './html.ts';
import { framed } from './layout.ts';
import { LOGO } from './logo.ts';
import { isOffered, mayVisit, type Page, type PageForm, type PageView, type Visitor } from './page.ts';
import { publicPages, type PublicPages } from './public-pages.ts';
import { refusalText } from './refusal-texts.ts';
import { forms, pages } from './site-map.ts';
import { STYLESHEET } from './stylesheet.ts';
import { computerOf, productOf } from './system-page.ts';

/** What the web pages answer; the HTTP front writes the head. */
export type SiteAnswer =
  | { readonly kind: 'file'; readonly contentType: string; readonly bytes: Buffer }
  | { readonly kind: 'page'; readonly status: 200 | 400 | 401 | 403 | 404 | 500; readonly page: string }
  | { readonly kind: 'redirect'; readonly to: string };

/** What stands at a path: something for anybody, or a page or a form behind the login. */
export type Place = 'public' | 'page' | 'form';

export interface WebsiteOptions {
  readonly holder: StateHolder;
  readonly chance: Chance;
}

type Decided = 'accepted' | 'refused';

/** The pages that the management engine shows to a browser, made from the same state and steps as WS-Management. */
export class Website {
  readonly texts: PublicPages;
  readonly #holder: StateHolder;
  readonly #antiForgery: AntiForgery;
  readonly #public: ReadonlyMap<string, SiteAnswer>;

  constructor({ holder, chance }: WebsiteOptions) {
    this.#holder = holder;
    this.#antiForgery = new AntiForgery(chance);
    this.texts = publicPages(holder.profile);
    this.#public = new Map<string, SiteAnswer>([
      ['/logon.htm', page(200, this.texts.logOn)],
      ['/invalid.htm', page(200, this.texts.invalid)],
      ['/logo.gif', { kind: 'file', contentType: 'image/gif', bytes: LOGO }],
      ['/styles.css', { kind: 'file', contentType: 'text/css', bytes: Buffer.from(STYLESHEET, 'latin1') }],
    ]);
  }

  /** What stands at this path in this release; undefined for nothing. */
  placeAt(path: string): Place | undefined {
    if (this.#public.has(path)) return 'public';
    if (this.#pageAt(path) !== undefined) return 'page';
    return this.#formAt(path) === undefined ? undefined : 'form';
  }

  /** Why there are no pages now, as a reason code; undefined while there are. */
  closedBecause(): string | undefined {
    const { profile, state } = this.#holder;
    if (!profile.http.webInterface) return 'web.closed.release';
    if (!state.webInterface.enabled) return 'web.closed.switched-off';
    return state.network.wsmanOnlyMode ? 'web.closed.wsman-only' : undefined;
  }

  /** The answer to somebody who asks for a page while there are none. */
  closed(path: string, from: string): SiteAnswer {
    this.#decide(this.closedBecause() ?? 'web.closed', 'refused', { path, from });
    return page(this.#holder.profile.http.closedPageStatus, this.texts.closed);
  }

  /** What anybody may see. */
  publicAnswer(path: string): SiteAnswer {
    return this.#public.get(path) ?? page(404, this.texts.notFound);
  }

  /** A page, for somebody who has logged on. */
  show(target: string, visitor: Visitor): SiteAnswer {
    const [path = '', ...rest] = target.split('?');
    const found = this.#pageAt(path);
    const query = readForm(Buffer.from(rest.join('?'), 'latin1'));
    if (found === undefined) return page(404, this.texts.notFound);
    if (query === undefined) {
      this.#decide('web.query.malformed', 'refused', { path, user: visitor.user });
      return page(400, this.texts.badRequest);
    }
    if (!mayVisit(found, visitor)) return this.#forbidden(found, visitor);
    return page(200, this.#render(found, this.#view(visitor, query), undefined));
  }

  /** Carries out a form, for somebody who has logged on. */
  submit(path: string, body: Buffer, visitor: Visitor): SiteAnswer {
    const form = this.#formAt(path);
    if (form === undefined) return page(404, this.texts.notFound);
    const fields = readForm(body);
    const about = { path, user: visitor.user };
    if (fields === undefined) {
      this.#decide('web.form.malformed', 'refused', about);
      return page(400, this.texts.badRequest);
    }
    if (!mayVisit(form, visitor)) return this.#forbidden(form, visitor);
    if (!this.#antiForgery.isGenuine(visitor.user, fieldText(fields, 't'))) {
      this.#decide('web.form.forged', 'refused', { ...about, hasToken: fields.has('t') ? 1 : 0 });
      return page(403, this.texts.forged);
    }
    return this.#carryOut(form, fields, visitor);
  }

  /** Makes every form that is open in a browser invalid. */
  forgetLogins(): void {
    this.#antiForgery.forget();
  }

  #carryOut(form: PageForm, fields: FormFields, visitor: Visitor): SiteAnswer {
    const about = { path: form.path, user: visitor.user };
    try {
      const view = this.#view(visitor, fields);
      const step = form.submit(view, fields);
      if (!step.ok) return this.#refused(form, view, step.refusal);
      const instant = this.#holder.instant();
      const asked = { before: view.state, after: step.state, effects: step.effects, from: 'network' } as const;
      const events = changeEvents(asked, instant);
      const unwritten = changeRefusal(asked, instant, events);
      if (unwritten !== undefined) return this.#refused(form, view, unwritten);
      this.#holder.commit(step.state, step.effects);
      const who = { initiator: auditInitiator(visitor.user, view.state), address: visitor.from };
      writeChangeEvents(this.#holder, who, events);
      this.#decide('web.form.accepted', 'accepted', about);
      return { kind: 'redirect', to: form.page };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#decide('defect.web-form', 'refused', { ...about, problem });
      return page(500, this.texts.failed);
    }
  }

  #refused(form: PageForm, view: PageView, { code, status, inputs }: Refusal): SiteAnswer {
    const { user } = view.visitor;
    const decision = { code, verdict: 'refused', inputs: { ...inputs, path: form.path, user, status } } as const;
    this.#holder.perform([{ kind: 'decision', decision }]);
    const shown = this.#pageAt(form.page);
    if (shown === undefined) return page(404, this.texts.notFound);
    return page(400, this.#render(shown, view, refusalText({ code, status, inputs })));
  }

  #forbidden(what: Page | PageForm, visitor: Visitor): SiteAnswer {
    const needed = what.realms.map(String);
    const inputs = { path: what.path, user: visitor.user, needed };
    this.#holder.perform([{ kind: 'decision', decision: { code: 'web.realm.missing', verdict: 'refused', inputs } }]);
    return page(this.#holder.profile.http.missingRealmStatus, this.texts.forbidden);
  }

  #render(shown: Page, view: PageView, notice: string | undefined): string {
    const alert = notice === undefined ? [] : [html`<p class="notice" role="alert">${notice}</p>`];
    const content: Html = joined([...alert, shown.content(view)]);
    const menu = pages
      .filter((entry) => entry.isInMenu && isOffered(entry, view.profile) && mayVisit(entry, view.visitor))
      .map(({ path, title }) => ({ path, title, isHere: path === shown.path }));
    const frame = { product: productOf(view.profile), computer: computerOf(view.state), user: view.visitor.user, menu };
    return framed(frame, shown.title, content);
  }

  #view(visitor: Visitor, query: FormFields): PageView {
    const { state, profile } = this.#holder;
    return { holder: this.#holder, state, profile, visitor, query, token: this.#antiForgery.tokenOf(visitor.user) };
  }

  #pageAt(path: string): Page | undefined {
    return pages.find((entry) => entry.path === path && isOffered(entry, this.#holder.profile));
  }

  #formAt(path: string): PageForm | undefined {
    return forms.find((entry) => entry.path === path && isOffered(entry, this.#holder.profile));
  }

  #decide(code: string, verdict: Decided, inputs: Readonly<Record<string, string | number>>): void {
    this.#holder.perform([{ kind: 'decision', decision: { code, verdict, inputs } }]);
  }
}

function page(status: (SiteAnswer & { readonly kind: 'page' })['status'], text: string): SiteAnswer {
  return { kind: 'page', status, page: text };
}
