import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enableds, policyDecisionStrategys, policyTypes } from '../value-maps.ts';

export const auditPolicyRule: ClassDeclaration = {
  name: 'AMT_AuditPolicyRule',
  uri: classUri('AMT_AuditPolicyRule'),
  parent: 'CIM_PolicyRule',
  since: '4.0',
  properties: [
    { name: 'AuditApplicationEventID', type: 'uint32', array: true, required: true },
    { name: 'CommonName', type: 'string' },
    { name: 'ConditionListType', type: 'uint16' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Enabled', type: 'uint16', values: enableds },
    { name: 'ExecutionStrategy', type: 'uint16' },
    { name: 'Mandatory', type: 'boolean' },
    { name: 'PolicyDecisionStrategy', type: 'uint16', values: policyDecisionStrategys },
    { name: 'PolicyKeywords', type: 'string', array: true },
    { name: 'PolicyRoles', type: 'string', array: true },
    { name: 'PolicyRuleName', type: 'string', key: true },
    { name: 'PolicyType', type: 'uint32', array: true, required: true, values: { 0: 'None', 1: 'Critical' } },
    { name: 'Priority', type: 'uint16' },
    { name: 'RuleUsage', type: 'string' },
    { name: 'SequencedActions', type: 'uint16' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'SetAuditPolicy',
      input: [
        { name: 'Enable', type: 'boolean', required: true },
        { name: 'AuditedAppID', type: 'uint16', required: true },
        { name: 'EventID', type: 'uint16', required: true },
        { name: 'PolicyType', type: 'uint32', values: policyTypes },
      ],
      output: [],
      returns: [0, 1],
    },
    {
      name: 'SetAuditPolicyBulk',
      input: [
        { name: 'Enable', type: 'boolean', array: true, required: true },
        { name: 'AuditedAppID', type: 'uint16', array: true, required: true },
        { name: 'EventID', type: 'uint16', array: true, required: true },
        { name: 'PolicyType', type: 'uint32', array: true, required: true, values: policyTypes },
      ],
      output: [],
      returns: [0, 1],
    },
  ],
  declaresCommon: false,
  readRealms: [3, 20],
  writeRealms: [3, 20],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
