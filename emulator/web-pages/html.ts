/** Text that is HTML already. Only {@link html} and {@link joined} make it, so that everything else gets escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, HTML is not, undefined leaves nothing. */
export type HtmlPart = Html | string | number | undefined | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags and inside quoted attributes; control characters become U+FFFD. */
export function escaped(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is replaced
  const visible = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd');
  return visible.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A template of HTML whose values are escaped unless they are {@link Html}. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
  return new Html(strings.reduce((before, part, at) => `${before}${partText(values[at - 1])}${part}`));
}

/** Pieces one after the other, a line each. */
export function joined(pieces: readonly Html[]): Html {
  return new Html(pieces.map(({ text }) => text).join('\n'));
}

function partText(value: HtmlPart): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escaped(value);
  return typeof value === 'number' ? String(value) : joined(value).text;
}
