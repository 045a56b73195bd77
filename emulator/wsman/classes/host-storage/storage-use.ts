import { isStorageName, usedBytes, allocationFor } from '../../../device/host/host-storage.ts';
import {
  addStorageGroup,
  addStorageMembers,
  groupOfBlock,
  groupsOfBlock,
  permitStorageGroup,
  removeStorageGroup,
  removeStorageMembers,
  renameStorageGroup,
} from '../../../device/host/host-storage-groups.ts';
import { storageLimits } from '../../../device/host/host-storage-state.ts';
import {
  allocateBlock,
  bytesLeft,
  changeOwnBlock,
  inStorageSession,
  lockBlock,
  readBlock,
  registerProgram,
  removeProgram,
  storageStatuses,
  unlockBlock,
  unregisterProgram,
  visibleBlock,
  writeBlock,
  type StorageUser,
} from '../../../device/host/host-storage-use.ts';
import { done, doneWith, refused, type Step } from '../../../device/step.ts';
import type { CallContext, Instance, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { flagIn, numberIn, numbersIn, textIn } from '../value-readings.ts';

/** PT_STATUS INVALID_HANDLE. */
const INVALID_HANDLE = 2053;

type Call = (context: CallContext, input: Instance) => MethodResult;
const nothing = (): Instance => ({});

/** A method that is called in a session. */
function session<T>(act: (user: StorageUser, input: Instance) => Step<T>, outputs: (value: T) => Instance): Call {
  return ({ state, instant }, input) =>
    returned(
      inStorageSession(state, instant, textIn(input, 'SessionHandle') ?? '', (user) => act(user, input)),
      outputs,
    );
}

const block = (input: Instance): number => numberIn(input, 'BlockHandle') ?? 0;
const group = (input: Instance): number => numberIn(input, 'GroupHandle') ?? 0;

/** Lets a program in. */
export const register: Call = ({ state, instant }, input) =>
  returned(
    registerProgram(state, instant, {
      uuid: textIn(input, 'CallerUUID') ?? '',
      vendorName: textIn(input, 'VendorName') ?? '',
      applicationName: textIn(input, 'ApplicationName') ?? '',
      enterpriseName: textIn(input, 'EnterpriseName') ?? '',
    }),
    (handle) => ({ SessionHandle: handle }),
  );

/** Ends the session. */
export const unregister: Call = session((user) => unregisterProgram(user), nothing);
/** Forgets the program that calls. */
export const removeOwn: Call = session(({ state, program }) => removeProgram(state, program.handle), nothing);
/** Handle of the program that calls. */
export const ownHandle: Call = session(
  ({ state, program }) => doneWith(state, program.handle),
  (handle) => ({ ApplicationHandle: handle }),
);
/** Handles of all programs. */
export const applicationsOf: Call = session(
  ({ state, storage }) =>
    doneWith(
      state,
      storage.applications.map(({ handle }) => handle),
    ),
  (handles) => ({ AppHandles: handles }),
);
/** Names of a program. */
export const applicationOf: Call = session(
  ({ state, storage }, input) => {
    const handle = numberIn(input, 'ApplicationBeingRequested') ?? 0;
    const found = storage.applications.find((one) => one.handle === handle);
    if (found === undefined) return refused(storageStatuses.applicationUnknown, 'storage.program.unknown', { handle });
    return doneWith(state, found);
  },
  ({ vendorName, applicationName }) => ({ VendorName: vendorName, ApplicationName: applicationName }),
);
/** What the program may still allocate. */
export const bytesAvailable: Call = session(
  ({ state, storage, program }) => doneWith(state, bytesLeft(storage, program)),
  (bytes) => ({ BytesAvailable: bytes }),
);
/** Allocates a block. */
export const allocate: Call = session(
  (user, input) =>
    allocateBlock(user, {
      bytes: numberIn(input, 'BytesRequested') ?? 0,
      isHidden: flagIn(input, 'BlockHidden') ?? false,
      name: textIn(input, 'BlockName') ?? '',
    }),
  (handle) => ({ BlockHandle: handle }),
);
/** Frees a block. */
export const deallocate: Call = session((user, input) => changeOwnBlock(user, block(input), () => undefined), nothing);
/** Blocks of a program that the caller may see. */
export const blocksOf: Call = session(
  (user, input) => {
    const owner = numberIn(input, 'BlockOwnerApplication') ?? 0;
    if (!user.storage.applications.some(({ handle }) => handle === owner))
      return refused(storageStatuses.applicationUnknown, 'storage.program.unknown', { handle: owner });
    const theirs = user.storage.blocks.filter((one) => one.owner === owner);
    return doneWith(
      user.state,
      theirs.map(({ handle }) => handle).filter((handle) => visibleBlock(user, handle) !== undefined),
    );
  },
  (handles) => ({ BlockHandles: handles }),
);
/** Size, visibility and name of a block. */
export const blockOf: Call = session(
  (user, input) => {
    const found = visibleBlock(user, block(input));
    if (found === undefined)
      return refused(storageStatuses.blockUnknown, 'storage.block.unknown', { handle: block(input) });
    return doneWith(user.state, found);
  },
  ({ content, isHidden, name }) => ({
    BlockSize: Buffer.from(content, 'base64').length,
    BlockHidden: isHidden,
    BlockName: name,
  }),
);
/** Renames a block. */
export const renameBlock: Call = session((user, input) => {
  const name = textIn(input, 'BlockName') ?? '';
  if (!isStorageName(name)) return refused(storageStatuses.invalidName, 'storage.block.name');
  return changeOwnBlock(user, block(input), () => ({ name }));
}, nothing);
/** Hides or shows a block. */
export const showBlock: Call = session(
  (user, input) => changeOwnBlock(user, block(input), () => ({ isHidden: flagIn(input, 'BlockHidden') ?? false })),
  nothing,
);
/** Octets of a block. */
export const read: Call = session(
  (user, input) => readBlock(user, block(input), numberIn(input, 'ByteOffset') ?? 0, numberIn(input, 'ByteCount') ?? 0),
  (octets) => ({ Data: octets.toString('base64') }),
);
/** Writes octets. */
export const write: Call = session(
  (user, input) => {
    const octets = Buffer.from(textIn(input, 'Data') ?? '', 'base64');
    return writeBlock(user, block(input), numberIn(input, 'ByteOffset') ?? 0, octets);
  },
  (count) => ({ BytesWritten: count }),
);
/** Locks a block. */
export const lock: Call = session((user, input) => lockBlock(user, block(input)), nothing);
/** Unlocks a block. */
export const unlock: Call = session((user, input) => unlockBlock(user, block(input)), nothing);

/** Adds a group of programs to a block. */
export const addGroup: Call = session(
  (user, input) =>
    addStorageGroup(user, block(input), {
      name: textIn(input, 'GroupName') ?? '',
      permissions: numberIn(input, 'GroupPermissions') ?? 0,
    }),
  (handle) => ({ GroupHandle: handle }),
);
/** Removes a group. */
export const removeGroup: Call = session(
  (user, input) => removeStorageGroup(user, block(input), group(input)),
  nothing,
);
/** Handles of the groups of a block. */
export const groupsOf: Call = session(
  (user, input) => groupsOfBlock(user, block(input)),
  (groups) => ({ GroupHandles: groups.map(({ handle }) => handle) }),
);
/** Name and permissions of a group. */
export const groupOf: Call = session(
  (user, input) => groupOfBlock(user, block(input), group(input)),
  ({ name, permissions }) => ({ Name: name, Permissions: permissions }),
);
/** Members of a group. */
export const membersOf: Call = session(
  (user, input) => groupOfBlock(user, block(input), group(input)),
  ({ members }) => ({ MemberHandles: members }),
);
/** Adds programs to a group. */
export const addMembers: Call = session(
  (user, input) => addStorageMembers(user, block(input), group(input), numbersIn(input, 'MemberHandles')),
  nothing,
);
/** Removes programs from a group. */
export const removeMembers: Call = session(
  (user, input) => removeStorageMembers(user, block(input), group(input), numbersIn(input, 'MemberHandles')),
  nothing,
);
/** Renames a group. */
export const renameGroup: Call = session(
  (user, input) => renameStorageGroup(user, block(input), group(input), textIn(input, 'GroupName') ?? ''),
  nothing,
);
/** Says what a group may do. */
export const permitGroup: Call = session(
  (user, input) => permitStorageGroup(user, block(input), group(input), numberIn(input, 'Permissions') ?? 0),
  nothing,
);

/** Most octets that one call reads or writes. */
export const transferSize: Call = ({ state }) => returned(done(state), () => ({ Mtu: storageLimits.transferBytes }));
/** How long a session and a lock last without use, seconds. */
export const timeouts: Call = ({ state }) =>
  returned(done(state), () => ({
    RegistrationTimeout: storageLimits.sessionSeconds,
    LockTimeout: storageLimits.lockSeconds,
  }));

/** Handles of all programs, for the administrator. */
export const adminApplications: Call = ({ state }) =>
  returned(done(state), () => ({
    ApplicationHandles: state.features.hostStorage.applications.map(({ handle }) => handle),
  }));

/** A program, for the administrator. */
export const adminApplicationOf: Call = ({ state, instant }, input) => {
  const storage = state.features.hostStorage;
  const handle = numberIn(input, 'Handle') ?? 0;
  const program = storage.applications.find((one) => one.handle === handle);
  if (program === undefined) return returned(refused(INVALID_HANDLE, 'storage.program.unknown', { handle }), nothing);
  const allocation = allocationFor(storage.allocations, program);
  return returned(done(state), () => ({
    AttrType: allocation?.attributeType ?? 0,
    UUID: Buffer.from(program.uuid, 'hex').toString('base64'),
    VendorName: program.vendorName,
    ApplicationName: program.applicationName,
    EnterpriseName: program.enterpriseName,
    CurrentAllocationSize: usedBytes(storage, program),
    ActiveSession: program.session !== '' && program.sessionUntilMs > instant.nowMs,
    Partner: allocation?.isPartner ?? false,
  }));
};

/** Forgets a program, for the administrator. */
export const adminRemove: Call = ({ state }, input) => {
  const handle = numberIn(input, 'Handle') ?? 0;
  const step = removeProgram(state, handle);
  return returned(step.ok ? step : refused(INVALID_HANDLE, 'storage.program.unknown', { handle }), nothing);
};
