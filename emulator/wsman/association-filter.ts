import { mayUse, type Catalogue } from './catalogue.ts';
import type { CallContext, ClassDeclaration, EndpointReference } from './declaration.ts';
import { referenceOf } from './envelope.ts';
import type { WsmanFault } from './faults.ts';
import { classUri, NS } from './namespaces.ts';
import { readReference, sameSelectors, type Located } from './selectors.ts';
import { attributeOf, childOf, type XmlElement } from './xml-reader.ts';

const DIALECT = 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter';

/** What an association filter asks for (DSP0227, 17): the objects at the other ends, or the associations themselves. */
export interface AssociationFilter {
  readonly wanted: 'AssociatedInstances' | 'AssociationInstances';
  readonly object: EndpointReference;
  /** Property of the association that refers to the object. */
  readonly role: string | undefined;
  readonly associationClass: string | undefined;
  readonly resultClass: string | undefined;
  /** Property of the association that refers to the result. */
  readonly resultRole: string | undefined;
}

type Reading =
  | { readonly ok: true; readonly filter: AssociationFilter | undefined }
  | { readonly ok: false; readonly fault: WsmanFault };

/** Reads the Filter of a `wsen:Enumerate`; undefined when there is none. */
export function readFilter(enumerate: XmlElement): Reading {
  const filters = enumerate.children.filter(({ local }) => local === 'Filter');
  const [filter] = filters;
  if (filter === undefined) return { ok: true, filter: undefined };
  if (filters.length > 1 || (filter.uri !== NS.wsman && filter.uri !== NS.enumeration)) {
    return refused('CannotProcessFilter', 'wsman.filter.malformed');
  }
  const dialect = attributeOf(filter, NS.wsman, 'Dialect') ?? '';
  if (dialect !== DIALECT) return refused('FilterDialectRequestedUnavailable', 'wsman.filter.dialect', { dialect });
  const query = readQuery(filter);
  return query === undefined ? refused('CannotProcessFilter', 'wsman.filter.malformed') : { ok: true, filter: query };
}

const FIELDS: ReadonlySet<string> = new Set([
  'Object',
  'AssociationClassName',
  'Role',
  'ResultClassName',
  'ResultRole',
]);

function readQuery(filter: XmlElement): AssociationFilter | undefined {
  const [query] = filter.children;
  const wanted = query?.local;
  if (query?.uri !== NS.cimBinding || filter.children.length !== 1) return undefined;
  if (wanted !== 'AssociatedInstances' && wanted !== 'AssociationInstances') return undefined;
  if (query.children.some(({ uri, local }) => uri !== NS.cimBinding || !FIELDS.has(local))) return undefined;
  const target = childOf(query, NS.cimBinding, 'Object');
  if (target === undefined) return undefined;
  const object = readReference(childOf(target, NS.addressing, 'EndpointReference') ?? target);
  if (object === undefined) return undefined;
  const textOf = (local: string): string | undefined => {
    const text = childOf(query, NS.cimBinding, local)?.text.trim();
    return text === '' ? undefined : text;
  };
  return {
    wanted,
    object,
    role: textOf('Role'),
    associationClass: textOf('AssociationClassName'),
    resultClass: textOf('ResultClassName'),
    resultRole: textOf('ResultRole'),
  };
}

type Finding =
  | { readonly ok: true; readonly items: readonly Located[] }
  | { readonly ok: false; readonly fault: WsmanFault };

/**
 * What the filter finds, association by association in the order of their declaration, each object once. Follows every
 * class that has two references or more; those that the caller may not read count as absent. That an object that does not
 * exist is a fault, and not an empty result, is assumed.
 */
