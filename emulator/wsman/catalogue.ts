import type { FirmwareProfile } from '../firmware/profile.ts';
import type { CallContext, Caller, ClassDeclaration, MethodDeclaration } from './declaration.ts';
import type { Located } from './selectors.ts';

/** The classes that one release serves, found by resource URI. */
export class Catalogue {
  readonly #classes: readonly ClassDeclaration[];
  readonly #profile: FirmwareProfile;

  constructor(classes: readonly ClassDeclaration[], profile: FirmwareProfile) {
    this.#profile = profile;
    this.#classes = classes.filter((declaration) => this.#isServed(declaration.needs));
  }

  /**
   * The class with this URI followed by those that name it as a base, in declaration order; empty when the release does
   * not know it.
   */
  under(resourceUri: string): readonly ClassDeclaration[] {
    const own = this.#classes.filter((declaration) => declaration.uri === resourceUri);
    const name = CIM_CLASS.exec(resourceUri)?.[1];
    const derived = this.#classes.filter(
      (declaration) =>
        declaration.uri !== resourceUri && name !== undefined && declaration.bases?.includes(name) === true,
    );
    return [...own, ...derived];
  }

  /** The method, when the class has it and the release knows it. */
  method(declaration: ClassDeclaration, name: string): MethodDeclaration | undefined {
    return declaration.methods?.find((method) => method.name === name && this.#isServed(method.needs));
  }

  #isServed(needs: ClassDeclaration['needs']): boolean {
    return needs === undefined || this.#profile.capabilities.has(needs);
  }
}

/** Base classes belong to DMTF's schema. */
const CIM_CLASS = /^http:\/\/schemas\.dmtf\.org\/wbem\/wscim\/1\/cim-schema\/2\/(CIM_\w+)$/;

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

/** An administrator may do everything; others need one of the realms. */
export function mayUse(caller: Caller, realms: readonly number[]): boolean {
  return caller.isAdmin || realms.some((realm) => caller.realms.includes(realm));
}
