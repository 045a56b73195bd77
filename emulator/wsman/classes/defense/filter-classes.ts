import { addDefenseFilter, removeDefenseFilter } from '../../../device/protection/system-defense.ts';
import type { DefenseFilter, FilterProfile } from '../../../device/protection/system-defense-state.ts';
import type { CallContext, CreateResult, Instance, PropertyDeclaration, WriteResult } from '../../declaration.ts';
import { faultOf, invalidValues, written } from '../refusal-answers.ts';
import { filterDirections, filterProfiles } from '../value-maps.ts';
import { flagIn, numberIn, numbersIn, textIn } from '../value-readings.ts';
import { elementKeyValues, filterClasses, filterId, filterReference } from './defense-references.ts';

/** Value of FilterProfile that needs a rate. */
const RATE_LIMIT = 2;

/** What both kinds of filter have. */
export const filterProperties: readonly PropertyDeclaration[] = [
  { name: 'ActionEventOnMatch', type: 'boolean', required: true, meaning: 'The first match is logged' },
  { name: 'CreationClassName', type: 'string', key: true, meaning: 'Class of the instance' },
  { name: 'FilterDirection', type: 'uint16', required: true, values: filterDirections, meaning: 'Sent or received' },
  { name: 'FilterProfile', type: 'uint16', required: true, values: filterProfiles, meaning: 'What it does' },
  { name: 'FilterProfileData', type: 'uint32', meaning: 'Packets a second that pass' },
  { name: 'InstanceID', type: 'string', key: true, meaning: 'Ends with the handle by which policies name it' },
  { name: 'IsNegated', type: 'boolean', meaning: 'It matches what it does not describe' },
  { name: 'Name', type: 'string', key: true, required: true, maxLength: 32, meaning: 'Name that the caller chose' },
  { name: 'SystemCreationClassName', type: 'string', key: true, meaning: 'Class of the system it belongs to' },
  { name: 'SystemName', type: 'string', key: true, meaning: 'Name of that system' },
];

/** Filters of one kind as instances. */
export function filterInstances({ state }: CallContext, kind: DefenseFilter['kind']): readonly Instance[] {
  return state.features.systemDefense.filters
    .filter((filter) => filter.kind === kind)
    .map((filter) => ({
      ...elementKeyValues(filterClasses[kind]),
      ...filter.match,
      ActionEventOnMatch: filter.eventOnMatch,
      FilterDirection: filter.direction,
      FilterProfile: filter.profile,
      FilterProfileData: filter.profile === RATE_LIMIT ? filter.profileData : undefined,
      InstanceID: filterId(filter.handle),
      IsNegated: filter.isNegated,
      Name: filter.name,
    }));
}

/** Makes a filter of what a Create carries; `match` holds what describes packets, already checked. */
export function createFilter(
  { state }: CallContext,
  given: Instance,
  kind: DefenseFilter['kind'],
  match: DefenseFilter['match'] | undefined,
): CreateResult {
  const direction = ([0, 1] as const).find((known) => known === numberIn(given, 'FilterDirection'));
  const profile = ([0, 1, 2, 3, 4] as const).find(
    (known): known is FilterProfile => known === numberIn(given, 'FilterProfile'),
  );
  const profileData = numberIn(given, 'FilterProfileData');
  const name = textIn(given, 'Name') ?? '';
  const isRated = profile !== RATE_LIMIT || (profileData !== undefined && profileData > 0);
  if (direction === undefined || profile === undefined || match === undefined || !isRated || name === '')
    return invalidValues({ status: 36, code: 'defense.filter.wrong-value', inputs: { name } });
  const step = addDefenseFilter(state, {
    kind,
    name,
    direction,
    profile,
    profileData: profileData ?? 0,
    eventOnMatch: flagIn(given, 'ActionEventOnMatch') ?? false,
    isNegated: flagIn(given, 'IsNegated') ?? false,
    match,
  });
  if (!step.ok) return faultOf(step.refusal);
  const created = filterReference({ handle: step.value, kind, name });
  return { kind: 'written', state: step.state, effects: step.effects, created };
}

export function removeFilter({ state }: CallContext, current: Instance): WriteResult {
  const id = textIn(current, 'InstanceID');
  const filter = state.features.systemDefense.filters.find(({ handle }) => filterId(handle) === id);
  return written(removeDefenseFilter(state, filter?.handle ?? 0));
}

/** What of a request describes packets: the named properties that were sent. */
export function matchIn(given: Instance, names: readonly string[]): DefenseFilter['match'] {
  const match: Record<string, string | number | readonly number[]> = {};
  for (const name of names) {
    const value = given[name];
    if (typeof value === 'string' || typeof value === 'number') match[name] = value;
    else if (value !== undefined && numbersIn(given, name).length > 0) match[name] = numbersIn(given, name);
  }
  return match;
}
