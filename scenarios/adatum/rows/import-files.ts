import type { ImportResult } from '../../../provisioner/index.ts';
import type { Witness } from '../../narrator/witness.ts';
import type { AdatumStory } from '../play.ts';
import { COLLECTION } from '../plan.ts';
import { nothingHalfDone } from './leftovers.ts';
import { logged } from './looking.ts';

/** A file that somebody hands to the wizard, and the lines that must be refused in it. */
export interface HandedFile {
  /** For the person who reads the report. */
  readonly what: string;
  readonly csv: string | Buffer;
  readonly refused: readonly (readonly [line: number, code: string])[];
}

/** One line of the documented form with some columns replaced. */
export function lineWith(
  columns: { readonly uuid?: string; readonly mac?: string; readonly more?: string } = {},
): string {
  const { uuid = '4C4C4544-0044-4001-8041-C2C04F4D3231', mac = '00:1E:67:00:00:01', more = '' } = columns;
  return `DESK001,desk001.adatum.com,${uuid},${mac}${more}\r\n`;
}

/** The wizard was run once in the story and took nothing: it named the line and the reason, and the computer stays unknown. */
export function importRefused(story: AdatumStory, witness: Witness, code: string): void {
  witness.equal('UI', 'result of the wizard', story.importResult?.kind, 'refused');
  witness.equal('UI', 'lines refused', refusedIn(story.importResult), [[1, code]]);
  const told = logged(story, 'computers.import-refused').map(({ fields }) => [fields['line'], fields['code']]);
  witness.equal('LOG', 'list of computers.import-refused', told, [[1, code]]);
  witness.equal('DB', 'number of records', story.database.computers.all().length, 0);
  const hellos = logged(story, 'hello.received').length;
  const unknown = logged(story, 'hello.unknown-uuid').length;
  witness.saw('LOG', `${hellos} hello messages, each from an unknown UUID`, hellos > 0 && unknown === hellos);
  nothingHalfDone(story, witness);
}

/** Tommy runs the wizard again with files that are wrong from the first to the last line; no record comes of them. */
export function alsoRefused(story: AdatumStory, witness: Witness, files: readonly HandedFile[]): void {
  const before = story.database.computers.all();
  for (const { what, csv, refused } of files) {
    const result = story.servicePoint.importComputers(csv, { collection: COLLECTION });
    witness.equal(
      'UI',
      `result of the wizard with ${what}`,
      [result.kind, ...refusedIn(result)],
      ['refused', ...refused],
    );
  }
  witness.saw('DB', `${before.length} records as before`, isSame(story.database.computers.all(), before));
}

/** Tommy runs the wizard again with files that hold good lines; overwriting is confirmed. */
export function alsoTaken(story: AdatumStory, witness: Witness, files: readonly HandedFile[]): void {
  for (const { what, csv, refused } of files) {
    const result = story.servicePoint.importComputers(csv, { collection: COLLECTION, overwrite: true });
    witness.equal(
      'UI',
      `result of the wizard with ${what}`,
      [result.kind, ...refusedIn(result)],
      ['imported', ...refused],
    );
  }
}

/** Lines and codes of what the wizard refused. */
export function refusedIn(result: ImportResult | undefined): readonly (readonly [number, string])[] {
  return result?.refusals.map(({ line, code }) => [line, code] as const) ?? [];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
