import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { manualRecords } from './provisioning-records.ts';
import { entryProperties } from './log-record-properties.ts';

/** That the machine was set up without a setup server. */
export const manualProvisioningRecord: ClassDeclaration = {
  name: 'IPS_ManualProvisioningRecord',
  uri: classUri('IPS_ManualProvisioningRecord'),
  parent: 'IPS_ProvisioningAuditRecord',
  since: '6.1',
  properties: entryProperties([]),
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state }) => manualRecords(state),
};
