import {
  addStorageAllocation,
  addStorageEnterprise,
  allocatedBytes,
  removeStorageAllocation,
  removeStorageEnterprise,
  resizeStorageAllocation,
  setStorageLimits,
} from '../../../device/host/host-storage.ts';
import { storageLimits } from '../../../device/host/host-storage-state.ts';
import type { CallContext, Instance, MethodResult } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';

/** PT_STATUS INVALID_HANDLE. */
const INVALID_HANDLE = 2053;

type Call = (context: CallContext, input: Instance) => MethodResult;

/** Lets the programs of an enterprise in. */
export const addEnterprise: Call = ({ state }, input) =>
  returned(addStorageEnterprise(state, textIn(input, 'EnterpriseName') ?? ''), (handle) => ({ Handle: handle }));

/** Sets memory aside for an application. */
export const addAllocation: Call = ({ state }, input) =>
  returned(
    addStorageAllocation(state, {
      attributeType: numberIn(input, 'AttrType') ?? 0,
      applicationName: textIn(input, 'ApplicationName') ?? '',
      vendorName: textIn(input, 'VendorName') ?? '',
      isPartner: flagIn(input, 'IsPartner') ?? false,
      bytes: numberIn(input, 'TotalAllocationSize') ?? 0,
    }),
    (handle) => ({ Handle: handle }),
  );

/** The method that lists handles. */
export function handlesOf(what: 'allocations' | 'enterprises'): Call {
  return ({ state }) => {
    const handles = state.features.hostStorage[what].map(({ handle }) => handle);
    return { kind: 'returned', value: 0, outputs: { Handles: handles } };
  };
}

/** Room and limits of the memory. */
export const globalAttributes: Call = ({ state }) => {
  const { allocations, maxPartnerBytes, maxOtherAllocationBytes } = state.features.hostStorage;
  const { all, partners } = allocatedBytes(allocations);
  const outputs = {
    TotalStorage: storageLimits.totalBytes,
    TotalAllocatedStorage: all,
    MaxPartnerStorage: maxPartnerBytes,
    TotalPartnerAllocatedStorage: partners,
    MaxNonPartnerStorage: storageLimits.totalBytes - maxPartnerBytes,
    MaxFpaclEntries: storageLimits.allocations,
    MaxAslEntries: storageLimits.applications,
    MaxEaclEntries: storageLimits.enterprises,
    MaxGroupsPerBlock: storageLimits.groupsPerBlock,
    MaxMembersPerGroup: storageLimits.membersPerGroup,
    MaxNonPartnerTotalAllocationSize: maxOtherAllocationBytes,
  };
  return { kind: 'returned', value: 0, outputs };
};

/** What is set aside for an application. */
export const allocationOf: Call = ({ state }, input) => {
  const found = state.features.hostStorage.allocations.find(({ handle }) => handle === numberIn(input, 'Handle'));
  if (found === undefined) return unknownHandle(input);
  const outputs = {
    AttrType: found.attributeType,
    ApplicationName: found.applicationName,
    VendorName: found.vendorName,
    IsPartner: found.isPartner,
    TotalAllocationSize: found.bytes,
  };
  return { kind: 'returned', value: 0, outputs };
};

/** Name of an enterprise. */
export const enterpriseOf: Call = ({ state }, input) => {
  const found = state.features.hostStorage.enterprises.find(({ handle }) => handle === numberIn(input, 'Handle'));
  if (found === undefined) return unknownHandle(input);
  return { kind: 'returned', value: 0, outputs: { EnterpriseName: found.name } };
};

/** Lets the programs of an enterprise in no longer. */
export const removeEnterprise: Call = ({ state }, input) =>
  returned(removeStorageEnterprise(state, numberIn(input, 'Handle') ?? 0), () => ({}));

/** Takes back what was set aside. */
export const removeAllocation: Call = ({ state }, input) =>
  returned(removeStorageAllocation(state, numberIn(input, 'Handle') ?? 0), () => ({}));

/** Sets another size aside. */
export const resizeAllocation: Call = ({ state }, input) =>
  returned(
    resizeStorageAllocation(state, numberIn(input, 'Handle') ?? 0, numberIn(input, 'NewAllocationSize') ?? 0),
    () => ({}),
  );

/** Sets the limits; what is absent stays. */
export const limitsSet: Call = ({ state }, input) => {
  const maxPartnerBytes = numberIn(input, 'MaxPartnerStorage');
  const maxOtherAllocationBytes = numberIn(input, 'MaxNonPartnerTotalAllocationSize');
  const change = {
    ...(maxPartnerBytes === undefined ? {} : { maxPartnerBytes }),
    ...(maxOtherAllocationBytes === undefined ? {} : { maxOtherAllocationBytes }),
  };
  return returned(setStorageLimits(state, change), () => ({}));
};

function unknownHandle(input: Instance): MethodResult {
  const inputs = { handle: numberIn(input, 'Handle') ?? 0, status: INVALID_HANDLE };
  const decision = { code: 'storage.unknown-handle', verdict: 'refused', inputs } as const;
  return { kind: 'returned', value: INVALID_HANDLE, effects: [{ kind: 'decision', decision }] };
}
