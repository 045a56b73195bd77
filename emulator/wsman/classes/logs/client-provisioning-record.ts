import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { hashTypes } from '../value-maps.ts';
import { entryProperties } from './log-record-properties.ts';

/** Host-based setup in client control mode; no setup of that kind is carried out, so there is no record of one. */
export const clientProvisioningRecord: ClassDeclaration = {
  name: 'IPS_ClientProvisioningRecord',
  uri: classUri('IPS_ClientProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '6.1',
  properties: entryProperties([
    { name: 'HashAlgorithm', type: 'uint8', values: hashTypes },
    { name: 'ProvCertificateHash', type: 'base64' },
  ]),
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
