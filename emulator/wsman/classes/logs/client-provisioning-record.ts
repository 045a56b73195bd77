import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { hashTypes, perceivedSeverities } from '../value-maps.ts';

/** Host-based setup in client control mode; no setup of that kind is carried out, so there is no record of one. */
export const clientProvisioningRecord: ClassDeclaration = {
  name: 'IPS_ClientProvisioningRecord',
  uri: classUri('IPS_ClientProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '6.1',
  properties: [
    { name: 'CreationTimeStamp', type: 'datetime' },
    { name: 'HashAlgorithm', type: 'uint8', values: hashTypes },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'Locale', type: 'string' },
    { name: 'LogInstanceID', type: 'string' },
    { name: 'LogName', type: 'string' },
    { name: 'Message', type: 'string' },
    { name: 'MessageArguments', type: 'string', array: true },
    { name: 'MessageID', type: 'string' },
    { name: 'OwningEntity', type: 'string' },
    { name: 'PerceivedSeverity', type: 'uint16', values: perceivedSeverities },
    { name: 'ProvCertificateHash', type: 'base64' },
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
