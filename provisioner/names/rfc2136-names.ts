import { encode, RECURSION_DESIRED, TRUNCATED_RESPONSE, type Answer } from 'dns-packet';
import type { Chance } from '../ports/chance.ts';
import { NameServiceError, type NameService } from '../ports/names.ts';
import { exchange, type DnsAnswer, type DnsPath } from './dns-exchange.ts';
import { signRequest, verifyAnswer, wireName, type TsigKey } from './tsig.ts';

/** How the DNS server of the zone is reached, and with what updates are signed. */
export interface Rfc2136Options extends Omit<DnsPath, 'from' | 'timeoutMs' | 'attempts'> {
  readonly chance: Chance;
  /** Zone that dynamic updates go to: `adatum.com`. */
  readonly zone: string;
  /** Signs updates and demands signed answers; absent: plain updates. */
  readonly key?: TsigKey;
  /** Default `0.0.0.0`. */
  readonly from?: string;
  /** Default 2000. */
  readonly timeoutMs?: number;
  /** Default 3. */
  readonly attempts?: number;
  /** Time to live of the alias, in seconds. Default 1200, what Windows registers its own names with. */
  readonly aliasTtlSeconds?: number;
}

const OPCODE_UPDATE = 5;
/** CNAMEs followed from one name before the chain counts as a loop. */
const MAXIMUM_ALIASES = 8;
const TYPE_ANY = 255;
/** RFC 2136, 2.4: a prerequisite that something is absent has class NONE. */
const CLASS_NONE = 254;

/**
 * DNS over UDP: lookups (RFC 1035) and dynamic update (RFC 2136), signed with a shared key when there is one (RFC 8945).
 * Updates with the site server's Kerberos identity, as Active Directory zones with secure updates want them, are not
 * offered.
 */
export function rfc2136Names(options: Rfc2136Options): NameService {
  const path: DnsPath = {
    link: options.link,
    clock: options.clock,
    server: options.server,
    from: options.from ?? '0.0.0.0',
    timeoutMs: options.timeoutMs ?? 2000,
    attempts: options.attempts ?? 3,
  };
  const chance = options.chance.for('dns');
  const ask = (name: string, type: 'A' | 'CNAME'): Promise<DnsAnswer> => query(path, chance.below(65_536), name, type);
  return {
    registerAlias: (alias, target) => registerAlias({ path, options, id: chance.below(65_536), ask }, alias, target),
    resolve: (name) => resolve(ask, name),
  };
}

interface Registration {
  readonly path: DnsPath;
  readonly options: Rfc2136Options;
  readonly id: number;
  readonly ask: (name: string, type: 'A' | 'CNAME') => Promise<DnsAnswer>;
}

/**
 * One atomic update: add the CNAME provided that nobody has the name. A name that is in use is looked at afterwards: if
 * it is our own alias from an earlier life all is well, otherwise it belongs to somebody else and stays as it is.
 */
async function registerAlias(registration: Registration, alias: string, target: string): Promise<void> {
  const { path, options, id } = registration;
  const unsigned = aliasUpdate(id, options.zone, alias, target, options.aliasTtlSeconds ?? 1200);
  const signed = options.key && signRequest(unsigned, options.key, path.clock.nowMs() / 1000);
  const answer = await exchange(path, signed?.message ?? unsigned);
  const rcode = answerCode(answer);
  if (rcode === 'REFUSED' || rcode === 'NOTAUTH')
    throw new NameServiceError('refused', `the DNS server answered the update of ${alias} with ${rcode}`);
  if (options.key && signed && !verifyAnswer(answer.bytes, options.key, signed.mac, path.clock.nowMs() / 1000))
    throw new NameServiceError('failed', 'the answer to the update does not carry a valid signature');
  if (rcode === 'NOERROR') return;
  if (rcode !== 'YXDOMAIN')
    throw new NameServiceError('failed', `the DNS server answered the update of ${alias} with ${rcode}`);
  const present = await registration.ask(alias, 'CNAME');
  const points = (present.packet.answers ?? []).some((record) => isAlias(record, alias, target));
  if (!points) throw new NameServiceError('exists', `${alias} exists in DNS and is not an alias of ${target}`);
}

/** An UPDATE message (RFC 2136, 2): zone, the prerequisite that the name is not in use, the CNAME to add. */
export function aliasUpdate(id: number, zone: string, alias: string, target: string, ttlSeconds: number): Buffer {
  const head = encode({
    type: 'query',
    id,
    flags: OPCODE_UPDATE << 11,
    questions: [{ type: 'SOA', name: zone, class: 'IN' }],
  });
  // Class NONE is not among the classes that dns-packet can write.
  const unused = Buffer.alloc(10);
  unused.writeUInt16BE(TYPE_ANY, 0);
  unused.writeUInt16BE(CLASS_NONE, 2);
  const added = encode({ answers: [{ type: 'CNAME', name: alias, class: 'IN', ttl: ttlSeconds, data: target }] });
  head.writeUInt16BE(1, 6);
  head.writeUInt16BE(1, 8);
  return Buffer.concat([head, wireName(alias), unused, added.subarray(12)]);
}

async function query(path: DnsPath, id: number, name: string, type: 'A' | 'CNAME'): Promise<DnsAnswer> {
  const message = encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type, name, class: 'IN' }] });
  const answer = await exchange(path, message);
  if (((answer.packet.flags ?? 0) & TRUNCATED_RESPONSE) !== 0)
    throw new NameServiceError('failed', `the answer for ${name} does not fit into a datagram`);
  const rcode = answerCode(answer);
  if (rcode === 'REFUSED') throw new NameServiceError('refused', `the DNS server refused to look up ${name}`);
  if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN')
    throw new NameServiceError('failed', `the DNS server answered the question for ${name} with ${rcode}`);
  return answer;
}

async function resolve(ask: Registration['ask'], name: string): Promise<readonly string[]> {
  let current = name;
  let records: readonly Answer[] = [];
  let asked = '';
  for (let hops = 0; hops <= MAXIMUM_ALIASES; hops += 1) {
    const addresses = records.flatMap((record) =>
      record.type === 'A' && sameName(record.name, current) ? [record.data] : [],
    );
    if (addresses.length > 0) return addresses;
    const next = records.find((record) => record.type === 'CNAME' && sameName(record.name, current));
    if (next?.type === 'CNAME') {
      current = next.data;
      continue;
    }
    // A server that is not recursive stops at a CNAME that leads out of its zones: ask once more from there.
    if (sameName(asked, current)) return [];
    asked = current;
    records = (await ask(current, 'A')).packet.answers ?? [];
  }
  throw new NameServiceError('failed', `${name} leads through more than ${MAXIMUM_ALIASES} aliases`);
}

function answerCode(answer: DnsAnswer): string {
  // Typed as absent in the declaration of dns-packet, though every decoded packet has it.
  return (answer.packet as { readonly rcode?: string }).rcode ?? 'NOERROR';
}

function isAlias(record: Answer, alias: string, target: string): boolean {
  return record.type === 'CNAME' && sameName(record.name, alias) && sameName(record.data, target);
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase().replace(/\.$/, '') === other.toLowerCase().replace(/\.$/, '');
}
