import { allocationFor, allocatedBytes, isStorageName, unlistedBytes, usedBytes, withStorage } from './host-storage.ts';
import {
  storageLimits,
  type HostStorageState,
  type StorageApplication,
  type StorageBlock,
} from './host-storage-state.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Instant, type Step } from '../step.ts';

/** PT_STATUS numbers that are named after this memory. Which of them a call answers in which case is assumed. */
export const storageStatuses = {
  applicationNotRegistered: 8,
  invalidRegistration: 9,
  applicationUnknown: 10,
  notEnoughStorage: 11,
  invalidName: 12,
  blockUnknown: 13,
  invalidOffset: 14,
  invalidCount: 15,
  notPermitted: 16,
  notOwner: 17,
  lockedByOther: 18,
  notLocked: 19,
  invalidPermissions: 20,
  groupUnknown: 21,
  invalidMembers: 22,
  tooMany: 23,
} as const;

/** Bits of what a group may do; assumed. */
export const storagePermissions = { read: 1, write: 2 } as const;

const UUID_OCTETS = 16;
const SESSION_OCTETS = 8;

/** A program in its session, and the state in which that was used just now. */
export interface StorageUser {
  readonly state: DeviceState;
  readonly storage: HostStorageState;
  readonly program: StorageApplication;
  readonly nowMs: number;
}

/** Does something in a session; one that is not used for some time ends, and its locks with it. */
export function inStorageSession<T>(
  state: DeviceState,
  { nowMs }: Instant,
  session: string,
  act: (user: StorageUser) => Step<T>,
): Step<T> {
  const { applications } = state.features.hostStorage;
  const wanted = session.toLowerCase();
  const program = applications.find((one) => one.session === wanted && wanted !== '' && one.sessionUntilMs > nowMs);
  if (program === undefined) return refused(storageStatuses.applicationNotRegistered, 'storage.no-session');
  const used = { ...program, sessionUntilMs: nowMs + storageLimits.sessionSeconds * 1000 };
  const next = withStorage(state, { applications: applications.map((one) => (one === program ? used : one)) });
  return act({ state: next, storage: next.features.hostStorage, program: used, nowMs });
}

/**
 * Lets a program in whose enterprise may; the value is its session. A program that comes again keeps its handle and
 * blocks, and its former session ends.
 */
export function registerProgram(
  state: DeviceState,
  instant: Instant,
  wanted: Pick<StorageApplication, 'uuid' | 'vendorName' | 'applicationName' | 'enterpriseName'>,
): Step<string> {
  const { applications, enterprises, nextHandle } = state.features.hostStorage;
  const named = { ...wanted, uuid: wanted.uuid.toLowerCase() };
  const names = [wanted.vendorName, wanted.applicationName, wanted.enterpriseName];
  if (named.uuid.length !== UUID_OCTETS * 2)
    return refused(storageStatuses.invalidRegistration, 'storage.register.uuid', { digits: named.uuid.length });
  if (!names.every((name) => isStorageName(name))) return refused(storageStatuses.invalidName, 'storage.register.name');
  if (!enterprises.some(({ name }) => name === wanted.enterpriseName))
    return refused(storageStatuses.notPermitted, 'storage.register.enterprise', { name: wanted.enterpriseName });
  const known = applications.find(
    (one) =>
      one.uuid === named.uuid &&
      one.vendorName === named.vendorName &&
      one.applicationName === named.applicationName &&
      one.enterpriseName === named.enterpriseName,
  );
  if (known === undefined && applications.length >= storageLimits.applications)
    return refused(storageStatuses.tooMany, 'storage.register.too-many', { held: applications.length });
  const handle = known?.handle ?? nextHandle;
  const stream = `storage-session ${instant.nowMs} ${handle} ${known?.session ?? ''}`;
  const session = instant.chance.for(stream).bytes(SESSION_OCTETS).toString('hex');
  const sessionUntilMs = instant.nowMs + storageLimits.sessionSeconds * 1000;
  const program = { ...named, handle, session, sessionUntilMs };
  const others = applications.filter((one) => one !== known);
  const handles = known === undefined ? { nextHandle: nextHandle + 1 } : {};
  return doneWith(withStorage(state, { applications: [...others, program], ...handles }), session);
}

