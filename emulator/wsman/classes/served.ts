import { instancesOf } from '../catalogue.ts';
import type { CallContext, EndpointReference, Instance } from '../declaration.ts';
import { referenceOf } from '../envelope.ts';
import { classUri } from '../namespaces.ts';

/** An instance that the release serves, and how it is referred to. */
export interface ServedInstance {
  readonly className: string;
  readonly instance: Instance;
  readonly reference: EndpointReference;
}

/** Everything that the release serves under a class: nothing when it does not know the class. */
export function servedUnder(context: CallContext, className: string): readonly ServedInstance[] {
  return instancesOf(context.served.under(classUri(className)), context).map(({ declaration, instance }) => ({
    className: declaration.name,
    instance,
    reference: referenceOf(declaration, instance),
  }));
}

/** One of the two systems: the PC (`ManagedSystem`) or the engine in it (`Intel(r) AMT`). */
export function systemReference(name: string): EndpointReference {
  return {
    kind: 'reference',
    resourceUri: classUri('CIM_ComputerSystem'),
    selectors: { CreationClassName: 'CIM_ComputerSystem', Name: name },
  };
}

/** The PC. */
export const managedSystem: EndpointReference = systemReference('ManagedSystem');
/** The management engine. */
export const engineSystem: EndpointReference = systemReference('Intel(r) AMT');

/** The system that an instance names as its own; undefined when it names none. */
export function systemOf({ reference }: ServedInstance): EndpointReference | undefined {
  const { SystemName: name } = reference.selectors;
  return typeof name === 'string' ? systemReference(name) : undefined;
}

/** Names of the two references of an association. */
export type Ends = readonly [one: string, other: string];

/**
 * Every instance under a class with the system that it names: `systemEnd` refers to the system, `ownEnd` to the
 * instance.
 */
export function withSystems(context: CallContext, className: string, [systemEnd, ownEnd]: Ends): readonly Instance[] {
  return servedUnder(context, className).flatMap((served) => {
    const system = systemOf(served);
    return system === undefined ? [] : [{ [systemEnd]: system, [ownEnd]: served.reference }];
  });
}

/** Two classes of which every instance belongs to every other, where both are served and `fits` allows it. */
export interface Pairing {
  readonly one: string;
  readonly other: string;
  readonly fits?: (one: ServedInstance, other: ServedInstance) => boolean;
}

/** The instances of an association that follows from what its ends have. */
export function paired(context: CallContext, pairings: readonly Pairing[], ends: Ends): readonly Instance[] {
  return pairings.flatMap(({ one, other, fits = () => true }) =>
    servedUnder(context, one).flatMap((first) =>
      servedUnder(context, other)
        .filter((second) => fits(first, second))
        .map((second) => ({ [ends[0]]: first.reference, [ends[1]]: second.reference })),
    ),
  );
}
