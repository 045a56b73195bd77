import type { EventRecord } from '../device/state.ts';

/** What a trap says besides the record. */
export interface TrapContext {
  /** SMBIOS UUID in text form. */
  readonly uuid: string;
  readonly community: string;
  /** Own IPv4 address. */
  readonly agentAddress: string;
  /** Since the management engine started, milliseconds. */
  readonly uptimeMs: number;
  /** Counts the events of this device from 1; a trap that is sent again keeps its number. */
  readonly sequence: number;
}

/** `1.3.6.1.4.1.3183.1.1` (IPMI PET 1.0, enterprise). */
const PET_ENTERPRISE: readonly number[] = [1, 3, 6, 1, 4, 1, 3183, 1, 1];
/** The one variable lies one number below the enterprise. */
const PET_VARIABLE: readonly number[] = [...PET_ENTERPRISE, 1];
/** 1998-01-01T00:00:00Z in seconds since 1970: where PET counts from. */
const PET_EPOCH_SECONDS = 883_612_800;
const ENTERPRISE_SPECIFIC = 6;
const SNMP_VERSION_1 = 0;
/** Octets of the variable up to the OEM fields. */
const FIXED_OCTETS = 46;
const UTC_OFFSET_UNKNOWN = 0xffff;
/** IANA enterprise number of Intel. */
const INTEL = 343;
const ENGLISH = 0x19;
const END_OF_OEM_FIELDS = 0xc1;

const tags = {
  integer: 0x02,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  ipAddress: 0x40,
  timeTicks: 0x43,
  trapPdu: 0xa4,
} as const;

/**
 * A Platform Event Trap: an SNMP version 1 trap (RFC 1157, 4.1.6) whose specific number is sensor type, event type and
 * offset, and whose one variable holds the rest (IPMI Platform Event Trap Format Specification 1.0).
 */
export function encodePetTrap(record: EventRecord, context: TrapContext): Buffer {
  const specific = record.sensorType * 0x1_0000 + record.eventType * 0x100 + record.eventOffset;
  const variable = sequence(
    tags.sequence,
    oid(PET_VARIABLE),
    element(tags.octetString, encodePetVariable(record, context)),
  );
  const pdu = sequence(
    tags.trapPdu,
    oid(PET_ENTERPRISE),
    element(tags.ipAddress, Buffer.from(context.agentAddress.split('.').map(Number))),
    integer(tags.integer, ENTERPRISE_SPECIFIC),
    integer(tags.integer, specific),
    integer(tags.timeTicks, Math.floor(context.uptimeMs / 10) % 0x1_0000_0000),
    sequence(tags.sequence, variable),
  );
  const community = element(tags.octetString, Buffer.from(context.community, 'latin1'));
  return sequence(tags.sequence, integer(tags.integer, SNMP_VERSION_1), community, pdu);
}

/**
 * The octets of the variable: GUID in the order of its text, number, seconds since 1998, offset from UTC, sources,
 * severity, sensor, entity, event data, language, maker and system; then the end of the OEM fields, of which there are
 * none. That the trap itself comes from the same kind of source as the event is assumed.
 */
export function encodePetVariable(record: EventRecord, context: Pick<TrapContext, 'uuid' | 'sequence'>): Buffer {
  const octets = Buffer.alloc(FIXED_OCTETS + 1);
  Buffer.from(context.uuid.replaceAll('-', ''), 'hex').copy(octets, 0, 0, 16);
  octets.writeUInt16BE(context.sequence % 0x1_0000, 16);
  octets.writeUInt32BE(Math.max(0, record.atSeconds - PET_EPOCH_SECONDS), 18);
  octets.writeUInt16BE(UTC_OFFSET_UNKNOWN, 22);
  const fields = [
    record.sourceType,
    record.sourceType,
    record.severity,
    record.deviceAddress,
    record.sensorNumber,
    record.entity,
    record.entityInstance,
  ];
  fields.forEach((value, index) => octets.writeUInt8(value, 24 + index));
  Buffer.from(record.data, 'hex').copy(octets, 31, 0, 8);
  octets.writeUInt8(ENGLISH, 39);
  octets.writeUInt32BE(INTEL, 40);
  octets.writeUInt8(END_OF_OEM_FIELDS, FIXED_OCTETS);
  return octets;
}

/** Basic Encoding Rules with definite lengths (ITU-T X.690, 8.1). */
function element(tag: number, contents: Buffer): Buffer {
  const { length } = contents;
  const header = length < 0x80 ? [tag, length] : [tag, 0x82, length >>> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), contents]);
}

function sequence(tag: number, ...parts: readonly Buffer[]): Buffer {
  return element(tag, Buffer.concat(parts));
}

/** A number that is not negative, with a leading zero octet where its sign would show otherwise. */
function integer(tag: number, value: number): Buffer {
  const hex = value.toString(16);
  const octets = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const isSignSet = ((octets[0] ?? 0) & 0x80) !== 0;
  return element(tag, isSignSet ? Buffer.concat([Buffer.of(0), octets]) : octets);
}

function oid(numbers: readonly number[]): Buffer {
  const [first = 0, second = 0, ...others] = numbers;
  return element(tags.oid, Buffer.from([first * 40 + second, ...others.flatMap((number) => baseOf128(number))]));
}

function baseOf128(number: number): readonly number[] {
  const digits = [number & 0x7f];
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
