import { profileFor, releases } from '../../emulator/firmware/releases.ts';
import type { Evidence } from '../../emulator/firmware/profile.ts';
import type { Catalogue } from '../../emulator/wsman/catalogue.ts';
import type { CallContext, ClassDeclaration } from '../../emulator/wsman/declaration.ts';
import { operationalContext } from './operational-device.ts';

/**
 * How well an operation is known. `empty`: the class follows the state of the device, which holds nothing for it yet;
 * `missing`: whatever happens to the device there is no instance, or the method is not carried out.
 */
export type Provenance = Evidence | 'empty' | 'missing';

/** One operation of one class as one release carries it out. */
export interface CoveredOperation {
  /** `Get` stands for Get, Enumerate and Pull. */
  readonly name: string;
  readonly kind: 'verb' | 'method';
  readonly provenance: Provenance;
}

/** One class as an operational device of one release serves it. */
export interface CoveredClass {
  readonly name: string;
  readonly isAbstract: boolean;
  /** Of the class and of those derived from it, as an enumeration finds them. */
  readonly instances: number;
  readonly operations: readonly CoveredOperation[];
}

/** What one release serves. */
export interface CoveredRelease {
  readonly release: string;
  readonly classes: readonly CoveredClass[];
}

const READS = ['Get', 'Enumerate', 'Pull'] as const;

/** What an operational device of each release with WS-Management serves, asked of the device itself. */
export function coverage(): readonly CoveredRelease[] {
  return releases
    .filter((release) => profileFor(release).capabilities.has('wsman'))
    .map((release) => {
      const context = operationalContext(release);
      const classes = context.served.classes.map((declaration) => coveredClass(declaration, context));
      return { release, classes: classes.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
    });
}

function coveredClass(
  declaration: ClassDeclaration,
  context: CallContext & { readonly served: Catalogue },
): CoveredClass {
  const { name, isAbstract = false, recorded = [] } = declaration;
  const family = context.served.under(declaration.uri);
  const instances = family.flatMap((member) => member.instances(context)).length;
  const reading: Provenance = READS.some((verb) => recorded.includes(verb)) ? 'recorded' : declaration.evidence;
  // A function that takes nothing looks at nothing of the device.
  const followsState = family.some((member) => member.instances.length > 0 || member.create !== undefined);
  const verbs: readonly (readonly [string, boolean, Provenance])[] = [
    ['Get', !isAbstract, instances > 0 ? reading : followsState ? 'empty' : 'missing'],
    ['Put', declaration.put !== undefined, provenanceOf(declaration, 'Put')],
    ['Create', declaration.create !== undefined, provenanceOf(declaration, 'Create')],
    ['Delete', declaration.remove !== undefined, provenanceOf(declaration, 'Delete')],
  ];
  const operations: readonly CoveredOperation[] = [
    ...verbs.flatMap(([verb, isOffered, provenance]) =>
      isOffered ? [{ name: verb, kind: 'verb' as const, provenance }] : [],
    ),
    ...(declaration.methods ?? []).map((method) => ({
      name: method.name,
      kind: 'method' as const,
      provenance: method.call === undefined ? ('missing' as const) : provenanceOf(declaration, method.name),
    })),
  ];
  return { name, isAbstract, instances, operations };
}

/** An answer that was published; otherwise as well known as the class, whose description is public where it was seen. */
function provenanceOf({ recorded = [], evidence }: ClassDeclaration, operation: string): Evidence {
  if (recorded.includes(operation)) return 'recorded';
  return evidence === 'recorded' ? 'documented' : evidence;
}
