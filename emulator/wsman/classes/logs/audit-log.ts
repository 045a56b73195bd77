import {
  AUDIT_LOG_BYTES,
  auditEnabled,
  auditLock,
  auditRollsOver,
  clearAuditLog,
  lastAuditSeconds,
  mayAudit,
  readAuditRecords,
  setAuditEnabled,
  setAuditLock,
} from '../../../device/logs/audit-log.ts';
import { refused } from '../../../device/step.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance, MethodDeclaration, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm, stateChangeInput, stateChangeOutput } from '../service-shape.ts';
import { enabledStates, logStates, requestedStates, signingMechanisms } from '../value-maps.ts';
import { numberIn } from '../value-readings.ts';
import { AUDIT_LOG } from './log-names.ts';

const AUDIT_LOG_REALM = 20;
const ALMOST_FULL_SHARE = 0.85;
/** Bits of AuditState. */
const stateBit = { disabled: 1, locked: 2, almostFull: 4, full: 8, noKey: 16 } as const;
/** RequestedState: enable and disable. */
const ENABLED = 2;
const DISABLED = 3;
const STATE_NOT_SUPPORTED = 1;
const INVALID_PARAMETER = 36;
/** Values of SetAuditLock's Flag. */
const lockFlags = ['log', 'unprovisioning', 'unlock'] as const;
const returns = [0, 1, 16, INVALID_PARAMETER, 38];

const methods: readonly MethodDeclaration[] = [
  {
    name: 'ClearLog',
    input: [],
    output: [],
    returns,
    meaning: 'Empties the log',
    call: ({ state, instant }) => returned(clearAuditLog(state, instant), () => ({})),
  },
  {
    name: 'ExportAuditLogSignature',
    input: [{ name: 'SigningMechanism', type: 'uint32', required: true, values: signingMechanisms }],
    output: [
      { name: 'TotalRecordCount', type: 'uint32' },
      { name: 'StartLogTime', type: 'datetime' },
      { name: 'EndLogTime', type: 'datetime' },
      { name: 'GenerationTime', type: 'datetime' },
      { name: 'UUID', type: 'hex' },
      { name: 'FQDN', type: 'string' },
      { name: 'SignatureMechanism', type: 'uint32', values: signingMechanisms },
      { name: 'Signature', type: 'base64' },
      { name: 'LengthOfCertificates', type: 'uint16', array: true },
      { name: 'Certificates', type: 'base64' },
    ],
    returns,
    meaning: 'Signs the log; which octets are signed is not published, so it is not carried out',
  },
  {
    name: 'ReadRecords',
    input: [{ name: 'StartIndex', type: 'uint32', required: true }],
    output: [
      { name: 'TotalRecordCount', type: 'uint32' },
      { name: 'RecordsReturned', type: 'uint32' },
      { name: 'EventRecords', type: 'string', array: true },
    ],
    returns: [0, 1, 2, 35],
    meaning: 'At most ten records from a place on, oldest first; the first has number 1',
    call: ({ state }, input) =>
      returned(readAuditRecords(state, numberIn(input, 'StartIndex') ?? 0), ({ total, records }) => ({
        TotalRecordCount: total,
        RecordsReturned: records.length,
        EventRecords: records,
      })),
  },
  {
    name: 'RequestStateChange',
    input: stateChangeInput,
    output: stateChangeOutput,
    returns: [0, STATE_NOT_SUPPORTED, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
    meaning: 'Switches auditing on (2) or off (3)',
    call: changeState,
  },
  {
    name: 'SetAuditLock',
    input: [
      { name: 'LockTimeoutInSeconds', type: 'uint32' },
      {
        name: 'Flag',
        type: 'uint32',
        required: true,
        values: { 0: 'AUDIT_LOG_LOCK', 1: 'UNPROVISIONING_LOCK', 2: 'AUDIT_LOG_UNLOCK' },
      },
      { name: 'Handle', type: 'uint32' },
    ],
    output: [{ name: 'Handle', type: 'uint32' }],
    returns,
    meaning: 'Holds the log still for an export, or lets go of it; a lock falls off after at most 300 seconds',
    call: changeLock,
  },
  {
    name: 'SetSigningKeyMaterial',
    input: [
      { name: 'SigningMechanismType', type: 'uint32', required: true, values: signingMechanisms },
      { name: 'SigningKey', type: 'base64', required: true },
      { name: 'LengthOfCertificates', type: 'uint16', array: true, required: true },
      { name: 'Certificates', type: 'base64', required: true },
    ],
    output: [],
    returns,
    meaning: 'Installs the key that exports are signed with; exports are not carried out, so neither is this',
  },
];

/**
 * The access monitor. The administrator uses it as long as there is no auditor, that is no user with the audit log
 * realm; from then on only auditors do, and to everybody else the object does not exist.
 */
export const auditLog: ClassDeclaration = {
  name: 'AMT_AuditLog',
  uri: classUri('AMT_AuditLog'),
  parent: 'CIM_Log',
  since: '4.0',
  needs: 'audit-log',
  properties: [
    {
      name: 'AuditState',
      type: 'uint32',
      required: true,
      values: { 0: 'Enabled', 1: 'Disabled', 2: 'Locked', 4: 'Almost Full', 8: 'Full', 16: 'No Key' },
    },
    { name: 'CurrentNumberOfRecords', type: 'uint64' },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'LogState', type: 'uint16', values: logStates },
    { name: 'MaxAllowedAuditors', type: 'uint16', required: true },
    { name: 'MaxNumberOfRecords', type: 'uint64' },
    { name: 'MinDaysToKeep', type: 'uint8' },
    { name: 'Name', type: 'string', key: true },
    {
      name: 'OverwritePolicy',
      type: 'uint16',
      values: { 0: 'Unknown', 2: 'Wraps When Full', 7: 'Never Overwrites', 32768: 'Partial (restricted) Rollover' },
    },
    { name: 'PercentageFree', type: 'uint32', required: true },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    {
      name: 'StoragePolicy',
      type: 'uint8',
      since: '5.1',
      values: { 0: 'NO_ROLL_OVER', 1: 'ROLL_OVER', 2: 'RESTRICTED_ROLL_OVER' },
    },
    { name: 'TimeOfLastRecord', type: 'datetime' },
  ],
  methods,
  declaresCommon: true,
  readRealms: [realm.administration, AUDIT_LOG_REALM],
  writeRealms: [realm.administration, AUDIT_LOG_REALM],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'ReadRecords', 'Pull'],
  instances: (context) => (mayAudit(context.state, context.caller) ? [instanceOf(context)] : []),
};

