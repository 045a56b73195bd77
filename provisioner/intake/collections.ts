import type { MembershipRule, SiteStore, StoredCollection, StoredComputer } from '../store/site-store.ts';

/** Longest name of a collection, in characters. */
const NAME_MAX_LENGTH = 127;

export type CollectionResult =
  | { readonly ok: true; readonly collectionId: number }
  | { readonly ok: false; readonly code: 'collection.name-taken' | 'collection.name-syntax'; readonly message: string };

/**
 * Makes an empty collection. Automatic provisioning is off in it (SMS_CollectionSettings.AMTAutoProvisionEnabled, default
 * false).
 */
export function createCollection(store: SiteStore, name: string): CollectionResult {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > NAME_MAX_LENGTH)
    return {
      ok: false,
      code: 'collection.name-syntax',
      message: `A collection's name has 1 to ${NAME_MAX_LENGTH} characters.`,
    };
  if (store.collections.byName(trimmed) !== undefined)
    return { ok: false, code: 'collection.name-taken', message: 'There is a collection of this name.' };
  return { ok: true, collectionId: store.collections.add(trimmed) };
}

/**
 * "Update Collection Membership": evaluates the rules and stores what they find. Until then a new rule shows no member.
 * Returns how many members there are. Throws a RangeError when there is no such collection.
 */
export function updateMembership(store: SiteStore, collectionId: number): number {
  return store.transaction(() => {
    const found = new Set<number>();
    for (const rule of store.collections.rules(collectionId))
      for (const resourceId of FINDERS[rule.kind](store, rule)) found.add(resourceId);
    store.collections.setMembers(collectionId, [...found]);
    return found.size;
  });
}

/** The computers that the last update of the membership found. */
export function membersOf(store: SiteStore, collectionId: number): readonly StoredComputer[] {
  return store.collections.members(collectionId).flatMap((resourceId) => store.computers.get(resourceId) ?? []);
}

/** Collections that have the computer as a member. */
export function collectionsOf(store: SiteStore, resourceId: number): readonly StoredCollection[] {
  return store.collections
    .all()
    .filter((collection) => store.collections.members(collection.collectionId).includes(resourceId));
}

/** One entry for each kind of rule, so that a new kind does not compile without one. */
const FINDERS: {
  readonly [K in MembershipRule['kind']]: (
    store: SiteStore,
    rule: Extract<MembershipRule, { readonly kind: K }>,
  ) => readonly number[];
} = {
  direct: (store, rule) => (store.computers.get(rule.resourceId) === undefined ? [] : [rule.resourceId]),
};