export function associated(catalogue: Catalogue, context: CallContext, filter: AssociationFilter): Finding {
  const search = new Search(context, (uri) => catalogue.under(uri));
  const object = search.resolve(filter.object);
  if (object === undefined) return refused('CannotProcessFilter', 'wsman.filter.object-not-found');
  const isAssociation = ({ properties }: ClassDeclaration): boolean =>
    properties.filter(({ type }) => type === 'reference').length > 1;
  const named = filter.wanted === 'AssociationInstances' ? filter.resultClass : filter.associationClass;
  const associations = catalogue.classes.filter(
    (declaration) => isAssociation(declaration) && search.isA(declaration, named),
  );
  const links = associations.flatMap((declaration) => search.linksOf(declaration, object, filter.role));
  if (filter.wanted === 'AssociationInstances') return { ok: true, items: distinct(links.map(({ link }) => link)) };
  const ends = links.flatMap(({ link, role }) =>
    otherEnds(link, role, filter.resultRole).flatMap((reference) => search.resolve(reference) ?? []),
  );
  return { ok: true, items: distinct(ends.filter(({ declaration }) => search.isA(declaration, filter.resultClass))) };
}

interface Link {
  readonly link: Located;
  /** Property of the association that refers to the object. */
  readonly role: string;
}

/** Looks instances up; each class is asked once. */
class Search {
  readonly #context: CallContext;
  readonly #under: (resourceUri: string) => readonly ClassDeclaration[];
  readonly #known = new Map<ClassDeclaration, readonly (Located & { readonly reference: EndpointReference })[]>();

  constructor(context: CallContext, under: (resourceUri: string) => readonly ClassDeclaration[]) {
    this.#context = context;
    this.#under = under;
  }

  /** Whether the class is the named one or below it; everything is when nothing is named. */
  isA(declaration: ClassDeclaration, name: string | undefined): boolean {
    return name === undefined || this.#under(classUri(name)).includes(declaration);
  }

  /** The instance that a reference means, if the caller may see it. */
  resolve(reference: EndpointReference): Located | undefined {
    for (const declaration of this.#under(reference.resourceUri)) {
      const found = this.#instancesOf(declaration).find((one) => means(reference, one.reference));
      if (found !== undefined) return { declaration, instance: found.instance };
    }
    return undefined;
  }

  linksOf(declaration: ClassDeclaration, object: Located, role: string | undefined): readonly Link[] {
    const target = referenceOf(object.declaration, object.instance);
    const roles = declaration.properties.filter(
      ({ type, name }) => type === 'reference' && (role === undefined || role === name),
    );
    return this.#instancesOf(declaration).flatMap((link) =>
      roles
        .filter(({ name }) => {
          const value = link.instance[name];
          return isReference(value) && this.#refersTo(value, object.declaration, target);
        })
        .map(({ name }) => ({ link, role: name })),
    );
  }

  /** References name the object by its own class or by one above it. */
  #refersTo(value: EndpointReference, declaration: ClassDeclaration, target: EndpointReference): boolean {
    return this.#under(value.resourceUri).includes(declaration) && means(value, target);
  }

  #instancesOf(declaration: ClassDeclaration): readonly (Located & { readonly reference: EndpointReference })[] {
    const known = this.#known.get(declaration);
    if (known !== undefined) return known;
    const isHidden = declaration.isAbstract === true || !mayUse(this.#context.caller, declaration.readRealms);
    const instances = isHidden ? [] : declaration.instances(this.#context);
    const found = instances.map((instance) => ({
      declaration,
      instance,
      reference: referenceOf(declaration, instance),
    }));
    this.#known.set(declaration, found);
    return found;
  }
}

function means(wanted: EndpointReference, actual: EndpointReference): boolean {
  return sameSelectors(wanted.selectors, actual.selectors);
}

function otherEnds(link: Located, role: string, resultRole: string | undefined): readonly EndpointReference[] {
  return link.declaration.properties.flatMap(({ type, name }) => {
    if (type !== 'reference' || name === role || (resultRole !== undefined && resultRole !== name)) return [];
    const value = link.instance[name];
    return isReference(value) ? [value] : [];
  });
}

function isReference(value: unknown): value is EndpointReference {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'reference';
}

function distinct(items: readonly Located[]): readonly Located[] {
  const seen = new Map(
    items.map(({ declaration, instance }) => [
      JSON.stringify(referenceOf(declaration, instance)),
      { declaration, instance },
    ]),
  );
  return [...seen.values()];
}

function refused(
  fault: WsmanFault['fault'],
  code: string,
  inputs: NonNullable<WsmanFault['inputs']> = {},
): { readonly ok: false; readonly fault: WsmanFault } {
  return { ok: false, fault: { fault, code, inputs } };
}
