import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import * as use from './storage-use.ts';

/**
 * Flash memory for programs of the host: they register, allocate blocks, write and read them and let each other in. How
 * often flash may still be written (GetWriteEraseLimit) is not published and not answered.
 */
export const thirdPartyDataStorageService: ClassDeclaration = {
  name: 'AMT_ThirdPartyDataStorageService',
  uri: classUri('AMT_ThirdPartyDataStorageService'),
  parent: 'CIM_Service',
  needs: 'third-party-storage',
  until: '6.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'AddPermissionsGroup',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'GroupPermissions', type: 'uint32', required: true },
        { name: 'GroupName', type: 'string' },
      ],
      output: [{ name: 'GroupHandle', type: 'uint32' }],
      returns: [0, 1],
      call: use.addGroup,
    },
    {
      name: 'AddPermissionsGroupMembers',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'GroupHandle', type: 'uint32', required: true },
        { name: 'MemberHandles', type: 'uint32', array: true, required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.addMembers,
    },
    {
      name: 'AllocateBlock',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BytesRequested', type: 'uint32', required: true },
        { name: 'BlockHidden', type: 'boolean', required: true },
        { name: 'BlockName', type: 'string' },
      ],
      output: [{ name: 'BlockHandle', type: 'uint32' }],
      returns: [0, 1],
      call: use.allocate,
    },
    {
      name: 'DeallocateBlock',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.deallocate,
    },
    {
      name: 'GetAllocatedBlocks',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockOwnerApplication', type: 'uint32', required: true },
      ],
      output: [{ name: 'BlockHandles', type: 'uint32', array: true }],
      returns: [0, 1],
      call: use.blocksOf,
    },
    {
      name: 'GetApplicationAttributes',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'ApplicationBeingRequested', type: 'uint32', required: true },
      ],
      output: [
        { name: 'VendorName', type: 'string' },
        { name: 'ApplicationName', type: 'string' },
      ],
      returns: [0, 1],
      call: use.applicationOf,
    },
    {
      name: 'GetBlockAttributes',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
      ],
      output: [
        { name: 'BlockSize', type: 'uint32' },
        { name: 'BlockHidden', type: 'boolean' },
        { name: 'BlockName', type: 'string' },
      ],
      returns: [0, 1],
      call: use.blockOf,
    },
    {
      name: 'GetBytesAvailable',
      input: [{ name: 'SessionHandle', type: 'hex', required: true }],
      output: [{ name: 'BytesAvailable', type: 'uint32' }],
      returns: [0, 1],
      call: use.bytesAvailable,
    },
    {
      name: 'GetCurrentApplicationHandle',
      input: [{ name: 'SessionHandle', type: 'hex', required: true }],
      output: [{ name: 'ApplicationHandle', type: 'uint32' }],
      returns: [0, 1],
      call: use.ownHandle,
    },
    { name: 'GetMTU', input: [], output: [{ name: 'Mtu', type: 'uint32' }], returns: [0, 1], call: use.transferSize },
    {
      name: 'GetPermissionsGroupAttributes',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'GroupHandle', type: 'uint32', required: true },
      ],
      output: [
        { name: 'Name', type: 'string' },
        { name: 'Permissions', type: 'uint32' },
      ],
      returns: [0, 1],
      call: use.groupOf,
    },
    {
      name: 'GetPermissionsGroupMembers',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'GroupHandle', type: 'uint32', required: true },
      ],
      output: [{ name: 'MemberHandles', type: 'uint32', array: true }],
      returns: [0, 1],
      call: use.membersOf,
    },
    {
      name: 'GetPermissionsGroups',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
      ],
      output: [{ name: 'GroupHandles', type: 'uint32', array: true }],
      returns: [0, 1],
      call: use.groupsOf,
    },
    {
      name: 'GetRegisteredApplications',
      input: [{ name: 'SessionHandle', type: 'hex', required: true }],
      output: [{ name: 'AppHandles', type: 'uint32', array: true }],
      returns: [0, 1],
      call: use.applicationsOf,
    },
    {
      name: 'GetTimeoutValues',
      input: [],
      output: [
        { name: 'RegistrationTimeout', type: 'uint32' },
        { name: 'LockTimeout', type: 'uint32' },
      ],
      returns: [0, 1],
      call: use.timeouts,
    },
    { name: 'GetWriteEraseLimit', input: [], output: [{ name: 'WriteEraseLimit', type: 'uint32' }], returns: [0, 1] },
    {
      name: 'LockBlock',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.lock,
    },
    {
      name: 'ReadBlock',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'ByteOffset', type: 'uint32', required: true },
        { name: 'ByteCount', type: 'uint32', required: true },
      ],
      output: [{ name: 'Data', type: 'base64' }],
      returns: [0, 1],
      call: use.read,
    },
    {
      name: 'RegisterApplication',
      input: [
        { name: 'CallerUUID', type: 'hex', required: true },
        { name: 'VendorName', type: 'string', required: true },
        { name: 'ApplicationName', type: 'string', required: true },
        { name: 'EnterpriseName', type: 'string', required: true },
      ],
      output: [{ name: 'SessionHandle', type: 'hex' }],
      returns: [0, 1],
      call: use.register,
    },
    {
      name: 'RemoveApplication',
      input: [{ name: 'SessionHandle', type: 'hex', required: true }],
      output: [],
      returns: [0, 1],
      call: use.removeOwn,
    },
    {
      name: 'RemovePermissionsGroup',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'GroupHandle', type: 'uint32', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.removeGroup,
    },
    {
      name: 'RemovePermissionsGroupMembers',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'GroupHandle', type: 'uint32', required: true },
        { name: 'MemberHandles', type: 'uint32', array: true, required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.removeMembers,
    },
    {
      name: 'SetBlockName',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'BlockName', type: 'string', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.renameBlock,
    },
    {
      name: 'SetBlockVisibility',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'BlockHidden', type: 'boolean', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.showBlock,
    },
    {
      name: 'SetPermissionsGroupName',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'GroupHandle', type: 'uint32', required: true },
        { name: 'GroupName', type: 'string', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.renameGroup,
    },
    {
      name: 'SetPermissionsGroupPermissions',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'GroupHandle', type: 'uint32', required: true },
        { name: 'Permissions', type: 'uint32', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.permitGroup,
    },
    {
      name: 'UnlockBlock',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: use.unlock,
    },
    {
      name: 'UnregisterApplication',
      input: [{ name: 'SessionHandle', type: 'hex', required: true }],
      output: [],
      returns: [0, 1],
      call: use.unregister,
    },
    {
      name: 'WriteBlock',
      input: [
        { name: 'SessionHandle', type: 'hex', required: true },
        { name: 'BlockHandle', type: 'uint32', required: true },
        { name: 'ByteOffset', type: 'uint32', required: true },
        { name: 'Data', type: 'base64', required: true },
      ],
      output: [{ name: 'BytesWritten', type: 'uint32' }],
      returns: [0, 1],
      call: use.write,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 6],
  writeRealms: [3, 6],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; last release, name of the service, limits, permissions and statuses are assumed`,
  instances: () => [
    serviceKeyValues('AMT_ThirdPartyDataStorageService', 'Intel(r) AMT Third Party Data Storage Service'),
  ],
};
