import { CHANNELS, type Exchange, type RowResult } from './row.ts';

const STYLE = `
  :root { color-scheme: light dark; --ok: #1a7f37; --bad: #cf222e; --wait: #9a6700; --line: #8884; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
  abbr { text-decoration: none; } .legend { font-size: .9rem; opacity: .8; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
  article { border-top: 1px solid var(--line); padding: .8rem 0; }
  article h3 { font-size: 1rem; margin: 0; font-weight: 600; }
  .id { font-family: ui-monospace, monospace; margin-right: .6rem; }
  .passed .state { color: var(--ok); } .failed .state { color: var(--bad); } .skipped .state { color: var(--wait); }
  ul { margin: .3rem 0 .3rem 1.2rem; padding: 0; } .channel { font-family: ui-monospace, monospace; opacity: .75; }
  details { margin-top: .3rem; } summary { cursor: pointer; opacity: .8; }
  pre { overflow: auto; font-size: .8rem; max-height: 28rem; border-left: 3px solid var(--line); padding-left: .8rem; white-space: pre-wrap; word-break: break-all; }
  .time { opacity: .7; font-size: .9rem; }`;

/** One page that explains itself: each row's sentence, what was seen, and behind a fold the messages exchanged. */
export function htmlReport(
  seed: string,
  stories: readonly { readonly title: string; readonly results: readonly RowResult[] }[],
): string {
  const results = stories.flatMap((story) => story.results);
  const count = (status: RowResult['status']): number => results.filter((result) => result.status === status).length;
  const body = stories.map((story) => `<h2>${escape(story.title)}</h2>\n${shared(story.results)}`).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>amt-testbed: the stories</title><style>${STYLE}</style></head><body>
<h1>The stories as they were played</h1>
<p>${count('passed')} rows are true, ${count('failed')} are not, ${count('skipped')} wait. Seed <code>${escape(seed)}</code> replays this run.</p>
<p class="legend">Where something was seen: ${legend(results)}.</p>
${body}
</body></html>
`;
}

function legend(results: readonly RowResult[]): string {
  const used = new Set(results.flatMap((result) => result.observed.map((one) => one.channel)));
  return Object.entries(CHANNELS)
    .filter(([channel]) => used.has(channel as keyof typeof CHANNELS))
    .map(([channel, meaning]) => `<span class="channel">${channel}</span> ${meaning}`)
    .join(', ');
}

/** Rows of one playing share their messages; they are shown once, with the first of them. */
function shared(results: readonly RowResult[]): string {
  const shown = new Set<readonly Exchange[]>();
  return results
    .map((result) => {
      const isNew = !shown.has(result.exchanges);
      shown.add(result.exchanges);
      return article(result, isNew);
    })
    .join('\n');
}

function article(result: RowResult, withExchanges: boolean): string {
  const seen = result.observed
    .map(
      (one) =>
        `<li><abbr class="channel" title="${CHANNELS[one.channel]}">${one.channel}</abbr> ${escape(one.what)}</li>`,
    )
    .join('');
  const reason = result.reason === undefined ? '' : `<p class="state">${escape(result.reason)}</p>`;
  const time =
    result.virtualMs > 0 ? `<span class="time">after ${duration(result.virtualMs)} of the story's time</span>` : '';
  return `<article class="${result.status}" id="${result.id}"><h3><span class="id">${result.id}</span>${escape(result.title)} <span class="state">${result.status}</span></h3>
${time}<ul>${seen}</ul>${reason}${withExchanges ? fold(result.exchanges) : ''}</article>`;
}

function fold(exchanges: readonly Exchange[]): string {
  if (exchanges.length === 0) return '';
  const lines = exchanges.map(
    (one) =>
      `${duration(one.atMs).padStart(14)}  ${one.what}${one.detail === '' ? '' : `\n${' '.repeat(16)}${one.detail}`}`,
  );
  return `<details><summary>${exchanges.length} messages</summary><pre>${escape(lines.join('\n'))}</pre></details>`;
}

/** `2 d 03:04:05.678`. */
function duration(ms: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const days = Math.floor(ms / 86_400_000);
  const clock = `${two((ms / 3_600_000) % 24)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;
  return days > 0 ? `${days} d ${clock}` : clock;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
