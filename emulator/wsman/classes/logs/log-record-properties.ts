import type { PropertyDeclaration } from '../../declaration.ts';
import { perceivedSeverities } from '../value-maps.ts';

/** What CIM_LogEntry gives to the entries of every log. */
const common: readonly PropertyDeclaration[] = [
  { name: 'CreationTimeStamp', type: 'datetime' },
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
];

/** The properties of an entry with its own among them, in the alphabetical order of the wire. */
export function entryProperties(own: readonly PropertyDeclaration[]): readonly PropertyDeclaration[] {
  return [...common, ...own].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
