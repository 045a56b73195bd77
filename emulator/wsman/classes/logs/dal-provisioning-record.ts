import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { entryProperties } from './log-record-properties.ts';

/** Setup with the help of an applet; no setup of that kind is carried out, so there is no record of one. */
export const dalProvisioningRecord: ClassDeclaration = {
  name: 'IPS_DALProvisioningRecord',
  uri: classUri('IPS_DALProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '12.0',
  properties: entryProperties([{ name: 'DALRecord', type: 'base64' }]),
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
