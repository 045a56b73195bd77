import type { CollectionTable, MembershipRule, StoredCollection } from './site-store.ts';
import { StoreCorruptError } from './site-store.ts';
import { numberOf, textOf, type Row, type Sql } from './sql.ts';

/** Collections, their rules, and the members that the last update found. */
export class SqlCollectionTable implements CollectionTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  add(name: string): number {
    return this.#sql.transaction(() => {
      if (this.byName(name) !== undefined) throw new RangeError('a collection with this name exists');
      const collectionId = this.#sql.nextId('collections');
      this.#sql.run('INSERT INTO collections (collection_id, name, name_key, auto_provision) VALUES (?, ?, ?, 0)', [
        collectionId,
        name,
        name.toLowerCase(),
      ]);
      return collectionId;
    });
  }

  get(collectionId: number): StoredCollection | undefined {
    const row = this.#sql.get('SELECT * FROM collections WHERE collection_id = ?', [collectionId]);
    return row && collectionOf(row);
  }

  byName(name: string): StoredCollection | undefined {
    const row = this.#sql.get('SELECT * FROM collections WHERE name_key = ?', [name.toLowerCase()]);
    return row && collectionOf(row);
  }

  all(): readonly StoredCollection[] {
    return this.#sql.all('SELECT * FROM collections ORDER BY collection_id').map(collectionOf);
  }

  setAutoProvision(collectionId: number, enabled: boolean): void {
    const changed = this.#sql.run('UPDATE collections SET auto_provision = ? WHERE collection_id = ?', [
      enabled ? 1 : 0,
      collectionId,
    ]);
    if (changed === 0) throw noSuchCollection(collectionId);
  }

  addRule(collectionId: number, rule: MembershipRule): void {
    if (this.get(collectionId) === undefined) throw noSuchCollection(collectionId);
    this.#sql.run(
      'INSERT INTO collection_rules (collection_id, kind, resource_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      [collectionId, rule.kind, rule.resourceId],
    );
  }

  rules(collectionId: number): readonly MembershipRule[] {
    return this.#sql
      .all('SELECT kind, resource_id FROM collection_rules WHERE collection_id = ? ORDER BY resource_id', [
        collectionId,
      ])
      .map((row) => {
        const kind = textOf(row, 'kind');
        if (kind !== 'direct') throw new StoreCorruptError();
        return { kind, resourceId: numberOf(row, 'resource_id') };
      });
  }

  members(collectionId: number): readonly number[] {
    return this.#sql
      .all('SELECT resource_id FROM collection_members WHERE collection_id = ? ORDER BY resource_id', [collectionId])
      .map((row) => numberOf(row, 'resource_id'));
  }

  setMembers(collectionId: number, resourceIds: readonly number[]): void {
    this.#sql.transaction(() => {
      if (this.get(collectionId) === undefined) throw noSuchCollection(collectionId);
      this.#sql.run('DELETE FROM collection_members WHERE collection_id = ?', [collectionId]);
      for (const resourceId of resourceIds)
        this.#sql.run('INSERT INTO collection_members (collection_id, resource_id) VALUES (?, ?)', [
          collectionId,
          resourceId,
        ]);
    });
  }
}

function noSuchCollection(collectionId: number): RangeError {
  return new RangeError(`there is no collection ${collectionId}`);
}

function collectionOf(row: Row): StoredCollection {
  return {
    collectionId: numberOf(row, 'collection_id'),
    name: textOf(row, 'name'),
    autoProvision: numberOf(row, 'auto_provision') === 1,
  };
}
