import {
  createCollection as makeCollection,
  membersOf as storedMembers,
  updateMembership as evaluate,
} from '../intake/collections.ts';
import { importCsv } from '../intake/import-wizard.ts';
import type { StoredComputer } from '../store/site-store.ts';
import type { ActionResult, ImportOptions, ImportResult } from './service-point.ts';
import type { SiteState } from './site-state.ts';

/** Runs the import wizard and says in events what it did. */
export function importList(state: SiteState, csv: string | Buffer, options: ImportOptions): ImportResult {
  const { store, log } = state;
  const collectionId = store.collections.byName(options.collection)?.collectionId;
  if (collectionId === undefined)
    return refuseImport(state, [{ line: 0, ...noSuchCollection('import.no-such-collection', options.collection) }]);
  const imported = importCsv(store, Buffer.isBuffer(csv) ? csv : Buffer.from(csv, 'utf8'), {
    collectionId,
    hasHeadings: options.hasHeadings ?? false,
    overwriteExisting: options.overwrite ?? false,
  });
  if (!imported.ok)
    return refuseImport(state, [{ line: 0, code: imported.code, path: options.collection, message: imported.message }]);
  const { added, overwritten, conflicts, rejected } = imported.summary;
  const refusals = [...rejected, ...conflicts]
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, code, message }) => ({ line, code, path: `line ${line}`, message }));
  const resourceIds = [...added, ...overwritten];
  if (resourceIds.length === 0) return refuseImport(state, refusals);
  for (const { line, code, message } of refusals) log.write('computers.import-refused', { line, code, message });
  for (const resourceId of resourceIds) state.heldBack.delete(resourceId);
  log.write('computers.imported', { count: resourceIds.length });
  return { kind: 'imported', resourceIds, refusals };
}

export function createCollection(state: SiteState, name: string): ActionResult {
  const made = makeCollection(state.store, name);
  if (made.ok) return { kind: 'accepted' };
  return { kind: 'refused', refusals: [{ code: made.code, path: name, message: made.message }] };
}

export function updateMembership(state: SiteState, name: string): ActionResult {
  const collection = state.store.collections.byName(name);
  if (collection === undefined) return { kind: 'refused', refusals: [noSuchCollection('collection.unknown', name)] };
  evaluate(state.store, collection.collectionId);
  return { kind: 'accepted' };
}

export function membersOf(state: SiteState, name: string): readonly StoredComputer[] {
  const collection = state.store.collections.byName(name);
  return collection === undefined ? [] : storedMembers(state.store, collection.collectionId);
}

function refuseImport(
  state: SiteState,
  refusals: Extract<ImportResult, { kind: 'refused' }>['refusals'],
): ImportResult {
  for (const { line, code, message } of refusals) state.log.write('computers.import-refused', { line, code, message });
  return { kind: 'refused', refusals };
}

function noSuchCollection(code: string, name: string): { code: string; path: string; message: string } {
  return { code, path: name, message: 'There is no collection of this name.' };
}
