import { deleteRemoteAccessPolicy } from '../../../device/network/remote-access.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';
import { policyKeys } from './remote-access-names.ts';
import { enableds, policyDecisionStrategys, triggers } from '../value-maps.ts';

/** As recorded, without the l. */
const ELEMENT_NAME = 'Inte(r) AMT:Remote Access Policy';

/** What would open a tunnel: one policy a trigger. It is kept; the device opens none. */
export const remoteAccessPolicyRule: ClassDeclaration = {
  name: 'AMT_RemoteAccessPolicyRule',
  uri: classUri('AMT_RemoteAccessPolicyRule'),
  parent: 'CIM_PolicyRule',
  since: '4.0',
  needs: 'remote-access',
  properties: [
    { name: 'CommonName', type: 'string' },
    { name: 'ConditionListType', type: 'uint16' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'Enabled', type: 'uint16', values: enableds },
    { name: 'ExecutionStrategy', type: 'uint16' },
    { name: 'ExtendedData', type: 'base64' },
    { name: 'Mandatory', type: 'boolean' },
    { name: 'PolicyDecisionStrategy', type: 'uint16', values: policyDecisionStrategys },
    { name: 'PolicyKeywords', type: 'string', array: true },
    { name: 'PolicyRoles', type: 'string', array: true },
    { name: 'PolicyRuleName', type: 'string', key: true },
    { name: 'Priority', type: 'uint16' },
    { name: 'RuleUsage', type: 'string' },
    { name: 'SequencedActions', type: 'uint16' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'Trigger', type: 'uint16', required: true, values: triggers },
    { name: 'TunnelLifeTime', type: 'uint32', required: true },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Delete', 'Enumerate', 'Get', 'Pull'],
  instances: ({ state }) =>
    state.features.remoteAccess.policies.map((policy) => ({
      ...policyKeys(policy.trigger),
      ElementName: ELEMENT_NAME,
      ExtendedData: policy.extendedData || undefined,
      Trigger: policy.trigger,
      TunnelLifeTime: policy.tunnelLifeTimeSeconds,
    })),
  remove: ({ state }, current) => written(deleteRemoteAccessPolicy(state, numberIn(current, 'Trigger') ?? -1)),
};
