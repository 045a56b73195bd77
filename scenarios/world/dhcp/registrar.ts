import { CLASS_IN, RECORD_TYPE, TYPE_SOA } from '../dns/update.ts';
import { signMessage } from '../dns/signature.ts';
import { canonicalName, writeName } from '../dns/wire-message.ts';
import type { Chance, Clock, Endpoint, NetworkLink } from '../seams.ts';
import { addressBytes } from './dhcp-packet.ts';

export interface RegistrarOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
  /** Own address to send from. */
  readonly from: string;
  readonly server: Endpoint;
  /** Zone that names go into; names outside it are not registered. */
  readonly zone: string;
  readonly key?: { readonly name: string; readonly secret: Buffer };
}

export interface Registration {
  readonly atMs: number;
  readonly name: string;
  /** Undefined: the name was taken out. */
  readonly address: string | undefined;
  /** Response code of the DNS server; undefined while, or when, there is no answer. */
  rcode: number | undefined;
}

const OPCODE_UPDATE = 5 << 11;
const CLASS_ANY = 255;
const TTL_SECONDS = 900;

/** Keeps address records in step with leases by dynamic update (RFC 2136), as a DHCP server does for its clients. */
export class Registrar {
  readonly log: Registration[] = [];
  readonly #options: RegistrarOptions;

  constructor(options: RegistrarOptions) {
    this.#options = options;
  }

  /** Replaces the A records of `name`; with no address, removes them. Sends and does not wait. */
  async register(name: string, address: string | undefined): Promise<void> {
    const { clock, chance, link, from, server, zone, key } = this.#options;
    const full = canonicalName(name);
    if (!full.endsWith(`.${canonicalName(zone)}`)) return;
    const entry: Registration = { atMs: clock.nowMs(), name: full, address, rcode: undefined };
    this.log.push(entry);
    const id = chance.below(65_536);
    const port = await link.bindUdp({ address: from, port: 0 }, (data) => {
      if (data.length < 12 || data.readUInt16BE(0) !== id || entry.rcode !== undefined) return;
      entry.rcode = data.readUInt16BE(2) & 15;
      deadline.cancel();
      void port.close();
    });
    const deadline = clock.after(ANSWER_LIMIT_MS, 'DHCP server waits for DNS', () => void port.close());
    const unsigned = replaceAddress(id, zone, full, address);
    port.send(key === undefined ? unsigned : signMessage(unsigned, key, clock.nowMs() / 1000), server);
  }
}

const ANSWER_LIMIT_MS = 5000;

function replaceAddress(id: number, zone: string, name: string, address: string | undefined): Buffer {
  const header = Buffer.alloc(12);
  for (const [at, value] of [id, OPCODE_UPDATE, 1, 0, address === undefined ? 1 : 2, 0].entries())
    header.writeUInt16BE(value, 2 * at);
  const zoneSection = Buffer.concat([writeName(zone), uint16s(TYPE_SOA, CLASS_IN)]);
  const remove = Buffer.concat([writeName(name), uint16s(RECORD_TYPE.A, CLASS_ANY, 0, 0, 0)]);
  if (address === undefined) return Buffer.concat([header, zoneSection, remove]);
  const add = [writeName(name), uint16s(RECORD_TYPE.A, CLASS_IN, 0, TTL_SECONDS, 4), addressBytes(address)];
  return Buffer.concat([header, zoneSection, remove, ...add]);
}

function uint16s(...values: readonly number[]): Buffer {
  const out = Buffer.alloc(2 * values.length);
  for (const [at, value] of values.entries()) out.writeUInt16BE(value, 2 * at);
  return out;
}
