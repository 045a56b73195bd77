import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  collectionsOf,
  createCollection,
  membersOf,
  updateMembership,
} from '../../../../provisioner/intake/collections.ts';
import { importCsv, type ImportSummary } from '../../../../provisioner/intake/import-wizard.ts';
import { secretBox } from '../../../../provisioner/store/secret-box.ts';
import type { SiteStore } from '../../../../provisioner/store/site-store.ts';
import { openSqliteStore } from '../../../../provisioner/store/sqlite-store.ts';

let store: SiteStore;
let collectionId: number;
beforeEach(() => {
  store = openSqliteStore({ path: ':memory:', secrets: secretBox(Buffer.alloc(32, 1)) });
  const made = createCollection(store, 'AMT computers');
  collectionId = made.ok ? made.collectionId : 0;
});
afterEach(() => store.close());

const uuid = (n: number) => `4c4c4544-0031-3010-8030-b1c04f31303${n}`;
const line = (n: number, of = n) => `DESK00${n},desk00${n}.adatum.com,${uuid(of)}`;

function importLines(lines: readonly string[], overwriteExisting = false): ImportSummary {
  const content = Buffer.from(lines.join('\n'));
  const result = importCsv(store, content, { collectionId, overwriteExisting, hasHeadings: false });
  if (!result.ok) throw new Error(result.code);
  return result.summary;
}

describe('the import wizard', () => {
  test('puts the good lines into the site and lists the others', () => {
    const summary = importLines([line(1), 'DESK002,desk002.adatum.com,nonsense', line(3)]);
    expect(summary.added).toHaveLength(2);
    expect(summary.rejected.map(({ line: at, code }) => [at, code])).toEqual([[2, 'csv.uuid-syntax']]);
    expect(store.computers.byUuid(uuid(3).toUpperCase())).toMatchObject({
      shortName: 'DESK003',
      fqdn: 'desk003.adatum.com',
      amtStatus: undefined,
    });
  });

  test('shows computers in the collection after its membership was updated, not before', () => {
    importLines([line(1), line(2)]);
    expect(membersOf(store, collectionId)).toEqual([]);
    expect(updateMembership(store, collectionId)).toBe(2);
    expect(membersOf(store, collectionId).map(({ shortName }) => shortName)).toEqual(['DESK001', 'DESK002']);
    expect(collectionsOf(store, 1).map(({ name }) => name)).toEqual(['AMT computers']);
  });

  test('leaves a known computer alone until overwriting is confirmed, then keeps what the device has', () => {
    const [resourceId = 0] = importLines([`${line(1)},,UEBzc3cwcmQx`]).added;
    store.computers.change(resourceId, { amtStatus: 3, adminPassword: 'Dev1ce!Pass' });
    const renamed = `DESK009,desk009.adatum.com,${uuid(1)}`;
    expect(importLines([renamed]).conflicts).toMatchObject([{ line: 1, code: 'import.exists', resourceId }]);
    expect(store.computers.get(resourceId)?.shortName).toBe('DESK001');
    expect(importLines([renamed], true).overwritten).toEqual([resourceId]);
    expect(store.computers.get(resourceId)).toMatchObject({ shortName: 'DESK009', amtStatus: 3 });
    expect(store.computers.secrets(resourceId)).toMatchObject({
      adminPassword: 'Dev1ce!Pass',
      importedMebxPassword: 'P@ssw0rd1',
    });
  });

  test('takes a new UUID for a known name only with confirmation', () => {
    const [resourceId = 0] = importLines([line(1)]).added;
    expect(importLines([line(1, 8)]).conflicts).toMatchObject([{ code: 'import.exists' }]);
    importLines([line(1, 8)], true);
    expect(store.computers.byUuid(uuid(8))?.resourceId).toBe(resourceId);
    expect(store.computers.byUuid(uuid(1))).toBeUndefined();
  });

  test('does not guess when name and UUID belong to two computers', () => {
    importLines([line(1), line(2)]);
    expect(importLines([line(1, 2)], true)).toMatchObject({
      overwritten: [],
      conflicts: [{ code: 'import.ambiguous' }],
    });
  });

  test('imports nothing without a collection', () => {
    const result = importCsv(store, Buffer.from(line(1)), {
      collectionId: 99,
      overwriteExisting: false,
      hasHeadings: false,
    });
    expect(result).toMatchObject({ ok: false, code: 'import.no-such-collection' });
    expect(store.computers.all()).toEqual([]);
  });
});

describe('a collection', () => {
  test('has automatic provisioning off until it is switched on', () => {
    expect(store.collections.get(collectionId)?.autoProvision).toBe(false);
    store.collections.setAutoProvision(collectionId, true);
    expect(store.collections.get(collectionId)?.autoProvision).toBe(true);
  });

  test('needs a name of its own', () => {
    expect(createCollection(store, 'amt COMPUTERS ')).toMatchObject({ ok: false, code: 'collection.name-taken' });
    expect(createCollection(store, '  ')).toMatchObject({ ok: false, code: 'collection.name-syntax' });
  });

  test('loses a computer that leaves the site', () => {
    const [resourceId = 0] = importLines([line(1)]).added;
    updateMembership(store, collectionId);
    store.computers.remove(resourceId);
    expect(membersOf(store, collectionId)).toEqual([]);
    expect(updateMembership(store, collectionId)).toBe(0);
  });
});
