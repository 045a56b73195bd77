/** Name of the event log. */
export const MESSAGE_LOG = 'Intel(r) AMT:MessageLog 1';
/** Name of the audit log. */
export const AUDIT_LOG = 'Intel(r) AMT:Audit Log';
/** InstanceID of the log of setups. */
export const PROVISIONING_LOG = 'Intel(r) AMT: RecordLog 1';
/** Owner of the message identifiers. */
export const OWNER = 'Intel(r) AMT';

/** InstanceID of the entry for a record of the event log, 1 the newest; the form is assumed. */
export function entryId(place: number): string {
  return `Intel(r) AMT:EventLogEntry ${String(place)}`;
}
