import {
  storageLimits,
  type HostStorageState,
  type StorageAllocation,
  type StorageApplication,
} from './host-storage-state.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Step } from '../step.ts';

/** PT_STATUS numbers. */
const NOT_ENOUGH_STORAGE = 11;
const INVALID_NAME = 12;
const MAX_LIMIT_REACHED = 23;
const INVALID_HANDLE = 2053;
const ENTRY_IN_USE = 2056;
const DUPLICATE = 2058;

/** Names are not empty and of limited length. */
export function isStorageName(name: string): boolean {
  return name.length > 0 && name.length <= storageLimits.nameCharacters;
}

/** Lets programs of an enterprise in; the value is the handle of the entry. */
export function addStorageEnterprise(state: DeviceState, name: string): Step<number> {
  const { enterprises, nextHandle: handle } = state.features.hostStorage;
  if (!isStorageName(name)) return refused(INVALID_NAME, 'storage.enterprise.name', { characters: name.length });
  if (enterprises.some((entry) => entry.name === name)) return refused(DUPLICATE, 'storage.enterprise.duplicate');
  if (enterprises.length >= storageLimits.enterprises)
    return refused(MAX_LIMIT_REACHED, 'storage.enterprise.too-many', { held: enterprises.length });
  const next = { enterprises: [...enterprises, { handle, name }], nextHandle: handle + 1 };
  return doneWith(withStorage(state, next), handle);
}

/** Lets programs of an enterprise in no longer. */
export function removeStorageEnterprise(state: DeviceState, handle: number): Step {
  const { enterprises } = state.features.hostStorage;
  const left = enterprises.filter((entry) => entry.handle !== handle);
  if (left.length === enterprises.length) return refused(INVALID_HANDLE, 'storage.enterprise.unknown', { handle });
  return done(withStorage(state, { enterprises: left }));
}

/** Sets memory aside for an application; the value is the handle of the entry. */
export function addStorageAllocation(state: DeviceState, wanted: Omit<StorageAllocation, 'handle'>): Step<number> {
  const { allocations, nextHandle: handle } = state.features.hostStorage;
  if (!isStorageName(wanted.applicationName) || !isStorageName(wanted.vendorName))
    return refused(INVALID_NAME, 'storage.allocation.name');
  const isSame = (entry: StorageAllocation): boolean =>
    entry.applicationName === wanted.applicationName && entry.vendorName === wanted.vendorName;
  if (allocations.some((entry) => isSame(entry))) return refused(DUPLICATE, 'storage.allocation.duplicate');
  if (allocations.length >= storageLimits.allocations)
    return refused(MAX_LIMIT_REACHED, 'storage.allocation.too-many', { held: allocations.length });
  const next = [...allocations, { ...wanted, handle }];
  if (!fits(state, next)) return refused(NOT_ENOUGH_STORAGE, 'storage.allocation.no-room', { bytes: wanted.bytes });
  return doneWith(withStorage(state, { allocations: next, nextHandle: handle + 1 }), handle);
}

/** Sets more or less memory aside than before, octets. */
export function resizeStorageAllocation(state: DeviceState, handle: number, bytes: number): Step {
  const { allocations } = state.features.hostStorage;
  if (!allocations.some((entry) => entry.handle === handle))
    return refused(INVALID_HANDLE, 'storage.allocation.unknown', { handle });
  const next = allocations.map((entry) => (entry.handle === handle ? { ...entry, bytes } : entry));
  if (!fits(state, next)) return refused(NOT_ENOUGH_STORAGE, 'storage.allocation.no-room', { bytes });
  return done(withStorage(state, { allocations: next }));
}

/** Takes back what was set aside for a program that has no blocks (that those matter is assumed). */
export function removeStorageAllocation(state: DeviceState, handle: number): Step {
  const { allocations, applications } = state.features.hostStorage;
  const left = allocations.filter((entry) => entry.handle !== handle);
  const users = applications.filter((program) => allocationFor(allocations, program)?.handle === handle);
  if (users.some((program) => usedBytes(state.features.hostStorage, program) > 0))
    return refused(ENTRY_IN_USE, 'storage.allocation.in-use', { handle });
  if (left.length === allocations.length) return refused(INVALID_HANDLE, 'storage.allocation.unknown', { handle });
  return done(withStorage(state, { allocations: left }));
}

/** Says how much partners may have together and others at once; what is absent stays. */
export function setStorageLimits(
  state: DeviceState,
  change: Partial<Pick<HostStorageState, 'maxPartnerBytes' | 'maxOtherAllocationBytes'>>,
): Step {
  const tooMuch = Object.values(change).some((bytes) => bytes > storageLimits.totalBytes);
  const next = withStorage(state, change);
  if (tooMuch || !fits(next, next.features.hostStorage.allocations))
    return refused(NOT_ENOUGH_STORAGE, 'storage.limits.no-room', { ...change });
  return done(next);
}

/** Octets that are set aside: for partners, and in all. */
export function allocatedBytes(allocations: readonly StorageAllocation[]): {
  readonly partners: number;
  readonly all: number;
} {
  const sum = (entries: readonly StorageAllocation[]): number => entries.reduce((total, { bytes }) => total + bytes, 0);
  return { partners: sum(allocations.filter(({ isPartner }) => isPartner)), all: sum(allocations) };
}

/** The entry that sets memory aside for a program. */
export function allocationFor(
  allocations: readonly StorageAllocation[],
  { applicationName, vendorName }: Pick<StorageApplication, 'applicationName' | 'vendorName'>,
): StorageAllocation | undefined {
  return allocations.find((entry) => entry.applicationName === applicationName && entry.vendorName === vendorName);
}

/** Octets of the blocks of a program. */
export function usedBytes({ blocks }: HostStorageState, { handle }: Pick<StorageApplication, 'handle'>): number {
  const sizes = blocks.map(({ owner, content }) => (owner === handle ? Buffer.from(content, 'base64').length : 0));
  return sizes.reduce((total, size) => total + size, 0);
}

/** Octets that programs use for which nothing is set aside. */
export function unlistedBytes(storage: HostStorageState, allocations: readonly StorageAllocation[]): number {
  const unlisted = storage.applications.filter((program) => allocationFor(allocations, program) === undefined);
  return unlisted.reduce((total, program) => total + usedBytes(storage, program), 0);
}

function fits(state: DeviceState, allocations: readonly StorageAllocation[]): boolean {
  const { maxPartnerBytes, maxOtherAllocationBytes } = state.features.hostStorage;
  const { partners, all } = allocatedBytes(allocations);
  const others = allocations.filter(({ isPartner }) => !isPartner);
  return (
    partners <= maxPartnerBytes &&
    all + unlistedBytes(state.features.hostStorage, allocations) <= storageLimits.totalBytes &&
    others.every(({ bytes }) => bytes <= maxOtherAllocationBytes)
  );
}

/** Changes what the memory holds. */
export function withStorage(state: DeviceState, change: Partial<HostStorageState>): DeviceState {
  return { ...state, features: { ...state.features, hostStorage: { ...state.features.hostStorage, ...change } } };
}