function instanceOf({ state, instant }: CallContext): Instance {
  const { records, usedBytes } = state.features.audit;
  const enabled = auditEnabled(state, instant);
  const last = lastAuditSeconds(state);
  return {
    AuditState: stateBits(state, instant, enabled),
    CurrentNumberOfRecords: records.length,
    ElementName: 'Intel(r) AMT Audit Log',
    EnabledState: enabled ? ENABLED : DISABLED,
    MaxAllowedAuditors: 1,
    MaxNumberOfRecords: 0,
    Name: AUDIT_LOG,
    OverwritePolicy: auditRollsOver(instant) ? 2 : 7,
    PercentageFree: 100 - Math.ceil((usedBytes * 100) / AUDIT_LOG_BYTES),
    RequestedState: enabled ? ENABLED : DISABLED,
    StoragePolicy: auditRollsOver(instant) ? 1 : 0,
    TimeOfLastRecord: last === undefined ? undefined : { kind: 'datetime', ms: last * 1000 },
  };
}

function stateBits(state: CallContext['state'], instant: CallContext['instant'], enabled: boolean): number {
  const { usedBytes } = state.features.audit;
  const isLocked = auditLock(state, instant)?.kind === 'log';
  return (
    stateBit.noKey +
    (enabled ? 0 : stateBit.disabled) +
    (isLocked ? stateBit.locked : 0) +
    (usedBytes >= AUDIT_LOG_BYTES * ALMOST_FULL_SHARE ? stateBit.almostFull : 0) +
    (usedBytes >= AUDIT_LOG_BYTES ? stateBit.full : 0)
  );
}

function changeState({ state }: CallContext, input: Instance): MethodResult {
  const asked = numberIn(input, 'RequestedState') ?? 0;
  if (asked === ENABLED || asked === DISABLED) {
    return returned(setAuditEnabled(state, asked === ENABLED), () => ({}));
  }
  return returned(refused(STATE_NOT_SUPPORTED, 'audit.state.unsupported', { asked }), () => ({}));
}

function changeLock({ state, instant }: CallContext, input: Instance): MethodResult {
  const flag = numberIn(input, 'Flag') ?? lockFlags.length;
  const kind = lockFlags[flag];
  if (kind === undefined) return returned(refused(INVALID_PARAMETER, 'audit.lock.bad-flag', { flag }), () => ({}));
  const seconds = numberIn(input, 'LockTimeoutInSeconds') ?? 0;
  const handle = numberIn(input, 'Handle') ?? 0;
  return returned(setAuditLock(state, instant, { kind, seconds, handle }), (held) => ({ Handle: held }));
}