/** Ends a session; the program stays known. */
export function unregisterProgram({ state, storage, program }: StorageUser): Step {
  const ended = { ...program, session: '', sessionUntilMs: 0 };
  const blocks = storage.blocks.map((block) => (block.lockedBy === program.handle ? { ...block, lockedBy: 0 } : block));
  const applications = storage.applications.map((one) => (one === program ? ended : one));
  return done(withStorage(state, { applications, blocks }));
}

/** Forgets a program, its blocks and what it was let into. */
export function removeProgram(state: DeviceState, handle: number): Step {
  const { applications, blocks } = state.features.hostStorage;
  const left = applications.filter((one) => one.handle !== handle);
  if (left.length === applications.length)
    return refused(storageStatuses.applicationUnknown, 'storage.program.unknown', { handle });
  const others = blocks
    .filter(({ owner }) => owner !== handle)
    .map((block) => ({
      ...block,
      lockedBy: block.lockedBy === handle ? 0 : block.lockedBy,
      groups: block.groups.map((group) => ({ ...group, members: group.members.filter((one) => one !== handle) })),
    }));
  return done(withStorage(state, { applications: left, blocks: others }));
}

/** What a program may still allocate: of what is set aside for it, or of what is set aside for nobody. */
export function bytesLeft(storage: HostStorageState, program: StorageApplication): number {
  const { allocations, maxOtherAllocationBytes } = storage;
  const used = usedBytes(storage, program);
  const own = allocationFor(allocations, program);
  if (own !== undefined) return Math.max(0, own.bytes - used);
  const free = storageLimits.totalBytes - allocatedBytes(allocations).all - unlistedBytes(storage, allocations);
  return Math.max(0, Math.min(free, maxOtherAllocationBytes - used));
}

/** Allocates a block, filled with zeros; the value is its handle. */
export function allocateBlock(
  { state, storage, program }: StorageUser,
  wanted: { readonly bytes: number; readonly isHidden: boolean; readonly name: string },
): Step<number> {
  const { blocks, nextHandle: handle } = storage;
  const held = blocks.filter(({ owner }) => owner === program.handle).length;
  const left = bytesLeft(storage, program);
  if (wanted.name !== '' && !isStorageName(wanted.name))
    return refused(storageStatuses.invalidName, 'storage.block.name');
  if (held >= storageLimits.blocksPerApplication)
    return refused(storageStatuses.tooMany, 'storage.block.too-many', { held });
  if (wanted.bytes === 0) return refused(storageStatuses.invalidCount, 'storage.block.empty');
  if (wanted.bytes > left)
    return refused(storageStatuses.notEnoughStorage, 'storage.block.no-room', { bytes: wanted.bytes, left });
  const { name, isHidden } = wanted;
  const content = Buffer.alloc(wanted.bytes).toString('base64');
  const block = { handle, owner: program.handle, name, isHidden, content, lockedBy: 0, lockedUntilMs: 0, groups: [] };
  return doneWith(withStorage(state, { blocks: [...blocks, block], nextHandle: handle + 1 }), handle);
}

/** The block, when the program may see it. */
export function visibleBlock({ storage, program }: StorageUser, handle: number): StorageBlock | undefined {
  const block = storage.blocks.find((one) => one.handle === handle);
  if (block === undefined) return undefined;
  return !block.isHidden || permissionsOf(block, program) !== 0 ? block : undefined;
}

/** A block that the program owns. */
export function ownBlock(user: StorageUser, handle: number): Step<StorageBlock> {
  const block = visibleBlock(user, handle);
  if (block === undefined) return refused(storageStatuses.blockUnknown, 'storage.block.unknown', { handle });
  if (block.owner !== user.program.handle)
    return refused(storageStatuses.notOwner, 'storage.block.not-owner', { handle });
  return doneWith(user.state, block);
}

/** Does something with a block that the program owns; undefined takes the block away. */
export function changeOwnBlock(
  user: StorageUser,
  handle: number,
  change: (block: StorageBlock) => Partial<StorageBlock> | undefined,
): Step {
  const own = ownBlock(user, handle);
  if (!own.ok) return own;
  if (isLockedByOther(user, own.value))
    return refused(storageStatuses.lockedByOther, 'storage.block.locked-by-other', { handle });
  return done(withBlock(user, own.value, change(own.value)));
}

