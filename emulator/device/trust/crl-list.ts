import type { RevocationList } from './crl-state.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Step } from '../step.ts';

/** Lists that a device keeps: adding with more than three URLs failed on 3.0 (Intel AMT SDK release notes); later ones assumed. */
const MAX_LISTS = 3;
/** Serial numbers of one list and octets of each: assumed, RFC 5280, 4.1.2.2 allows 20 octets. */
const MAX_SERIAL_NUMBERS = 64;
const MAX_SERIAL_BYTES = 20;
const MAX_URL_LENGTH = 255;
const MAX_LIMIT_REACHED = 23;
const INVALID_PARAMETER = 36;
const INVALID_HANDLE = 2053;
const DUPLICATE = 2058;

/** Adds a list and gives its handle (AMT_PublicKeyManagementService.AddCRL). */
export function addCrl(state: DeviceState, list: Omit<RevocationList, 'handle'>): Step<number> {
  const fault = faultIn(list);
  if (fault !== undefined) return refused(INVALID_PARAMETER, fault, { serialNumbers: list.serialNumbers.length });
  const { lists } = state.features.crls;
  if (lists.some(({ url }) => url === list.url))
    return refused(DUPLICATE, 'certificates.crl.duplicate', { url: list.url });
  if (lists.length >= MAX_LISTS) return refused(MAX_LIMIT_REACHED, 'certificates.crl.full', { limit: MAX_LISTS });
  let handle = 0;
  while (lists.some((other) => other.handle === handle)) handle += 1;
  return doneWith(withLists(state, [...lists, { ...list, handle }]), handle);
}

/** Puts another list in the place of one (Put of AMT_CRL). */
export function putCrl(state: DeviceState, handle: number, list: Omit<RevocationList, 'handle'>): Step {
  const fault = faultIn(list);
  if (fault !== undefined) return refused(INVALID_PARAMETER, fault, { serialNumbers: list.serialNumbers.length });
  const { lists } = state.features.crls;
  if (lists.some((other) => other.handle !== handle && other.url === list.url))
    return refused(DUPLICATE, 'certificates.crl.duplicate', { url: list.url });
  return done(
    withLists(
      state,
      lists.map((other) => (other.handle === handle ? { ...list, handle } : other)),
    ),
  );
}

/** Removes a list (Delete of AMT_CRL). */
export function removeCrl(state: DeviceState, handle: number): Step {
  const { lists } = state.features.crls;
  if (!lists.some((list) => list.handle === handle))
    return refused(INVALID_HANDLE, 'certificates.crl.unknown', { handle });
  return done(
    withLists(
      state,
      lists.filter((list) => list.handle !== handle),
    ),
  );
}

/** Drops every list (AMT_PublicKeyManagementService.ResetCRLList). */
export function resetCrls(state: DeviceState): Step {
  return done(withLists(state, []));
}

function faultIn({ url, serialNumbers }: Omit<RevocationList, 'handle'>): string | undefined {
  if (url.length > MAX_URL_LENGTH) return 'certificates.crl.url';
  if (serialNumbers.length === 0 || serialNumbers.length > MAX_SERIAL_NUMBERS) return 'certificates.crl.serial-count';
  return serialNumbers.every(isSerialNumber) ? undefined : 'certificates.crl.serial-number';
}

function isSerialNumber(base64: string): boolean {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length > 0 && bytes.length <= MAX_SERIAL_BYTES && bytes.toString('base64') === base64;
}

function withLists(state: DeviceState, lists: readonly RevocationList[]): DeviceState {
  return { ...state, features: { ...state.features, crls: { lists } } };
}
