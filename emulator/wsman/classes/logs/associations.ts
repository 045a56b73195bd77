import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, EndpointReference, Instance } from '../../declaration.ts';
import { engineSystem, servedUnder } from '../served.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** A log and the management engine, which writes it. */
export const useOfLog: ClassDeclaration = {
  name: 'CIM_UseOfLog',
  uri: classUri('CIM_UseOfLog'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'RecordedData', type: 'string', meaning: 'What the system writes there; the texts are assumed' },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: (context) => [
    ...servedUnder(context, 'AMT_MessageLog').map(({ reference }) => uses(reference, 'Event log')),
    ...servedUnder(context, 'AMT_AuditLog').map(({ reference }) => uses(reference, 'Audit log')),
    ...servedUnder(context, 'IPS_ProvisioningRecordLog').map(({ reference }) => uses(reference, 'Setup')),
  ],
};

/** A log and each of its records that are objects; those of the audit log are not. */
export const logManagesRecord: ClassDeclaration = {
  name: 'CIM_LogManagesRecord',
  uri: classUri('CIM_LogManagesRecord'),
  properties: [
    { name: 'Log', type: 'reference', key: true },
    { name: 'Record', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: (context) => [
    ...manages(context, 'AMT_MessageLog', 'AMT_EventLogEntry'),
    ...manages(context, 'IPS_ProvisioningRecordLog', 'IPS_ProvisioningAuditRecord'),
  ],
};

function uses(log: EndpointReference, recorded: string): Instance {
  return { Antecedent: log, Dependent: engineSystem, RecordedData: recorded };
}

function manages(context: CallContext, logClass: string, recordClass: string): readonly Instance[] {
  const records = servedUnder(context, recordClass);
  return servedUnder(context, logClass).flatMap((log) =>
    records.map((record) => ({ Log: log.reference, Record: record.reference })),
  );
}
