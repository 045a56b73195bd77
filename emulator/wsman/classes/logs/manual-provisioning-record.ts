import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { manualRecords } from './provisioning-records.ts';
import { perceivedSeverities } from '../value-maps.ts';

/** That the machine was set up without a setup server. */
export const manualProvisioningRecord: ClassDeclaration = {
  name: 'IPS_ManualProvisioningRecord',
  uri: classUri('IPS_ManualProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '6.1',
  properties: [
    { name: 'CreationTimeStamp', type: 'datetime' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'Locale', type: 'string' },
    { name: 'LogInstanceID', type: 'string' },
    { name: 'LogName', type: 'string' },
    { name: 'Message', type: 'string' },
    { name: 'MessageArguments', type: 'string', array: true },
    { name: 'MessageID', type: 'string' },
    { name: 'OwningEntity', type: 'string' },
    { name: 'PerceivedSeverity', type: 'uint16', values: perceivedSeverities },
    { name: 'RecordData', type: 'string' },
    { name: 'RecordFormat', type: 'string' },
    { name: 'RecordID', type: 'string' },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state }) => manualRecords(state),
};
