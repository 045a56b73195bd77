/** What an access control entry allows. `full-control` is everything. */
export type Right = 'full-control' | 'read' | 'create-child' | 'delete-child' | 'write-property' | 'delete';

/** `this-object`: the object alone. `this-object-and-all`: the object and everything below, now and later. */
export type AppliesTo = 'this-object' | 'this-object-and-all';

export interface AccessControlEntry {
  /** `ADATUM\SERVER15$` or the name of a group with its domain. */
  readonly trustee: string;
  readonly rights: readonly Right[];
  readonly appliesTo: AppliesTo;
}

/** Security identifiers of one domain (the layout of [MS-DTYP], 2.4.2.2). */
export class SidSource {
  readonly #domain: readonly [number, number, number];
  #nextRid = 1104;

  constructor(domain: readonly [number, number, number]) {
    this.#domain = domain;
  }

  /** Base64 of the binary identifier of the next account. */
  next(): string {
    return sidBytes([21, ...this.#domain, this.#nextRid++]).toString('base64');
  }
}

/** Revision, count, authority 5 (NT) big-endian, sub-authorities little-endian. */
export function sidBytes(subAuthorities: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 + 4 * subAuthorities.length);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt8(subAuthorities.length, 1);
  bytes.writeUIntBE(5, 2, 6);
  for (const [at, value] of subAuthorities.entries()) bytes.writeUInt32LE(value, 8 + 4 * at);
  return bytes;
}
