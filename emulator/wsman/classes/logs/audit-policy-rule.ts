import { auditPolicy, mayAudit, setAuditPolicy } from '../../../device/logs/audit-log.ts';
import { refused } from '../../../device/step.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm } from '../service-shape.ts';
import { enableds, policyDecisionStrategys, policyTypes } from '../value-maps.ts';
import { flagIn, numberIn, numbersIn } from '../value-readings.ts';

const NAME = 'AMT_AuditPolicyRule';
const AUDIT_LOG_REALM = 20;
const CRITICAL = 1;
const INVALID_PARAMETER = 36;

/**
 * Which events the access monitor writes. An event is one number: application in the upper, event in the lower 16 bits
 * (the class's own description; another published reading has the application in the top 8 bits).
 */
export const auditPolicyRule: ClassDeclaration = {
  name: 'AMT_AuditPolicyRule',
  uri: classUri('AMT_AuditPolicyRule'),
  parent: 'CIM_PolicyRule',
  since: '4.0',
  needs: 'audit-log',
  properties: [
    { name: 'AuditApplicationEventID', type: 'uint32', array: true, required: true },
    { name: 'CommonName', type: 'string' },
    { name: 'ConditionListType', type: 'uint16' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
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
      returns: [0, 1, INVALID_PARAMETER],
      meaning: 'Has one event audited, or no longer',
      call: ({ state, instant }, input) => {
        const change = {
          enable: flagIn(input, 'Enable') ?? false,
          application: numberIn(input, 'AuditedAppID') ?? 0,
          event: numberIn(input, 'EventID') ?? 0,
          isCritical: numberIn(input, 'PolicyType') === CRITICAL,
        };
        return returned(setAuditPolicy(state, instant, [change]), () => ({}));
      },
    },
    {
      name: 'SetAuditPolicyBulk',
      since: '7.0',
      input: [
        { name: 'Enable', type: 'boolean', array: true, required: true },
        { name: 'AuditedAppID', type: 'uint16', array: true, required: true },
        { name: 'EventID', type: 'uint16', array: true, required: true },
        { name: 'PolicyType', type: 'uint32', array: true, required: true, values: policyTypes },
      ],
      output: [],
      returns: [0, 1, INVALID_PARAMETER],
      meaning: 'Several events at once, all or none',
      call: setBulk,
    },
  ],
  declaresCommon: false,
  readRealms: [realm.administration, AUDIT_LOG_REALM],
  writeRealms: [realm.administration, AUDIT_LOG_REALM],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; public recording of release 8.1`,
  recorded: ['Get'],
  instances: (context) => (mayAudit(context.state, context.caller) ? [instanceOf(context)] : []),
};

function instanceOf({ state, instant }: CallContext): Instance {
  const policy = auditPolicy(state, instant);
  return {
    AuditApplicationEventID: policy.map(({ application, event }) => application * 0x1_0000 + event),
    CreationClassName: NAME,
    ElementName: 'Intel(r) AMT Audit Policy Rule',
    PolicyRuleName: 'Audit Policy Rule',
    PolicyType: policy.map(({ isCritical }) => (isCritical ? CRITICAL : 0)),
    SystemCreationClassName: 'CIM_ComputerSystem',
    SystemName: 'Intel(r) AMT',
  };
}

function setBulk({ state, instant }: CallContext, input: Instance): MethodResult {
  const enable = flagsIn(input, 'Enable');
  const [applications, events, types] = ['AuditedAppID', 'EventID', 'PolicyType'].map((name) => numbersIn(input, name));
  const lengths = [applications, events, types].map((list) => list?.length ?? 0);
  if (lengths.some((length) => length !== enable.length)) {
    return returned(refused(INVALID_PARAMETER, 'audit.policy.uneven-arrays'), () => ({}));
  }
  const changes = enable.map((isOn, index) => ({
    enable: isOn,
    application: applications?.[index] ?? 0,
    event: events?.[index] ?? 0,
    isCritical: types?.[index] === CRITICAL,
  }));
  return returned(setAuditPolicy(state, instant, changes), () => ({}));
}

function flagsIn(input: Instance, name: string): readonly boolean[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item): item is boolean => typeof item === 'boolean') : [];
}
