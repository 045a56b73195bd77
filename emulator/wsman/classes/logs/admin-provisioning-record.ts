import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { hashTypes } from '../value-maps.ts';
import { entryProperties } from './log-record-properties.ts';

/** Host-based setup in admin control mode; no setup of that kind is carried out, so there is no record of one. */
export const adminProvisioningRecord: ClassDeclaration = {
  name: 'IPS_AdminProvisioningRecord',
  uri: classUri('IPS_AdminProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '7.0',
  properties: entryProperties([
    { name: 'AdditionalCaSerialNums', type: 'boolean' },
    { name: 'CaCertificateSerials', type: 'base64', array: true },
    { name: 'CertificateCN', type: 'string' },
    { name: 'EHBCState', type: 'uint8' },
    { name: 'HashIsOemDefault', type: 'boolean' },
    { name: 'SecureDNS', type: 'boolean' },
    { name: 'SelectedHashData', type: 'base64' },
    { name: 'SelectedHashType', type: 'uint8', values: hashTypes },
  ]),
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
