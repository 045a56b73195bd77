import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { tlsRecords } from './provisioning-records.ts';
import { hashTypes } from '../value-maps.ts';
import { entryProperties } from './log-record-properties.ts';

/** How a setup server set the machine up; gone with the configuration. */
export const tlsProvisioningRecord: ClassDeclaration = {
  name: 'IPS_TLSProvisioningRecord',
  uri: classUri('IPS_TLSProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '6.1',
  properties: entryProperties([
    { name: 'AdditionalCaSerialNums', type: 'boolean' },
    {
      name: 'CaCertificateSerials',
      type: 'base64',
      array: true,
      meaning: 'Up to three, base64 on the wire although the schema says hexBinary',
    },
    { name: 'HashIsOemDefault', type: 'boolean' },
    { name: 'HostInitiated', type: 'boolean' },
    { name: 'IsTimeValid', type: 'boolean' },
    { name: 'ProvServerFQDN', type: 'string' },
    { name: 'ProvServerIP', type: 'string' },
    { name: 'ProvisioningTLSMode', type: 'uint8' },
    { name: 'SecureDNS', type: 'boolean' },
    { name: 'SelectedHashData', type: 'base64' },
    { name: 'SelectedHashType', type: 'uint8', values: hashTypes },
  ]),
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'documented',
  source: CLASS_REFERENCE,
  instances: ({ state }) => tlsRecords(state),
};
