import type { FirmwareProfile } from '../firmware/profile.ts';
import { isInRange, type ReleaseRange } from '../firmware/release-range.ts';
import type { CallContext, Caller, ClassDeclaration, MethodDeclaration } from './declaration.ts';
import type { Located } from './selectors.ts';

/**
 * The classes that one release serves, found by resource URI. Properties and methods that the release does not know are
 * gone from them.
 */
export class Catalogue {
  readonly #byUri: ReadonlyMap<string, readonly ClassDeclaration[]>;
  readonly #places: ReadonlyMap<ClassDeclaration, number>;

  constructor(classes: readonly ClassDeclaration[], profile: FirmwareProfile) {
    const isServed = (range: Gate): boolean =>
      isInRange(profile.release, range) && (range.needs === undefined || profile.capabilities.has(range.needs));
    const served = classes
      .filter((declaration) => isServed(declaration))
      .map((declaration) => cut(declaration, isServed));
    this.#byUri = groupByUri(served);
    this.#places = new Map(served.map((declaration, place) => [declaration, place]));
  }

  /**
   * The class with this URI followed by those derived from it, in declaration order; empty when the release does not
   * know it.
   */
  under(resourceUri: string): readonly ClassDeclaration[] {
    return this.#byUri.get(resourceUri) ?? [];
  }

  /** The same classes as an enumeration goes through them. */
  enumerated(resourceUri: string): readonly ClassDeclaration[] {
    const classes = this.under(resourceUri);
    if (classes[0]?.isEnumeratedInPlace !== true) return classes;
    const placeOf = (declaration: ClassDeclaration): number => this.#places.get(declaration) ?? 0;
    return classes.toSorted((one, other) => placeOf(one) - placeOf(other));
  }

  /** Every class, in declaration order. */
  get classes(): readonly ClassDeclaration[] {
    return [...this.#byUri.values()].flatMap(([own]) => (own === undefined ? [] : [own]));
  }

  /** The method, when the class has it, the release knows it and the device carries it out. */
  method(declaration: ClassDeclaration, name: string): ServedMethod | undefined {
    const method = declaration.methods?.find((candidate) => candidate.name === name);
    return method === undefined || method.call === undefined ? undefined : { ...method, call: method.call };
  }
}

const known = new WeakMap<FirmwareProfile, WeakMap<readonly ClassDeclaration[], Catalogue>>();

/** The catalogue of these classes for a release, made once for all devices that share the profile. */
export function catalogueOf(classes: readonly ClassDeclaration[], profile: FirmwareProfile): Catalogue {
  const ofProfile = known.get(profile) ?? new WeakMap<readonly ClassDeclaration[], Catalogue>();
  known.set(profile, ofProfile);
  const catalogue = ofProfile.get(classes) ?? new Catalogue(classes, profile);
  ofProfile.set(classes, catalogue);
  return catalogue;
}

/** A method that has a handler. */
export type ServedMethod = MethodDeclaration & Required<Pick<MethodDeclaration, 'call'>>;

type Gate = ReleaseRange & Pick<ClassDeclaration, 'needs'>;

function cut(declaration: ClassDeclaration, isServed: (range: Gate) => boolean): ClassDeclaration {
  const { methods } = declaration;
  return {
    ...declaration,
    properties: declaration.properties.filter((property) => isServed(property)),
    ...(methods === undefined ? {} : { methods: methods.filter((method) => isServed(method)) }),
  };
}

function groupByUri(classes: readonly ClassDeclaration[]): ReadonlyMap<string, readonly ClassDeclaration[]> {
  const byName = new Map(classes.map((declaration) => [declaration.name, declaration]));
  const groups = new Map(classes.map((declaration) => [declaration.name, [declaration]]));
  for (const declaration of classes) {
    const above = new Set<string>();
    let parent = declaration.parent;
    while (parent !== undefined && !above.has(parent)) {
      above.add(parent);
      groups.get(parent)?.push(declaration);
      parent = byName.get(parent)?.parent;
    }
  }
  return new Map(classes.map((declaration) => [declaration.uri, groups.get(declaration.name) ?? [declaration]]));
}

/** All instances of these classes, class by class. */
export function instancesOf(classes: readonly ClassDeclaration[], context: CallContext): readonly Located[] {
  return classes.flatMap((declaration) =>
    declaration.instances(context).map((instance) => ({ declaration, instance })),
  );
}

/** Names of the key properties of these classes. */
export function keysOf(classes: readonly ClassDeclaration[]): ReadonlySet<string> {
  const keys = classes.flatMap((declaration) => declaration.properties.filter((property) => property.key === true));
  return new Set(keys.map((property) => property.name));
}

/**
 * An administrator may do everything, others need one of the realms. Once the audit log belongs to somebody else, nobody
 * reaches it without its own realm (Intel AMT Implementation and Reference Guide, auditor).
 */
export function mayUse(caller: Caller, realms: readonly number[]): boolean {
  const uncovered = realms.filter((realm) => caller.uncovered?.includes(realm) === true);
  if (uncovered.length > 0) return uncovered.some((realm) => caller.realms.includes(realm));
  return caller.isAdmin || realms.some((realm) => caller.realms.includes(realm));
}
