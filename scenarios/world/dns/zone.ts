import { canonicalName } from './wire-message.ts';

export type ZoneRecordType = 'A' | 'CNAME' | 'NS' | 'PTR';

/** A record of a zone. Names are full, without the final dot. */
export interface ZoneRecord {
  readonly name: string;
  readonly type: ZoneRecordType;
  /** Address text (A) or name. */
  readonly data: string;
  readonly ttlSeconds: number;
}

export interface StartOfAuthority {
  readonly mname: string;
  readonly rname: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

/** One authoritative zone: its records, and who may change which name. */
export class Zone {
  readonly name: string;
  readonly primary: string;
  #serial = 1;
  readonly #records: ZoneRecord[] = [];
  readonly #owners = new Map<string, string>();

  constructor(name: string, primary: string) {
    this.name = canonicalName(name);
    this.primary = canonicalName(primary);
    this.#records.push({ name: this.name, type: 'NS', data: this.primary, ttlSeconds: 3600 });
  }

  get soa(): StartOfAuthority {
    const times = { refresh: 900, retry: 600, expire: 86_400, minimum: 3600 };
    return { mname: this.primary, rname: `hostmaster.${this.name}`, serial: this.#serial, ...times };
  }

  /** Whether a name is the zone's or below it. */
  contains(name: string): boolean {
    const canonical = canonicalName(name);
    return canonical === this.name || canonical.endsWith(`.${this.name}`);
  }

  records(): readonly ZoneRecord[] {
    return this.#records;
  }

  at(name: string): readonly ZoneRecord[] {
    const canonical = canonicalName(name);
    return this.#records.filter((record) => record.name === canonical);
  }

  /** A name exists when it has records or when a name below it has (RFC 4592, 2.2.2). */
  exists(name: string): boolean {
    const canonical = canonicalName(name);
    return this.#records.some((record) => record.name === canonical || record.name.endsWith(`.${canonical}`));
  }

  /** The key whose holder first registered the name; `administrator` for what was entered by hand. */
  ownerOf(name: string): string | undefined {
    return this.#owners.get(canonicalName(name));
  }

  add(record: ZoneRecord, owner: string): void {
    const added = { ...record, name: canonicalName(record.name) };
    this.#drop((other) => other.name === added.name && other.type === added.type && other.data === added.data);
    this.#records.push(added);
    if (!this.#owners.has(added.name)) this.#owners.set(added.name, owner);
    this.#serial += 1;
  }

  /** Removes records of a name: all, those of a type, or the one with that data. */
  remove(name: string, type?: ZoneRecordType, data?: string): void {
    const canonical = canonicalName(name);
    const before = this.#records.length;
    this.#drop(
      (record) =>
        record.name === canonical &&
        (type === undefined || record.type === type) &&
        (data === undefined || record.data === data),
    );
    if (this.#records.length !== before) this.#serial += 1;
    if (!this.#records.some((record) => record.name === canonical)) this.#owners.delete(canonical);
  }

  #drop(matches: (record: ZoneRecord) => boolean): void {
    for (let at = this.#records.length - 1; at >= 0; at -= 1) {
      const record = this.#records[at];
      if (record !== undefined && matches(record)) this.#records.splice(at, 1);
    }
  }
}
