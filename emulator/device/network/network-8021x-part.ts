import type { Ieee8021xPart } from './network-8021x-state.ts';
import type { DeviceState } from '../state.ts';
import { refused, type Refusal } from '../step.ts';

type Field = 'password' | 'domain' | 'roamingIdentity' | 'serverCertificateName' | 'pac' | 'pacPassword';

interface Method {
  readonly needs: readonly Field[];
  readonly takes: readonly Field[];
}

const tunnelled: Method = {
  needs: ['password'],
  takes: ['domain', 'roamingIdentity', 'serverCertificateName'],
};
const fast: Method = { needs: ['password'], takes: [...tunnelled.takes, 'pac', 'pacPassword'] };

/**
 * EAP methods by AuthenticationProtocol, and what each needs and takes besides a user name (CIM schema,
 * CIM_IEEE8021xSettings). Assumed: of the numbers in the schema, the device carries out those that AMT_8021XProfile has
 * as well; EAP-MD5, PSK, SIM and AKA are refused.
 */
const methods: ReadonlyMap<number, Method> = new Map([
  [0, { needs: [], takes: ['serverCertificateName'] }],
  [1, tunnelled],
  [2, tunnelled],
  [3, tunnelled],
  [4, fast],
  [5, fast],
  [10, fast],
]);

/** AuthenticationProtocol numbers that the device carries out. */
export const eapProtocols: readonly number[] = [...methods.keys()];

/** Characters of each text; the credential in octets. */
const longest: Readonly<Record<Field | 'username', number>> = {
  username: 128,
  password: 32,
  domain: 128,
  roamingIdentity: 80,
  serverCertificateName: 80,
  pac: 256,
  pacPassword: 256,
};

const fields: readonly Field[] = [
  'password',
  'domain',
  'roamingIdentity',
  'serverCertificateName',
  'pac',
  'pacPassword',
];
const LARGEST_COMPARISON = 3;

/** Why an 802.1X part cannot be used; undefined when it can. `status` is what the refusal answers. */
export function ieee8021xProblem(part: Ieee8021xPart, status: number): Refusal | undefined {
  const problem = (code: string, inputs: Refusal['inputs']): Refusal =>
    refused(status, `network.8021x.${code}`, { protocol: part.protocol, ...inputs }).refusal;
  const method = methods.get(part.protocol);
  if (method === undefined) return problem('protocol', { allowed: eapProtocols.map(String) });
  if (part.username === '') return problem('username-missing', {});
  const missing = method.needs.filter((name) => part[name] === '');
  if (missing.length > 0) return problem('missing', { missing });
  const allowed = new Set([...method.needs, ...method.takes]);
  const surplus = fields.filter((name) => part[name] !== '' && !allowed.has(name));
  if (surplus.length > 0) return problem('surplus', { surplus });
  const tooLong = (['username', ...fields] as const).filter((name) => sizeOf(part, name) > longest[name]);
  if (tooLong.length > 0) return problem('too-long', { tooLong });
  const comparison = part.serverCertificateNameComparison;
  if ((part.serverCertificateName === '') !== (comparison === undefined)) return problem('name-without-comparison', {});
  if (comparison !== undefined && comparison > LARGEST_COMPARISON) return problem('comparison', { comparison });
  return undefined;
}

function sizeOf(part: Ieee8021xPart, name: Field | 'username'): number {
  return name === 'pac' ? Buffer.from(part.pac, 'base64').length : part[name].length;
}

/** Handles of every certificate that a wired or wireless 802.1X profile or a remote access server refers to. */
export function certificateHandlesInProfiles({ features }: DeviceState): readonly number[] {
  const { wired8021x, wireless, remoteAccess } = features;
  const inWireless = wireless.profiles.flatMap(({ certificates }) => [certificates.client, certificates.root]);
  const inServers = remoteAccess.servers.map(({ certificateHandle }) => certificateHandle);
  const all = [wired8021x.certificates.client, wired8021x.certificates.root, ...inWireless, ...inServers];
  return all.filter((handle) => handle !== undefined);
}
