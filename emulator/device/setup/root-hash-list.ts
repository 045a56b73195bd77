import type { DeviceState, HashAlgorithm, RootHash } from '../state.ts';
import { done, doneWith, refused, type Instant, type Step } from '../step.ts';

/** Characters of an entry's name (setup file of MEBx). */
const MAX_HASH_NAME_LENGTH = 32;

/** Octets of each kind of hash. */
const hashBytes: Readonly<Record<HashAlgorithm, number>> = { sha1: 20, sha256: 32, sha384: 48 };

const INVALID_PARAMETER = 36;
const NOT_PERMITTED = 16;
const MAX_LIMIT_REACHED = 23;
const INVALID_HANDLE = 2053;
const DUPLICATE = 2058;

/**
 * Adds a root hash of the user's own at the end of the list. Such entries are lost with full unprovisioning.
 * Source: Intel AMT Implementation and Reference Guide, root certificate hashes; class AMT_ProvisioningCertificateHash.
 */
export function addCustomHash(
  state: DeviceState,
  instant: Instant,
  wanted: Pick<RootHash, 'name' | 'algorithm' | 'hex' | 'isActive'>,
): Step<RootHash> {
  const { name, algorithm, isActive } = wanted;
  const hex = wanted.hex.toLowerCase();
  const { hashes } = state.setup;
  const allowed: readonly string[] = instant.profile.setup.hashAlgorithms;
  if (!allowed.includes(algorithm)) return refused(INVALID_PARAMETER, 'setup.hash.algorithm', { algorithm, allowed });
  if (name.length === 0 || name.length > MAX_HASH_NAME_LENGTH || !/^[\x20-\x7e]*$/.test(name))
    return refused(INVALID_PARAMETER, 'setup.hash.name', { name });
  if (!/^(?:[0-9a-f]{2})*$/.test(hex) || hex.length !== hashBytes[algorithm] * 2)
    return refused(INVALID_PARAMETER, 'setup.hash.length', { algorithm, bytes: hex.length / 2 });
  if (hashes.some((entry) => entry.algorithm === algorithm && entry.hex === hex))
    return refused(DUPLICATE, 'setup.hash.duplicate', { algorithm, hex });
  const limit = instant.profile.limits.customHashes;
  if (hashes.filter(({ isDefault }) => !isDefault).length >= limit)
    return refused(MAX_LIMIT_REACHED, 'setup.hash.full', { limit });
  const added: RootHash = { name, algorithm, hex, isDefault: false, isActive };
  return doneWith(withHashes(state, [...hashes, added]), added);
}

/** Switches an entry, a burnt-in one too. */
export function switchHash(state: DeviceState, hex: string, isActive: boolean): Step {
  if (!state.setup.hashes.some((entry) => entry.hex === hex))
    return refused(INVALID_HANDLE, 'setup.hash.unknown', { hex });
  const switched = state.setup.hashes.map((entry) => (entry.hex === hex ? { ...entry, isActive } : entry));
  return done(withHashes(state, switched));
}

/** Removes an entry of the user's own; burnt-in ones cannot be removed. */
export function removeHash(state: DeviceState, hex: string): Step {
  const entry = state.setup.hashes.find((candidate) => candidate.hex === hex);
  if (entry === undefined) return refused(INVALID_HANDLE, 'setup.hash.unknown', { hex });
  if (entry.isDefault) return refused(NOT_PERMITTED, 'setup.hash.is-default', { hex });
  const kept = state.setup.hashes.filter((candidate) => candidate !== entry);
  return done(withHashes(state, kept));
}

function withHashes(state: DeviceState, hashes: readonly RootHash[]): DeviceState {
  return { ...state, setup: { ...state.setup, hashes } };
}