/** Octets of a block. */
export function readBlock(user: StorageUser, handle: number, offset: number, count: number): Step<Buffer> {
  const reach = reachable(user, handle, storagePermissions.read, { offset, count });
  if (!reach.ok) return reach;
  return doneWith(user.state, reach.value.content.subarray(offset, offset + count));
}

/** Writes into a block; the value is how many octets. */
export function writeBlock(user: StorageUser, handle: number, offset: number, octets: Buffer): Step<number> {
  const reach = reachable(user, handle, storagePermissions.write, { offset, count: octets.length });
  if (!reach.ok) return reach;
  const { block, content } = reach.value;
  if (isLockedByOther(user, block))
    return refused(storageStatuses.lockedByOther, 'storage.block.locked-by-other', { handle });
  octets.copy(content, offset);
  return doneWith(withBlock(user, block, { content: content.toString('base64') }), octets.length);
}

/** Nobody else may write or change a block that is locked, for some time; locking again lengthens it. */
export function lockBlock(user: StorageUser, handle: number): Step {
  const block = visibleBlock(user, handle);
  if (block === undefined) return refused(storageStatuses.blockUnknown, 'storage.block.unknown', { handle });
  if ((permissionsOf(block, user.program) & storagePermissions.write) === 0)
    return refused(storageStatuses.notPermitted, 'storage.block.not-permitted', { handle });
  if (isLockedByOther(user, block))
    return refused(storageStatuses.lockedByOther, 'storage.block.locked-by-other', { handle });
  const lockedUntilMs = user.nowMs + storageLimits.lockSeconds * 1000;
  return done(withBlock(user, block, { lockedBy: user.program.handle, lockedUntilMs }));
}

/** Gives a lock back. */
export function unlockBlock(user: StorageUser, handle: number): Step {
  const block = visibleBlock(user, handle);
  if (block === undefined) return refused(storageStatuses.blockUnknown, 'storage.block.unknown', { handle });
  if (isLockedByOther(user, block))
    return refused(storageStatuses.lockedByOther, 'storage.block.locked-by-other', { handle });
  if (block.lockedBy !== user.program.handle || block.lockedUntilMs <= user.nowMs)
    return refused(storageStatuses.notLocked, 'storage.block.not-locked', { handle });
  return done(withBlock(user, block, { lockedBy: 0, lockedUntilMs: 0 }));
}

function reachable(
  user: StorageUser,
  handle: number,
  permission: number,
  { offset, count }: { readonly offset: number; readonly count: number },
): Step<{ readonly block: StorageBlock; readonly content: Buffer }> {
  const block = visibleBlock(user, handle);
  if (block === undefined) return refused(storageStatuses.blockUnknown, 'storage.block.unknown', { handle });
  if ((permissionsOf(block, user.program) & permission) === 0)
    return refused(storageStatuses.notPermitted, 'storage.block.not-permitted', { handle });
  const content = Buffer.from(block.content, 'base64');
  if (offset >= content.length) return refused(storageStatuses.invalidOffset, 'storage.block.offset', { offset });
  if (count === 0 || count > storageLimits.transferBytes || offset + count > content.length)
    return refused(storageStatuses.invalidCount, 'storage.block.count', { offset, count });
  return doneWith(user.state, { block, content });
}

function permissionsOf(block: StorageBlock, { handle }: StorageApplication): number {
  if (block.owner === handle) return storagePermissions.read | storagePermissions.write;
  return block.groups.reduce((bits, group) => (group.members.includes(handle) ? bits | group.permissions : bits), 0);
}

function isLockedByOther({ storage, program, nowMs }: StorageUser, block: StorageBlock): boolean {
  if (block.lockedBy === 0 || block.lockedBy === program.handle || block.lockedUntilMs <= nowMs) return false;
  const locker = storage.applications.find(({ handle }) => handle === block.lockedBy);
  return locker !== undefined && locker.session !== '' && locker.sessionUntilMs > nowMs;
}

function withBlock(
  { state, storage }: StorageUser,
  block: StorageBlock,
  change: Partial<StorageBlock> | undefined,
): DeviceState {
  const kept = storage.blocks.flatMap((one) => {
    if (one !== block) return [one];
    return change === undefined ? [] : [{ ...block, ...change }];
  });
  return withStorage(state, { blocks: kept });
}
