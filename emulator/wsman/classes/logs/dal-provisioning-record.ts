import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { perceivedSeverities } from '../value-maps.ts';

/** Setup with the help of an applet; no setup of that kind is carried out, so there is no record of one. */
export const dalProvisioningRecord: ClassDeclaration = {
  name: 'IPS_DALProvisioningRecord',
  uri: classUri('IPS_DALProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '12.0',
  properties: [
    { name: 'CreationTimeStamp', type: 'datetime' },
    { name: 'DALRecord', type: 'base64' },
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
  instances: () => [],
};
