import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { hashTypes, perceivedSeverities } from '../value-maps.ts';

/** Host-based setup in admin control mode; no setup of that kind is carried out, so there is no record of one. */
export const adminProvisioningRecord: ClassDeclaration = {
  name: 'IPS_AdminProvisioningRecord',
  uri: classUri('IPS_AdminProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '7.0',
  properties: [
    { name: 'AdditionalCaSerialNums', type: 'boolean' },
    { name: 'CaCertificateSerials', type: 'base64', array: true },
    { name: 'CertificateCN', type: 'string' },
    { name: 'CreationTimeStamp', type: 'datetime' },
    { name: 'EHBCState', type: 'uint8' },
    { name: 'HashIsOemDefault', type: 'boolean' },
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
    { name: 'SecureDNS', type: 'boolean' },
    { name: 'SelectedHashData', type: 'base64' },
    { name: 'SelectedHashType', type: 'uint8', values: hashTypes },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
