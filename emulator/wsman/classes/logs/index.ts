import type { ClassDeclaration } from '../../declaration.ts';
import { adminProvisioningRecord } from './admin-provisioning-record.ts';
import { useOfLog, logManagesRecord } from './associations.ts';
import { auditLog } from './audit-log.ts';
import { auditPolicyRule } from './audit-policy-rule.ts';
import { clientProvisioningRecord } from './client-provisioning-record.ts';
import { dalProvisioningRecord } from './dal-provisioning-record.ts';
import { eventLogEntry } from './event-log-entry.ts';
import { manualProvisioningRecord } from './manual-provisioning-record.ts';
import { messageLog } from './message-log.ts';
import { provisioningRecordLog } from './provisioning-record-log.ts';
import { tlsProvisioningRecord } from './tls-provisioning-record.ts';

/** Classes of the logs, in enumeration order. */
export const logsClasses: readonly ClassDeclaration[] = [
  adminProvisioningRecord,
  useOfLog,
  logManagesRecord,
  auditLog,
  auditPolicyRule,
  clientProvisioningRecord,
  dalProvisioningRecord,
  eventLogEntry,
  manualProvisioningRecord,
  messageLog,
  provisioningRecordLog,
  tlsProvisioningRecord,
];
