import type { DefenseFilter } from '../../../device/protection/system-defense-state.ts';
import { policyInForce } from '../../../device/protection/system-defense.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import {
  filterInPolicy,
  filterInPolicyReference,
  policyReference,
  portReference,
  serviceReference,
} from './defense-references.ts';

const SOURCE = `${CLASS_REFERENCE}; which element is antecedent and which dependent is assumed`;

/** Counters of the filters of the policy in force, since UpdateStatistics took them. */
export const activeFilterStatistics: ClassDeclaration = {
  name: 'AMT_ActiveFilterStatistics',
  uri: classUri('AMT_ActiveFilterStatistics'),
  needs: 'system-defense',
  properties: [
    { name: 'ActivationTime', type: 'datetime', meaning: 'When the policy came into force' },
    { name: 'Antecedent', type: 'reference', key: true, meaning: 'The port' },
    { name: 'Dependent', type: 'reference', key: true, meaning: 'The filter in its policy' },
    { name: 'FilterMatched', type: 'boolean', meaning: 'A packet matched' },
    { name: 'LastResetTime', type: 'datetime', meaning: 'Since when is counted' },
    { name: 'ReadCount', type: 'uint32', meaning: 'Reads since then' },
  ],
  declaresCommon: true,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state }) => {
    const { filters, statistics } = state.features.systemDefense;
    const policy = policyInForce(state);
    return statistics.flatMap((counted) => {
      const filter = filters.find(({ handle }) => handle === counted.filter);
      if (filter === undefined || policy === undefined) return [];
      return [
        {
          ActivationTime: { kind: 'datetime', ms: counted.activationMs + state.time.offsetMs },
          Antecedent: portReference,
          Dependent: filterInPolicyReference(filter, policy),
          FilterMatched: false,
          LastResetTime: { kind: 'datetime', ms: counted.resetMs + state.time.offsetMs },
          ReadCount: counted.readCount,
        },
      ];
    });
  },
};

/** Which filters are in which policy. */
export const filterInSystemDefensePolicy: ClassDeclaration = {
  name: 'AMT_FilterInSystemDefensePolicy',
  uri: classUri('AMT_FilterInSystemDefensePolicy'),
  parent: 'CIM_Dependency',
  needs: 'system-defense',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true, meaning: 'The filter' },
    { name: 'Dependent', type: 'reference', key: true, meaning: 'The policy' },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: SOURCE,
  instances: (context) =>
    context.state.features.systemDefense.policies.flatMap((policy) =>
      filtersOf(context, policy.filters).map((filter) => filterInPolicy(filter, policy)),
    ),
};

/** Which policies the service holds: all. */
export const systemDefensePolicyInService: ClassDeclaration = {
  name: 'AMT_SystemDefensePolicyInService',
  uri: classUri('AMT_SystemDefensePolicyInService'),
  parent: 'CIM_Dependency',
  needs: 'system-defense',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true, meaning: 'The service' },
    { name: 'Dependent', type: 'reference', key: true, meaning: 'The policy' },
  ],
  declaresCommon: false,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: SOURCE,
  instances: ({ state }) =>
    state.features.systemDefense.policies.map(({ handle }) => ({
      Antecedent: serviceReference,
      Dependent: policyReference(handle),
    })),
};

function filtersOf({ state }: CallContext, handles: readonly number[]): readonly DefenseFilter[] {
  return state.features.systemDefense.filters.filter(({ handle }) => handles.includes(handle));
}
