/** Who did what an audit record tells. */
export type AuditInitiator =
  | { readonly kind: 'digest'; readonly user: string }
  /** `sid` is the binary domain SID without the last number, hex. */
  | { readonly kind: 'kerberos'; readonly rid: number; readonly sid: string }
  | { readonly kind: 'local' }
  | { readonly kind: 'kvm-port' };

/** A record of the access monitor, taken apart. */
export interface AuditRecord {
  readonly application: number;
  readonly event: number;
  readonly initiator: AuditInitiator;
  /** Seconds since 1970 on the device's clock. */
  readonly atSeconds: number;
  /** Text of the IPv4 or IPv6 address, empty for none. */
  readonly address: string;
  /** Hex. */
  readonly extended: string;
}

const initiatorTypes = { digest: 0, kerberos: 1, local: 2, 'kvm-port': 3 } as const;
const location = { ipv4: 0, ipv6: 1, none: 2 } as const;
/** A length takes one octet. */
const MAX_FIELD_OCTETS = 255;

/**
 * The octets of a record; every number big-endian, unlike those of the event log (Intel AMT Implementation and
 * Reference Guide, "Access Monitor", audit record). `countsZero` is how release 4.0 wrote user names: with a zero at
 * the end that is counted. Fields longer than 255 octets are cut.
 */
export function encodeAuditRecord(record: AuditRecord, countsZero = false): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16BE(record.application, 0);
  head.writeUInt16BE(record.event, 2);
  head.writeUInt8(initiatorTypes[record.initiator.kind], 4);
  const time = Buffer.alloc(4);
  time.writeUInt32BE(record.atSeconds, 0);
  const kind = record.address === '' ? location.none : record.address.includes(':') ? location.ipv6 : location.ipv4;
  return Buffer.concat([
    head,
    initiatorOctets(record.initiator, countsZero),
    time,
    Buffer.of(kind),
    counted(Buffer.from(record.address, 'latin1')),
    counted(Buffer.from(record.extended, 'hex')),
  ]);
}

function initiatorOctets(initiator: AuditInitiator, countsZero: boolean): Buffer {
  if (initiator.kind === 'digest') return counted(Buffer.from(initiator.user + (countsZero ? '\0' : ''), 'latin1'));
  if (initiator.kind !== 'kerberos') return Buffer.alloc(0);
  const rid = Buffer.alloc(4);
  rid.writeUInt32BE(initiator.rid, 0);
  return Buffer.concat([rid, counted(Buffer.from(initiator.sid, 'hex'))]);
}

/** One octet of length, then the octets. */
export function counted(octets: Buffer): Buffer {
  const cut = octets.subarray(0, MAX_FIELD_OCTETS);
  return Buffer.concat([Buffer.of(cut.length), cut]);
}

/** Takes a record apart; undefined for octets that are not exactly one record. A counted zero is dropped from names. */
export function decodeAuditRecord(octets: Buffer): AuditRecord | undefined {
  const reader = new Reader(octets);
  const application = reader.number(2);
  const event = reader.number(2);
  const initiator = readInitiator(reader);
  const atSeconds = reader.number(4);
  const kind = reader.number(1);
  const address = reader.counted().toString('latin1');
  const extended = reader.counted().toString('hex');
  if (initiator === undefined || kind > location.none || !reader.isExactlyRead) return undefined;
  return { application, event, initiator, atSeconds, address, extended };
}

function readInitiator(reader: Reader): AuditInitiator | undefined {
  const type = reader.number(1);
  if (type === initiatorTypes.digest) {
    return { kind: 'digest', user: reader.counted().toString('latin1').replace(/\0$/, '') };
  }
  if (type === initiatorTypes.kerberos) {
    const rid = reader.number(4);
    return { kind: 'kerberos', rid, sid: reader.counted().toString('hex') };
  }
  if (type === initiatorTypes.local) return { kind: 'local' };
  return type === initiatorTypes['kvm-port'] ? { kind: 'kvm-port' } : undefined;
}

/** Reads fields one after the other; octets that are missing read as zero and are remembered as a mistake. */
class Reader {
  readonly #octets: Buffer;
  #at = 0;

  constructor(octets: Buffer) {
    this.#octets = octets;
  }

  get isExactlyRead(): boolean {
    return this.#at === this.#octets.length;
  }

  number(bytes: number): number {
    const from = this.#at;
    this.#at += bytes;
    return this.#at > this.#octets.length ? 0 : this.#octets.readUIntBE(from, bytes);
  }

  counted(): Buffer {
    const length = this.number(1);
    const from = this.#at;
    this.#at += length;
    return this.#octets.subarray(from, this.#at);
  }
}
