import { canonicalName, DnsFormatError, readName, type WireMessage, type WireRecord } from './wire-message.ts';
import type { Zone, ZoneRecord, ZoneRecordType } from './zone.ts';

/** Response codes (RFC 1035, 4.1.1; RFC 2136, 2.2). */
export const RCODE = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  YXRRSET: 7,
  NXRRSET: 8,
  NOTAUTH: 9,
  NOTZONE: 10,
} as const;

export type RcodeName = keyof typeof RCODE;

export const RECORD_TYPE: Readonly<Record<ZoneRecordType, number>> = { A: 1, NS: 2, CNAME: 5, PTR: 12 };
export const TYPE_SOA = 6;
export const TYPE_ANY = 255;
export const CLASS_IN = 1;
const CLASS_NONE = 254;
const CLASS_ANY = 255;

export type Change =
  | { readonly kind: 'add'; readonly record: ZoneRecord }
  | { readonly kind: 'remove'; readonly name: string; readonly type?: ZoneRecordType; readonly data?: string };

/** The prerequisites of an update, tried against the zone (RFC 2136, 3.2). */
export function checkPrerequisites(bytes: Buffer, message: WireMessage, zone: Zone): RcodeName {
  for (const record of message.answers) {
    if (record.ttl !== 0) return 'FORMERR';
    if (!zone.contains(record.name)) return 'NOTZONE';
    const rcode = checkPrerequisite(bytes, record, zone);
    if (rcode !== 'NOERROR') return rcode;
  }
  return 'NOERROR';
}

function checkPrerequisite(bytes: Buffer, record: WireRecord, zone: Zone): RcodeName {
  const inUse = zone.at(record.name).length > 0;
  const type = typeName(record.type);
  const sameType = zone.at(record.name).filter((other) => other.type === type);
  if (record.class === CLASS_ANY) {
    if (record.data.length > 0) return 'FORMERR';
    if (record.type === TYPE_ANY) return inUse ? 'NOERROR' : 'NXDOMAIN';
    return sameType.length > 0 ? 'NOERROR' : 'NXRRSET';
  }
  if (record.class === CLASS_NONE) {
    if (record.data.length > 0) return 'FORMERR';
    if (record.type === TYPE_ANY) return inUse ? 'YXDOMAIN' : 'NOERROR';
    return sameType.length > 0 ? 'YXRRSET' : 'NOERROR';
  }
  if (record.class !== CLASS_IN) return 'FORMERR';
  const data = readData(bytes, record);
  return sameType.some((other) => other.data === data) ? 'NOERROR' : 'NXRRSET';
}

/** The changes that an update asks for (RFC 2136, 3.4.1), or why it cannot be read. */
export function readChanges(bytes: Buffer, message: WireMessage, zone: Zone): readonly Change[] | RcodeName {
  const changes: Change[] = [];
  for (const record of message.authorities) {
    if (!zone.contains(record.name)) return 'NOTZONE';
    const change = readChange(bytes, record);
    if (change === undefined) return 'FORMERR';
    changes.push(change);
  }
  return changes;
}

function readChange(bytes: Buffer, record: WireRecord): Change | undefined {
  const type = typeName(record.type);
  const name = canonicalName(record.name);
  if (record.class === CLASS_ANY) {
    if (record.ttl !== 0 || record.data.length > 0) return undefined;
    if (record.type === TYPE_ANY) return { kind: 'remove', name };
    return type === undefined ? undefined : { kind: 'remove', name, type };
  }
  if (type === undefined || record.data.length === 0) return undefined;
  const data = readData(bytes, record);
  if (record.class === CLASS_NONE) return { kind: 'remove', name, type, data };
  if (record.class !== CLASS_IN) return undefined;
  return { kind: 'add', record: { name, type, data, ttlSeconds: record.ttl } };
}

/** Carries changes out. A CNAME is not added where other records are, nor another record beside a CNAME (3.4.2.2). */
export function applyChanges(zone: Zone, changes: readonly Change[], owner: string): void {
  for (const change of changes) {
    if (change.kind === 'remove') {
      zone.remove(change.name, change.type, change.data);
      continue;
    }
    const others = zone.at(change.record.name);
    const alias = change.record.type === 'CNAME';
    if (others.some((other) => (other.type === 'CNAME') !== alias)) continue;
    if (alias) zone.remove(change.record.name, 'CNAME');
    zone.add(change.record, owner);
  }
}

export function typeName(type: number): ZoneRecordType | undefined {
  const entries = Object.entries(RECORD_TYPE) as [ZoneRecordType, number][];
  return entries.find(([, number]) => number === type)?.[0];
}

function readData(bytes: Buffer, record: WireRecord): string {
  if (record.type !== RECORD_TYPE.A) return canonicalName(readName(bytes, record.dataAt).name);
  if (record.data.length !== 4) throw new DnsFormatError('an A record has four bytes');
  return [...record.data].join('.');
}
