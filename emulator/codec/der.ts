/**
 * Reading of DER (ITU-T X.690): definite lengths, one-octet tags. Nothing recurses, so depth is bounded by the caller's
 * code; size and fan-out are bounded here.
 */

/** Longest structure read, octets. Far above the 4100 octets a certificate store entry may have. */
const MAX_DER_BYTES = 65_536;
/** Most elements directly inside one element. */
const MAX_DER_CHILDREN = 1024;

/** Bytes that are not the DER structure they should be. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

export interface DerElement {
  /** Identifier octet as it stands: 0x30 SEQUENCE, 0x02 INTEGER, 0xa3 context 3 constructed. */
  readonly tag: number;
  /** Header and contents. */
  readonly encoded: Buffer;
  readonly contents: Buffer;
}

export const derTags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Reads exactly one element that fills `bytes`. Throws a DerError. */
export function readDer(bytes: Buffer, tag?: number): DerElement {
  if (bytes.length > MAX_DER_BYTES) throw new DerError(`longer than ${MAX_DER_BYTES} octets`);
  const element = elementAt(bytes, 0);
  if (element.encoded.length !== bytes.length) throw new DerError('octets after the end');
  return tag === undefined ? element : expectTag(element, tag);
}

/** The elements inside a constructed element (or inside an OCTET STRING that wraps DER). Throws a DerError. */
export function derChildren(element: DerElement): readonly DerElement[] {
  const children: DerElement[] = [];
  for (let at = 0; at < element.contents.length;) {
    if (children.length === MAX_DER_CHILDREN) throw new DerError(`more than ${MAX_DER_CHILDREN} elements`);
    const child = elementAt(element.contents, at);
    children.push(child);
    at += child.encoded.length;
  }
  return children;
}

/** Gives the element back when it is there and has this tag. Throws a DerError otherwise. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element === undefined) throw new DerError(`tag 0x${tag.toString(16)} is missing`);
  if (element.tag !== tag) throw new DerError(`tag 0x${element.tag.toString(16)} instead of 0x${tag.toString(16)}`);
  return element;
}

/** Dotted form of an OBJECT IDENTIFIER. Throws a DerError. */
export function derOid(element: DerElement | undefined): string {
  const { contents } = expectTag(element, derTags.oid);
  if (contents.length === 0 || contents.length > 64 || (contents.at(-1) ?? 0) >= 0x80) throw new DerError('bad OID');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of contents) {
    arc = arc * 128n + BigInt(octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [joint = 0n, ...rest] = arcs;
  const first = joint < 80n ? joint / 40n : 2n;
  return [first, joint - first * 40n, ...rest].join('.');
}

/** Magnitude of a positive INTEGER without leading zeros. Throws a DerError, also for negative numbers. */
export function derPositive(element: DerElement | undefined): Buffer {
  const { contents } = expectTag(element, derTags.integer);
  const first = contents[0];
  if (first === undefined) throw new DerError('empty INTEGER');
  if (first >= 0x80) throw new DerError('negative INTEGER');
  const start = contents.findIndex((octet) => octet !== 0);
  return start < 0 ? Buffer.alloc(0) : contents.subarray(start);
}

/** Octets of a BIT STRING whose length is a multiple of eight. Throws a DerError. */
export function derBits(element: DerElement | undefined): Buffer {
  const { contents } = expectTag(element, derTags.bitString);
  if (contents[0] !== 0) throw new DerError('BIT STRING with unused bits');
  return contents.subarray(1);
}

/** Writes one element. Throws a DerError when the contents are longer than {@link MAX_DER_BYTES}. */
export function writeDer(tag: number, ...parts: readonly Buffer[]): Buffer {
  const contents = Buffer.concat(parts);
  if (contents.length > MAX_DER_BYTES) throw new DerError(`longer than ${MAX_DER_BYTES} octets`);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(contents.length)]), contents]);
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
  return [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
}

function elementAt(bytes: Buffer, at: number): DerElement {
  const tag = bytes[at];
  const lengthOctet = bytes[at + 1];
  if (tag === undefined || lengthOctet === undefined) throw new DerError('ends inside a header');
  if ((tag & 0x1f) === 0x1f) throw new DerError('tag number above 30');
  const { length, octets } = lengthAt(bytes, at + 1, lengthOctet);
  const start = at + 1 + octets;
  const end = start + length;
  if (end > bytes.length) throw new DerError('ends inside contents');
  return { tag, encoded: bytes.subarray(at, end), contents: bytes.subarray(start, end) };
}

function lengthAt(bytes: Buffer, at: number, first: number): { length: number; octets: number } {
  if (first < 0x80) return { length: first, octets: 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 3) throw new DerError('length form not allowed');
  if (at + count >= bytes.length) throw new DerError('ends inside a length');
  const length = bytes.readUIntBE(at + 1, count);
  if (length < 0x80 || length < 2 ** (8 * (count - 1))) throw new DerError('length not in shortest form');
  return { length, octets: 1 + count };
}
