import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { enabledStates, logStates, requestedStates, requestedStates2, signingMechanisms } from '../value-maps.ts';

export const auditLog: ClassDeclaration = {
  name: 'AMT_AuditLog',
  uri: classUri('AMT_AuditLog'),
  parent: 'CIM_Log',
  since: '4.0',
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
    { name: 'StoragePolicy', type: 'uint8', values: { 0: 'NO_ROLL_OVER', 1: 'ROLL_OVER', 2: 'RESTRICTED_ROLL_OVER' } },
    { name: 'TimeOfLastRecord', type: 'datetime' },
  ],
  methods: [
    { name: 'ClearLog', input: [], output: [], returns: [0, 1, 16, 36, 38] },
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
      returns: [0, 1, 16, 36, 38],
    },
    {
      name: 'ReadRecords',
      input: [{ name: 'StartIndex', type: 'uint32', required: true }],
      output: [
        { name: 'TotalRecordCount', type: 'uint32' },
        { name: 'RecordsReturned', type: 'uint32' },
        { name: 'EventRecords', type: 'string', array: true },
      ],
      returns: [0, 1, 35],
    },
    {
      name: 'RequestStateChange',
      input: [
        { name: 'RequestedState', type: 'uint16', required: true, values: requestedStates2 },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
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
      returns: [0, 1, 16, 36, 38],
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
      returns: [0, 1, 16, 36, 38],
    },
  ],
  declaresCommon: true,
  readRealms: [3, 20],
  writeRealms: [3, 20],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'ReadRecords', 'Pull'],
  instances: () => [],
};
