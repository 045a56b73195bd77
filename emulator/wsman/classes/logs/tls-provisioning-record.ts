import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { tlsRecords } from './provisioning-records.ts';
import { hashTypes, perceivedSeverities } from '../value-maps.ts';

/** How a setup server set the machine up; gone with the configuration. */
export const tlsProvisioningRecord: ClassDeclaration = {
  name: 'IPS_TLSProvisioningRecord',
  uri: classUri('IPS_TLSProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '6.1',
  properties: [
    { name: 'AdditionalCaSerialNums', type: 'boolean' },
    {
      name: 'CaCertificateSerials',
      type: 'base64',
      array: true,
      meaning: 'Up to three, base64 on the wire although the schema says hexBinary',
    },
    { name: 'CreationTimeStamp', type: 'datetime' },
    { name: 'HashIsOemDefault', type: 'boolean' },
    { name: 'HostInitiated', type: 'boolean' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'IsTimeValid', type: 'boolean' },
    { name: 'Locale', type: 'string' },
    { name: 'LogInstanceID', type: 'string' },
    { name: 'LogName', type: 'string' },
    { name: 'Message', type: 'string' },
    { name: 'MessageArguments', type: 'string', array: true },
    { name: 'MessageID', type: 'string' },
    { name: 'OwningEntity', type: 'string' },
    { name: 'PerceivedSeverity', type: 'uint16', values: perceivedSeverities },
    { name: 'ProvServerFQDN', type: 'string' },
    { name: 'ProvServerIP', type: 'string' },
    { name: 'ProvisioningTLSMode', type: 'uint8' },
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
  evidence: 'documented',
  source: CLASS_REFERENCE,
  instances: ({ state }) => tlsRecords(state),
};
