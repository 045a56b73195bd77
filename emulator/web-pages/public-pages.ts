import type { FirmwareProfile } from '../firmware/profile.ts';
import { html, type Html } from './html.ts';
import { unframed } from './layout.ts';

/** Pages that anybody is shown. The wording is ours; no client depends on it. */
export interface PublicPages {
  readonly logOn: string;
  readonly invalid: string;
  /** Body of the 401 answer. */
  readonly logOnFailed: string;
  readonly badRequest: string;
  readonly notFound: string;
  readonly closed: string;
  readonly forbidden: string;
  readonly forged: string;
  readonly failed: string;
}

/** The public pages of a release. */
export function publicPages(profile: FirmwareProfile): PublicPages {
  const product = profile.http.serverProduct;
  const page = (title: string, content: Html): string => unframed(product, title, content);
  return {
    logOn: page(
      'Log On',
      html`<p>Log on to the management engine of this computer.</p>
        <form method="get" action="/index.htm"><button type="submit">Log on</button></form>`,
    ),
    invalid: page(
      'Not Available',
      html`<p>You may not see that page, or it needs another login.</p>
        ${backToLogOn}`,
    ),
    logOnFailed: challengePage(profile.http.challengePageBytes),
    badRequest: page('Bad Request', html`<p>The management engine could not read this request.</p>`),
    notFound: page('Not Found', html`<p>The management engine has no such page.</p>`),
    closed: page('Not Found', html`<p>The web pages of this computer are switched off.</p>`),
    forbidden: page(
      'Not Allowed',
      html`<p>This user may not see that page.</p>
        ${backToLogOn}`,
    ),
    forged: page(
      'Form Refused',
      html`<p>This form is out of date or came from another site. Nothing was changed.</p>
        <p><a href="/index.htm">Open the pages again</a></p>`,
    ),
    failed: page('Internal Error', html`<p>The management engine could not do this.</p>`),
  };
}

const backToLogOn = html`<p><a href="/logon.htm">Back to the log-on page</a></p>`;

/**
 * The page under a 401, small and of the length that recorded heads announce, whatever the words: blanks fill it up. It
 * needs nothing else from the device, because the connection closes behind it.
 */
function challengePage(bytes: number): string {
  const text =
    '<!DOCTYPE html><html lang="en"><head><title>Log On Failed</title></head><body><h1>Log On Failed</h1>' +
    '<p>User name or password is wrong. After too many wrong passwords the account is locked for a short while.</p>' +
    '<form method="get" action="/index.htm"><button type="submit">Try again</button></form></body></html>';
  return `${text.padEnd(bytes - 2)}\r\n`;
}
