import type { CallContext, EndpointReference, Instance } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';
import { servedUnder } from '../served.ts';

/** RegisteredOrganization of DMTF. */
const DMTF = 2;
/** AdvertiseTypes: not advertised. */
const NOT_ADVERTISED = 2;

/** A management profile of DMTF and the class that it turns on. */
interface Profile {
  readonly name: string;
  readonly version: string;
  readonly centralClass: string;
}

const base: Profile = { name: 'Base Desktop and Mobile', version: '1.0.0', centralClass: 'CIM_ComputerSystem' };

/**
 * Profiles of DASH 1.0 (DMTF DSP0232) of which the release has the central class. Which of them firmware registers, and
 * under what identifiers, is assumed.
 */
const profiles: readonly Profile[] = [
  base,
  { name: 'Profile Registration', version: '1.0.0', centralClass: 'CIM_RegisteredProfile' },
  { name: 'Boot Control', version: '1.0.0', centralClass: 'CIM_BootService' },
  { name: 'Power State Management', version: '1.0.0', centralClass: 'CIM_PowerManagementService' },
  { name: 'CPU', version: '1.0.0', centralClass: 'CIM_Processor' },
  { name: 'System Memory', version: '1.0.0', centralClass: 'CIM_Memory' },
  { name: 'Physical Asset', version: '1.0.0', centralClass: 'CIM_Chassis' },
  { name: 'Fan', version: '1.0.0', centralClass: 'CIM_Fan' },
  { name: 'Sensors', version: '1.0.0', centralClass: 'CIM_Sensor' },
  { name: 'Power Supply', version: '1.0.0', centralClass: 'CIM_PowerSupply' },
  { name: 'Software Inventory', version: '1.0.0', centralClass: 'CIM_SoftwareIdentity' },
  { name: 'Record Log', version: '1.0.0', centralClass: 'AMT_MessageLog' },
  { name: 'Indications', version: '1.0.0', centralClass: 'CIM_IndicationService' },
  { name: 'Simple Identity Management', version: '1.0.0', centralClass: 'CIM_AccountManagementService' },
  { name: 'Role Based Authorization', version: '1.0.0', centralClass: 'CIM_RoleBasedAuthorizationService' },
];

/** CIM_RegisteredProfile. */
export function registeredProfiles({ served }: CallContext): readonly Instance[] {
  return registered(served).map((profile) => ({
    AdvertiseTypes: [NOT_ADVERTISED],
    InstanceID: idOf(profile),
    RegisteredName: profile.name,
    RegisteredOrganization: DMTF,
    RegisteredVersion: profile.version,
  }));
}

/** CIM_ReferencedProfile: the profile of the whole PC refers to all others. */
export function referencedProfiles({ served }: CallContext): readonly Instance[] {
  return registered(served)
    .filter((profile) => profile !== base)
    .map((profile) => ({ Antecedent: referenceTo(profile), Dependent: referenceTo(base) }));
}

/** CIM_ElementConformsToProfile: the instances of each profile's central class. */
export function conformingElements(context: CallContext): readonly Instance[] {
  return registered(context.served)
    .filter(({ centralClass }) => centralClass !== 'CIM_RegisteredProfile')
    .flatMap((profile) =>
      servedUnder(context, profile.centralClass).map(({ reference }) => ({
        ConformantStandard: referenceTo(profile),
        ManagedElement: reference,
      })),
    );
}

function registered(served: CallContext['served']): readonly Profile[] {
  return profiles.filter(({ centralClass }) => served.under(classUri(centralClass)).length > 0);
}

function idOf({ name, version }: Profile): string {
  return `DMTF:${name}:${version}`;
}

function referenceTo(profile: Profile): EndpointReference {
  return {
    kind: 'reference',
    resourceUri: classUri('CIM_RegisteredProfile'),
    selectors: { InstanceID: idOf(profile) },
  };
}
