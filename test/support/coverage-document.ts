import { profileFor, releases } from '../../emulator/firmware/releases.ts';
import type { FirmwareProfile } from '../../emulator/firmware/profile.ts';
import { skus, withSku } from '../../emulator/firmware/skus.ts';
import { Catalogue } from '../../emulator/wsman/catalogue.ts';
import { classDeclarations } from '../../emulator/wsman/classes/index.ts';
import { legacyServices, missingLegacyPaths } from '../../emulator/soap/services.ts';
import { releaseRanges } from './release-ranges.ts';
import type { CoveredClass, CoveredOperation, CoveredRelease, Provenance } from './coverage.ts';

const LETTERS: Readonly<Record<Provenance, string>> = {
  recorded: 'R',
  documented: 'D',
  assumed: 'A',
  empty: 'E',
  missing: 'M',
};
const VERBS = ['Get', 'Put', 'Create', 'Delete'] as const;

/** What one class is in each release that has it. */
type History = ReadonlyMap<string, CoveredClass>;

/** The text of `emulator/COVERAGE.md`. */
export function coverageDocument(covered: readonly CoveredRelease[]): string {
  const order = covered.map(({ release }) => release);
  return [
    '# What the emulator serves',
    '',
    'Asked of an operational device with TLS of each release, as an administrator sees it, by `UPDATE_DOCS=1 npm test -- test/repository/coverage.test.ts`; a test fails when it is out of date.',
    '',
    '**R** recorded: an answer of real firmware was published. **D** documented by the vendor or a standard. **A** assumed. **E** empty: the class follows the state of the device, and such a device holds nothing for it yet. **M** missing: a class that never has instances, or a method that answers ActionNotSupported. A dot: not offered. Where releases differ, the letter is followed by the releases that it is for; a class or method without releases is in all that have the class.',
    '',
    '`Get` stands for Get, Enumerate and Pull. What a device can do has sources of its own in [FIDELITY.md](FIDELITY.md).',
    '',
    '## Releases',
    '',
    ...plainTable(RELEASE_HEAD, releaseRows(covered)),
    '',
    '## WS-Man classes',
    '',
    ...plainTable(
      ['class', 'releases', ...VERBS, 'methods'],
      [...histories(covered)].map(([name, history]) => classRow(name, history, order)),
    ),
    '',
    '## Standard Manageability',
    '',
    ...skuLines(),
    '',
    '## Legacy SOAP methods',
    '',
    'On releases before 9.0. Paths that firmware has and the emulator has not: ' +
      `${missingLegacyPaths.map((path) => `\`${path}\``).join(', ')}.`,
    '',
    ...plainTable(['service', 'R', 'D', 'A', 'M'], soapRows()),
    '',
  ].join('\n');
}

/** The table of releases for README.md, as the formatter lays tables out. */
export function releaseTable(covered: readonly CoveredRelease[]): string {
  return alignedTable(RELEASE_HEAD, releaseRows(covered)).join('\n');
}

const RELEASE_HEAD = ['release', 'firmware', 'TLS', 'SOAP', 'SKUs', 'classes', 'methods', 'R', 'D', 'A', 'E', 'M'];

function releaseRows(covered: readonly CoveredRelease[]): readonly (readonly string[])[] {
  return releases.map((release) => {
    const { version, http, tls, capabilities, skus: sold } = profileFor(release);
    const classes = covered.find((candidate) => candidate.release === release)?.classes ?? [];
    const operations = classes.flatMap((served) => served.operations);
    const methods = operations.filter(({ kind }) => kind === 'method');
    const share = (some: number, all: number): string => (all === 0 ? '·' : `${some} of ${all}`);
    const concrete = classes.filter(({ isAbstract }) => !isAbstract);
    return [
      release,
      http.serverVersion ?? version,
      tlsRange(tls.minVersion, tls.maxVersion),
      capabilities.has('legacy-soap') ? 'yes' : '·',
      skus.length === sold.length ? 'both' : 'AMT',
      share(concrete.filter(({ instances }) => instances > 0).length, concrete.length),
      share(methods.filter(({ provenance }) => provenance !== 'missing').length, methods.length),
      ...(Object.keys(LETTERS) as Provenance[]).map((wanted) =>
        String(operations.filter(({ provenance }) => provenance === wanted).length),
      ),
    ];
  });
}

function tlsRange(min: string, max: string): string {
  const [from, to] = [min, max].map((version) => (version === 'TLSv1' ? '1.0' : version.slice('TLSv'.length)));
  return from === to ? (from ?? '') : `${from ?? ''} to ${to ?? ''}`;
}

function histories(covered: readonly CoveredRelease[]): ReadonlyMap<string, History> {
  const found = new Map<string, Map<string, CoveredClass>>();
  for (const { release, classes } of covered)
    for (const served of classes) {
      const history = found.get(served.name) ?? new Map<string, CoveredClass>();
      found.set(served.name, history.set(release, served));
    }
  return new Map([...found].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function classRow(name: string, history: History, order: readonly string[]): readonly string[] {
  const own = [...history.keys()];
  const latest = [...history.values()].at(-1);
  const operationsOf = (operation: string): ReadonlyMap<string, CoveredOperation> =>
    new Map(
      [...history].flatMap(([release, { operations }]) => {
        const found = operations.find((candidate) => candidate.name === operation);
        return found === undefined ? [] : [[release, found] as const];
      }),
    );
  const methods = [...history.values()].flatMap(({ operations }) => operations.filter(({ kind }) => kind === 'method'));
  const names = [...new Set(methods.map((method) => method.name))].toSorted();
  return [
    latest?.isAbstract === true ? `${name} (abstract)` : name,
    own.length === order.length ? '' : releaseRanges(own, order),
    ...VERBS.map((verb) => letters(operationsOf(verb), own, order)),
    names.map((method) => `${method} ${letters(operationsOf(method), own, order)}`).join(', '),
  ];
}

/** `R`, or `M 3.2.1 to 5.2, R 6.2 to 19.0` where releases differ. */
function letters(
  found: ReadonlyMap<string, CoveredOperation>,
  own: readonly string[],
  order: readonly string[],
): string {
  if (found.size === 0) return '·';
  const groups = new Map<Provenance, string[]>();
  for (const [release, { provenance }] of found) groups.set(provenance, [...(groups.get(provenance) ?? []), release]);
  const [only] = groups.keys();
  if (only !== undefined && groups.size === 1 && found.size === own.length) return LETTERS[only];
  return [...groups].map(([provenance, of]) => `${LETTERS[provenance]} ${releaseRanges(of, order)}`).join(', ');
}

/** What the other SKU lacks of the classes of the newest release. */
function skuLines(): readonly string[] {
  const release = releases.at(-1) ?? '';
  const full = profileFor(release);
  const served = (profile: FirmwareProfile): readonly string[] =>
    new Catalogue(classDeclarations, profile).classes.map(({ name }) => name);
  const less = served(withSku(full, 'standard-manageability'));
  const lacking = served(full).filter((name) => !less.includes(name));
  return [`Without (release ${release}): ${lacking.toSorted().join(', ')}.`];
}

function soapRows(): readonly (readonly string[])[] {
  return legacyServices.map(({ path, methods, missing }) => [
    `\`${path}\``,
    ...(['recorded', 'documented', 'assumed'] as const).map((wanted) =>
      methods
        .filter(({ evidence }) => evidence === wanted)
        .map((method) => method.name)
        .join(', '),
    ),
    missing.join(', '),
  ]);
}

function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row))];
}

function alignedTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map((row) => line(row))];
}
