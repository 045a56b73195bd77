import type { SiteStore } from '../store/site-store.ts';
import { parseComputerCsv, type CsvComputer, type RejectedLine } from './csv-import.ts';

export interface ImportOptions {
  /** The collection of the wizard's last page. */
  readonly collectionId: number;
  /** The person has confirmed that records of known computers are overwritten. */
  readonly overwriteExisting: boolean;
}

/** A computer that the site knows already. */
export interface ImportConflict {
  readonly line: number;
  /**
   * `import.exists`: it needs the confirmation. `import.ambiguous`: UUID and name belong to two different computers, so there
   * is no telling which record is meant.
   */
  readonly code: 'import.exists' | 'import.ambiguous';
  readonly message: string;
  readonly resourceId: number;
}

/** The wizard's summary page. */
export interface ImportSummary {
  readonly added: readonly number[];
  readonly overwritten: readonly number[];
  readonly conflicts: readonly ImportConflict[];
  readonly rejected: readonly RejectedLine[];
}

export type ImportResult =
  | { readonly ok: true; readonly summary: ImportSummary }
  | { readonly ok: false; readonly code: 'import.no-such-collection'; readonly message: string };

/**
 * "Import computers using a file": the lines that are right get into the site and into the collection's rules, in one write;
 * every other line is in the summary. The collection shows them after its membership was updated.
 */
export function importCsv(
  store: SiteStore,
  content: Buffer,
  options: ImportOptions & { readonly hasHeadings: boolean },
): ImportResult {
  const { computers, rejected } = parseComputerCsv(content, options);
  const result = importComputers(store, computers, options);
  return result.ok ? { ok: true, summary: { ...result.summary, rejected } } : result;
}

/** "Import single computer", and the second half of {@link importCsv}. A computer that is known keeps its resource id, its
 * AMT status and the passwords that were set in it; the import replaces names, UUID and MAC address, and
 * those imported passwords that it has. */
export function importComputers(
  store: SiteStore,
  computers: readonly CsvComputer[],
  options: ImportOptions,
): ImportResult {
  if (store.collections.get(options.collectionId) === undefined)
    return { ok: false, code: 'import.no-such-collection', message: 'The collection does not exist.' };
  return store.transaction(() => {
    const added: number[] = [];
    const overwritten: number[] = [];
    const conflicts: ImportConflict[] = [];
    for (const computer of computers) {
      const outcome = importOne(store, computer, options.overwriteExisting);
      if (outcome.kind === 'conflict') conflicts.push(outcome.conflict);
      else {
        (outcome.kind === 'added' ? added : overwritten).push(outcome.resourceId);
        store.collections.addRule(options.collectionId, { kind: 'direct', resourceId: outcome.resourceId });
      }
    }
    return { ok: true, summary: { added, overwritten, conflicts, rejected: [] } };
  });
}

type Outcome =
  | { readonly kind: 'added' | 'overwritten'; readonly resourceId: number }
  | { readonly kind: 'conflict'; readonly conflict: ImportConflict };

function importOne(store: SiteStore, computer: CsvComputer, overwrite: boolean): Outcome {
  const { line, importedMebxPassword, importedAdminPassword, ...record } = computer;
  const sameUuid = store.computers.byUuid(computer.uuid);
  const sameName = store.computers.byShortName(computer.shortName);
  const existing = sameUuid ?? sameName;
  if (existing === undefined)
    return {
      kind: 'added',
      resourceId: store.computers.add({ ...record, importedMebxPassword, importedAdminPassword }),
    };
  const { resourceId } = existing;
  if (sameUuid !== undefined && sameName !== undefined && sameUuid.resourceId !== sameName.resourceId)
    return {
      kind: 'conflict',
      conflict: {
        line,
        code: 'import.ambiguous',
        message: 'The UUID belongs to one computer and the name to another.',
        resourceId,
      },
    };
  if (!overwrite)
    return {
      kind: 'conflict',
      conflict: {
        line,
        code: 'import.exists',
        message: 'The computer exists; overwriting was not confirmed.',
        resourceId,
      },
    };
  store.computers.change(resourceId, {
    ...record,
    // A device may still have the password of an earlier import: an empty column does not take it away.
    ...(importedMebxPassword === undefined ? {} : { importedMebxPassword }),
    ...(importedAdminPassword === undefined ? {} : { importedAdminPassword }),
  });
  return { kind: 'overwritten', resourceId };
}
