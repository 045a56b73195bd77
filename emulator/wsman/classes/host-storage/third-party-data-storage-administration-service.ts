import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import {
  addAllocation,
  addEnterprise,
  allocationOf,
  enterpriseOf,
  globalAttributes,
  handlesOf,
  limitsSet,
  removeAllocation,
  removeEnterprise,
  resizeAllocation,
} from './storage-administration.ts';

/**
 * Administers the flash memory that programs of the host may use. No program can register here, so none is listed and
 * nothing can be done to one.
 */
export const thirdPartyDataStorageAdministrationService: ClassDeclaration = {
  name: 'AMT_ThirdPartyDataStorageAdministrationService',
  uri: classUri('AMT_ThirdPartyDataStorageAdministrationService'),
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
      name: 'AddStorageEaclEntry',
      input: [{ name: 'EnterpriseName', type: 'string', required: true }],
      output: [{ name: 'Handle', type: 'uint32' }],
      returns: [0, 1],
      call: addEnterprise,
    },
    {
      name: 'AddStorageFpaclEntry',
      input: [
        { name: 'AttrType', type: 'uint32', required: true },
        { name: 'ApplicationName', type: 'string', required: true },
        { name: 'VendorName', type: 'string', required: true },
        { name: 'IsPartner', type: 'boolean', required: true },
        { name: 'TotalAllocationSize', type: 'uint32', required: true },
      ],
      output: [{ name: 'Handle', type: 'uint32' }],
      returns: [0, 1],
      call: addAllocation,
    },
    {
      name: 'AdminGetApplicationAttributes',
      input: [{ name: 'Handle', type: 'uint32', required: true }],
      output: [
        { name: 'AttrType', type: 'uint32' },
        { name: 'UUID', type: 'base64' },
        { name: 'VendorName', type: 'string' },
        { name: 'ApplicationName', type: 'string' },
        { name: 'EnterpriseName', type: 'string' },
        { name: 'CurrentAllocationSize', type: 'uint32' },
        { name: 'ActiveSession', type: 'boolean' },
        { name: 'Partner', type: 'boolean' },
      ],
      returns: [0, 1],
    },
    {
      name: 'AdminGetRegisteredApplications',
      input: [],
      output: [{ name: 'ApplicationHandles', type: 'uint32', array: true }],
      returns: [0, 1],
      call: () => ({ kind: 'returned', value: 0, outputs: { ApplicationHandles: [] } }),
    },
    {
      name: 'AdminRemoveApplication',
      input: [{ name: 'Handle', type: 'uint32', required: true }],
      output: [],
      returns: [0, 1],
    },
    {
      name: 'EnumerateStorageAllocEntries',
      input: [],
      output: [{ name: 'Handles', type: 'uint32', array: true }],
      returns: [0, 1],
      call: handlesOf('allocations'),
    },
    {
      name: 'EnumerateStorageEaclEntries',
      input: [],
      output: [{ name: 'Handles', type: 'uint32', array: true }],
      returns: [0, 1],
      call: handlesOf('enterprises'),
    },
    {
      name: 'GetGlobalStorageAttributes',
      input: [],
      output: [
        { name: 'TotalStorage', type: 'uint32' },
        { name: 'TotalAllocatedStorage', type: 'uint32' },
        { name: 'MaxPartnerStorage', type: 'uint32' },
        { name: 'TotalPartnerAllocatedStorage', type: 'uint32' },
        { name: 'MaxNonPartnerStorage', type: 'uint32' },
        { name: 'MaxFpaclEntries', type: 'uint16' },
        { name: 'MaxAslEntries', type: 'uint16' },
        { name: 'MaxEaclEntries', type: 'uint16' },
        { name: 'MaxGroupsPerBlock', type: 'uint16' },
        { name: 'MaxMembersPerGroup', type: 'uint16' },
        { name: 'MaxNonPartnerTotalAllocationSize', type: 'uint32' },
      ],
      returns: [0, 1],
      call: globalAttributes,
    },
    {
      name: 'GetStorageAllocEntry',
      input: [{ name: 'Handle', type: 'uint32', required: true }],
      output: [
        { name: 'AttrType', type: 'uint32' },
        { name: 'ApplicationName', type: 'string' },
        { name: 'VendorName', type: 'string' },
        { name: 'IsPartner', type: 'boolean' },
        { name: 'TotalAllocationSize', type: 'uint32' },
      ],
      returns: [0, 1],
      call: allocationOf,
    },
    {
      name: 'GetStorageEaclEntry',
      input: [{ name: 'Handle', type: 'uint32', required: true }],
      output: [{ name: 'EnterpriseName', type: 'string' }],
      returns: [0, 1],
      call: enterpriseOf,
    },
    {
      name: 'RemoveStorageEaclEntry',
      input: [{ name: 'Handle', type: 'uint32', required: true }],
      output: [],
      returns: [0, 1],
      call: removeEnterprise,
    },
    {
      name: 'RemoveStorageFpaclEntry',
      input: [{ name: 'Handle', type: 'uint32', required: true }],
      output: [],
      returns: [0, 1],
      call: removeAllocation,
    },
    {
      name: 'SetGlobalStorageAttributes',
      input: [
        { name: 'MaxPartnerStorage', type: 'uint32' },
        { name: 'MaxNonPartnerTotalAllocationSize', type: 'uint32' },
      ],
      output: [],
      returns: [0, 1],
      call: limitsSet,
    },
    {
      name: 'UpdateStorageFpaclEntry',
      input: [
        { name: 'Handle', type: 'uint32', required: true },
        { name: 'NewAllocationSize', type: 'uint32', required: true },
      ],
      output: [],
      returns: [0, 1],
      call: resizeAllocation,
    },
  ],
  declaresCommon: true,
  readRealms: [3, 8],
  writeRealms: [3, 8],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; last release, limits and the name of the service are assumed`,
  instances: () => [
    serviceKeyValues(
      'AMT_ThirdPartyDataStorageAdministrationService',
      'Intel(r) AMT Third Party Data Storage Administration Service',
    ),
  ],
};
