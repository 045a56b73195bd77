import { Builder } from 'xml2js';
import type { RowResult } from './row.ts';

/** JUnit XML: a suite a story, a case a row. */
export function junitReport(
  stories: readonly { readonly title: string; readonly results: readonly RowResult[] }[],
): string {
  const suites = stories.map(({ title, results }) => ({
    $: {
      name: title,
      tests: results.length,
      failures: results.filter((result) => result.status === 'failed').length,
      skipped: results.filter((result) => result.status === 'skipped').length,
      time: seconds(results.reduce((sum, result) => sum + result.ms, 0)),
    },
    testcase: results.map((result) => ({
      $: { classname: title, name: `${result.id} ${result.title}`, time: seconds(result.ms) },
      ...(result.status === 'failed' ? { failure: { $: { message: result.reason ?? '' } } } : {}),
      ...(result.status === 'skipped' ? { skipped: { $: { message: result.reason ?? '' } } } : {}),
      'system-out': printable(result.observed.map((seen) => `${seen.channel}: ${seen.what}`).join('\n')),
    })),
  }));
  return `${new Builder({ xmldec: { version: '1.0', encoding: 'UTF-8' } }).buildObject({ testsuites: { testsuite: suites } })}\n`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** XML 1.0 has no way to write most control characters. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the control characters are the point
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '\uFFFD');
}
