import { styleText } from 'node:util';
import type { RowResult } from './row.ts';

export interface Progress {
  /** Said before anything is loaded, so that a person sees life at once. */
  begin(seed: string, network: string): void;
  story(title: string): void;
  row(result: RowResult): void;
  end(results: readonly RowResult[], reports: readonly string[], ms: number): void;
}

const MARKS = { passed: ['green', '✓'], failed: ['red', '✗'], skipped: ['yellow', '-'] } as const;

/** Lines of progress as rows are decided: colours and a live counter on a terminal, plain lines elsewhere. */
export function progressTo(out: NodeJS.WriteStream): Progress {
  const isTerminal = out.isTTY && process.env['NO_COLOR'] === undefined;
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    isTerminal ? styleText(style, text) : text;
  const line = (text: string): void => void out.write(`${text}\n`);
  return {
    begin: (seed, network) =>
      line(`Playing the stories: seed ${seed}, ${network === 'memory' ? 'in memory' : 'on loopback sockets'}.`),
    story: (title) => line(paint('bold', title)),
    row(result) {
      const [color, mark] = MARKS[result.status];
      const time = result.ms >= 100 ? paint('dim', ` (${Math.round(result.ms)} ms)`) : '';
      line(`  ${paint(color, mark)} ${result.id.padEnd(9)} ${result.title}${time}`);
      if (result.reason !== undefined) line(`      ${paint(color, `${result.status}: ${result.reason}`)}`);
    },
    end(results, reports, ms) {
      const count = (status: RowResult['status']): number =>
        results.filter((result) => result.status === status).length;
      for (const report of reports) line(paint('dim', `report: ${report}`));
      line(paint('dim', `${(ms / 1000).toFixed(1)} s`));
      line(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
    },
  };
}
