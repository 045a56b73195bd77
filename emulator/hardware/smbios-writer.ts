/** One structure of the SMBIOS table, header and strings included. */
export interface SmbiosStructure {
  readonly type: number;
  readonly handle: number;
  /** Header, formatted area, strings and the two zeros at the end (DSP0134, 6.1). */
  readonly bytes: Buffer;
}

const HEADER_BYTES = 4;
const BIGGEST_FORMATTED_AREA = 255 - HEADER_BYTES;

/** Collects the formatted area of one structure, and its strings beside it (DSP0134, 6.1.3). */
export class SmbiosWriter {
  readonly #fields: Buffer[] = [];
  readonly #strings: string[] = [];

  byte(...values: readonly number[]): this {
    this.#fields.push(Buffer.from(values));
    return this;
  }

  /** Little-endian, as everything in SMBIOS. */
  word(...values: readonly number[]): this {
    for (const value of values) {
      const field = Buffer.alloc(2);
      field.writeUInt16LE(value);
      this.#fields.push(field);
    }
    return this;
  }

  dword(value: number): this {
    const field = Buffer.alloc(4);
    field.writeUInt32LE(value);
    this.#fields.push(field);
    return this;
  }

  qword(value: bigint): this {
    const field = Buffer.alloc(8);
    field.writeBigUInt64LE(value);
    this.#fields.push(field);
    return this;
  }

  octets(bytes: Buffer): this {
    this.#fields.push(bytes);
    return this;
  }

  /** Number of a string; 0 stands for an empty one. */
  text(...values: readonly string[]): this {
    for (const value of values) {
      if (value !== '') this.#strings.push(value);
      this.byte(value === '' ? 0 : this.#strings.length);
    }
    return this;
  }

  /** Throws a RangeError when the fields do not fit into one structure. */
  structure(type: number, handle: number): SmbiosStructure {
    const formatted = Buffer.concat(this.#fields);
    if (formatted.length > BIGGEST_FORMATTED_AREA)
      throw new RangeError(`an SMBIOS structure of ${formatted.length} octets`);
    const header = Buffer.from([type, formatted.length + HEADER_BYTES, handle & 0xff, handle >> 8]);
    const strings = this.#strings.map((text) => `${text}\0`).join('');
    const end = Buffer.from(strings === '' ? '\0\0' : `${strings}\0`, 'latin1');
    return { type, handle, bytes: Buffer.concat([header, formatted, end]) };
  }
}
