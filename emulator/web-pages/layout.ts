import { imfFixdate } from '../clock/calendar.ts';
import { html, joined, type Html, type HtmlPart } from './html.ts';
import type { PageView } from './page.ts';

/** A row of a table of facts. */
export type Fact = readonly [name: string, value: HtmlPart];

/** What stands around the content of a page. */
export interface Frame {
  readonly product: string;
  /** Name of the computer, empty when it has none. */
  readonly computer: string;
  readonly user: string;
  readonly menu: readonly { readonly path: string; readonly title: string; readonly isHere: boolean }[];
}

/** A whole document. Works without the style sheet and with the keyboard alone: links and forms, no script. */
export function documentOf(product: string, title: string, body: Html): string {
  const whole = html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - ${product}</title>
        <link rel="stylesheet" href="/styles.css" />
      </head>
      <body>
        ${body}
      </body>
    </html> `;
  return whole.text;
}

/** A page for somebody who has logged on. */
export function framed(frame: Frame, title: string, content: Html): string {
  const items = frame.menu.map(
    ({ path, title: name, isHere }) =>
      html`<li><a href="${path}" ${isHere ? html` aria-current="page"` : undefined}>${name}</a></li>`,
  );
  const computer = frame.computer === '' ? undefined : html`<p>Computer: <b>${frame.computer}</b></p>`;
  return documentOf(
    frame.product,
    title,
    html`<a class="skip" href="#content">Skip to the content</a>
      <header>
        <img src="/logo.gif" alt="" width="32" height="32" />
        <div>
          <p>${frame.product}</p>
          ${computer}
        </div>
      </header>
      <nav aria-label="Pages">
        <ul>
          ${joined(items)}
        </ul>
      </nav>
      <main id="content">
        <h1>${title}</h1>
        ${content}
      </main>
      <footer><p>Logged on as ${frame.user}</p></footer>`,
  );
}

/** A page for somebody who has not logged on, or may not. */
export function unframed(product: string, title: string, content: Html): string {
  const top = html`<header>
    <img src="/logo.gif" alt="" width="32" height="32" />
    <div><p>${product}</p></div>
  </header>`;
  return documentOf(
    product,
    title,
    html`${top}
      <main id="content">
        <h1>${title}</h1>
        ${content}
      </main>`,
  );
}

/** Names and values, under a heading of their own unless it is empty. */
export function facts(heading: string, rows: readonly Fact[]): Html {
  const lines = rows.map(
    ([name, value]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${value}</td>
      </tr>`,
  );
  return html`${heading === '' ? undefined : html`<h2>${heading}</h2>`}
    <table>
      ${joined(lines)}
    </table>`;
}

/** A table with a row of column names. */
export function listing(caption: string, columns: readonly string[], rows: readonly (readonly HtmlPart[])[]): Html {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const lines = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${joined(lines)}
    </tbody>
  </table>`;
}

/** A form with the hidden field that proves where it came from. */
export function formOf(view: PageView, path: string, content: Html): Html {
  return html`<form method="post" action="${path}">
    <input type="hidden" name="t" value="${view.token}" />
    ${content}
  </form>`;
}

/** A labelled line of text in a form. */
export function textField(label: string, name: string, value: string, maxLength: number): Html {
  return html`<p>
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" value="${value}" maxlength="${maxLength}" />
  </p>`;
}

/** A labelled password in a form; never shown again. */
export function passwordField(label: string, name: string, maxLength = 32): Html {
  return html`<p>
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" type="password" maxlength="${maxLength}" autocomplete="new-password" />
  </p>`;
}

/** A box to tick. */
export function checkbox(label: string, name: string, value: string, isTicked: boolean): Html {
  const id = `${name}-${value}`;
  return html`<p>
    <input type="checkbox" id="${id}" name="${name}" value="${value}" ${ticked(isTicked)} />
    <label for="${id}">${label}</label>
  </p>`;
}

/** One of several choices. */
export function radio(label: string, name: string, value: string, isTicked: boolean): Html {
  const id = `${name}-${value.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
  return html`<p>
    <input type="radio" id="${id}" name="${name}" value="${value}" ${ticked(isTicked)} />
    <label for="${id}">${label}</label>
  </p>`;
}

/** A button that sends the form. */
export function button(label: string, name = '', value = ''): Html {
  return name === ''
    ? html`<button type="submit">${label}</button>`
    : html`<button type="submit" name="${name}" value="${value}">${label}</button>`;
}

/** The time on the device's clock. */
export function deviceTime(view: PageView): string {
  return imfFixdate(view.holder.instant().nowMs + view.state.time.offsetMs);
}

function ticked(isTicked: boolean): Html | undefined {
  return isTicked ? html` checked` : undefined;
}
