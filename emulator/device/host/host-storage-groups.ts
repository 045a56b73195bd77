import { isStorageName } from './host-storage.ts';
import { storageLimits, type StorageBlock, type StorageGroup } from './host-storage-state.ts';
import { changeOwnBlock, ownBlock, storagePermissions, storageStatuses, type StorageUser } from './host-storage-use.ts';
import { doneWith, refused, type Step } from '../step.ts';

const EVERY_PERMISSION = storagePermissions.read | storagePermissions.write;

/** Groups of a block, which its owner alone may look at (assumed). */
export function groupsOfBlock(user: StorageUser, blockHandle: number): Step<readonly StorageGroup[]> {
  const own = ownBlock(user, blockHandle);
  return own.ok ? doneWith(user.state, own.value.groups) : own;
}

/** One group of a block. */
export function groupOfBlock(user: StorageUser, blockHandle: number, handle: number): Step<StorageGroup> {
  const groups = groupsOfBlock(user, blockHandle);
  if (!groups.ok) return groups;
  const group = groups.value.find((one) => one.handle === handle);
  if (group === undefined) return refused(storageStatuses.groupUnknown, 'storage.group.unknown', { handle });
  return doneWith(user.state, group);
}

/** Adds a group without members to a block; the value is its handle. */
export function addStorageGroup(
  user: StorageUser,
  blockHandle: number,
  { name, permissions }: Pick<StorageGroup, 'name' | 'permissions'>,
): Step<number> {
  const groups = groupsOfBlock(user, blockHandle);
  if (!groups.ok) return groups;
  const problem = nameProblem(name, true) ?? permissionProblem(permissions);
  if (problem !== undefined) return problem;
  if (groups.value.length >= storageLimits.groupsPerBlock)
    return refused(storageStatuses.tooMany, 'storage.group.too-many', { held: groups.value.length });
  const handle = Math.max(0, ...groups.value.map((group) => group.handle)) + 1;
  const added: StorageGroup = { handle, name, permissions, members: [] };
  const step = changeOwnBlock(user, blockHandle, (block) => ({ groups: [...block.groups, added] }));
  return step.ok ? doneWith(step.state, handle) : step;
}

/** Takes a group from a block. */
export function removeStorageGroup(user: StorageUser, blockHandle: number, handle: number): Step {
  return changeGroup(user, blockHandle, handle, () => undefined);
}

/** Gives a group another name. */
export function renameStorageGroup(user: StorageUser, blockHandle: number, handle: number, name: string): Step {
  return nameProblem(name, false) ?? changeGroup(user, blockHandle, handle, () => ({ name }));
}

/** Says what a group may do. */
export function permitStorageGroup(user: StorageUser, blockHandle: number, handle: number, permissions: number): Step {
  return permissionProblem(permissions) ?? changeGroup(user, blockHandle, handle, () => ({ permissions }));
}

/** Adds registered programs to a group. */
export function addStorageMembers(
  user: StorageUser,
  blockHandle: number,
  handle: number,
  members: readonly number[],
): Step {
  const group = groupOfBlock(user, blockHandle, handle);
  if (!group.ok) return group;
  const unknown = members.find((member) => !user.storage.applications.some((one) => one.handle === member));
  if (unknown !== undefined)
    return refused(storageStatuses.applicationUnknown, 'storage.program.unknown', { handle: unknown });
  const next = [...new Set([...group.value.members, ...members])];
  if (members.length === 0 || next.length > storageLimits.membersPerGroup)
    return refused(storageStatuses.invalidMembers, 'storage.group.members', { members: next.length });
  return changeGroup(user, blockHandle, handle, () => ({ members: next }));
}

/** Takes programs from a group; all of them must be in it. */
export function removeStorageMembers(
  user: StorageUser,
  blockHandle: number,
  handle: number,
  members: readonly number[],
): Step {
  const group = groupOfBlock(user, blockHandle, handle);
  if (!group.ok) return group;
  const held = group.value.members;
  if (members.length === 0 || members.some((member) => !held.includes(member)))
    return refused(storageStatuses.invalidMembers, 'storage.group.members', { members: members.length });
  return changeGroup(user, blockHandle, handle, () => ({ members: held.filter((one) => !members.includes(one)) }));
}

function changeGroup(
  user: StorageUser,
  blockHandle: number,
  handle: number,
  change: (group: StorageGroup) => Partial<StorageGroup> | undefined,
): Step {
  const group = groupOfBlock(user, blockHandle, handle);
  if (!group.ok) return group;
  const groupsAfter = ({ groups }: StorageBlock): readonly StorageGroup[] =>
    groups.flatMap((one) => {
      if (one.handle !== handle) return [one];
      const changed = change(one);
      return changed === undefined ? [] : [{ ...one, ...changed }];
    });
  return changeOwnBlock(user, blockHandle, (block) => ({ groups: groupsAfter(block) }));
}

function nameProblem(name: string, mayBeEmpty: boolean): ReturnType<typeof refused> | undefined {
  if (isStorageName(name) || (mayBeEmpty && name === '')) return undefined;
  return refused(storageStatuses.invalidName, 'storage.group.name');
}

function permissionProblem(permissions: number): ReturnType<typeof refused> | undefined {
  if (permissions > 0 && (permissions & ~EVERY_PERMISSION) === 0) return undefined;
  return refused(storageStatuses.invalidPermissions, 'storage.group.permissions', { permissions });
}
