import { chainRefusals } from '../../emulator/device/setup/setup-chain.ts';
import { profileFor, releases } from '../../emulator/firmware/releases.ts';
import { withSku } from '../../emulator/firmware/skus.ts';
import { classDeclarations } from '../../emulator/wsman/classes/index.ts';
import { releaseRanges } from './release-ranges.ts';

/** The text of `emulator/FIDELITY.md`, made from what the profiles, classes and rules say of themselves. */
export function fidelityDocument(): string {
  return [
    '# How faithful the emulator is',
    '',
    'Made from the profiles, the class declarations and the rules by `UPDATE_DOCS=1 npm test -- test/repository/fidelity.test.ts`; a test fails when it is out of date.',
    '',
    '*Documented*: a vendor document or standard says so. *Recorded*: taken from traffic of real firmware. *Assumed*: nobody published it; the value is data that can be changed.',
    '',
    '## Behaviour',
    '',
    ...table(['what', 'evidence', 'source', 'releases'], behaviourRows()),
    '',
    '## WS-Man classes',
    '',
    'A class that is not listed answers as firmware answers to an unknown class.',
    '',
    ...table(['class', 'evidence', 'source'], classRows()),
    '',
    '## Why a setup chain is refused',
    '',
    'Reason codes in the decision log, in the order in which the rules are asked. The wire shows a TLS alert.',
    '',
    ...table(
      ['code', 'meaning', 'source'],
      chainRefusals.map(({ code, explanation, source }) => [`\`${code}\``, explanation, source]),
    ),
    '',
  ].join('\n');
}

function behaviourRows(): readonly (readonly string[])[] {
  const rows = new Map<string, { readonly cells: readonly string[]; readonly of: Set<string> }>();
  for (const release of releases) {
    const profile = profileFor(release);
    for (const { what, evidence, source } of profile.skus.flatMap((sku) => withSku(profile, sku).evidence)) {
      const key = `${what}\n${evidence}\n${source}`;
      const row = rows.get(key) ?? { cells: [what, evidence, source], of: new Set() };
      rows.set(key, row);
      row.of.add(release);
    }
  }
  return [...rows.values()].map(({ cells, of }) => [
    ...cells,
    of.size === releases.length ? 'all' : releaseRanges([...of], releases),
  ]);
}

function classRows(): readonly (readonly string[])[] {
  return classDeclarations
    .map(({ name, evidence, source }): readonly string[] => [name, evidence, source])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row))];
}
