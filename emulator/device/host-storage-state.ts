/** An application of a partner for which flash memory is set aside (a FPACL entry). */
export interface StorageAllocation {
  readonly handle: number;
  readonly attributeType: number;
  readonly applicationName: string;
  readonly vendorName: string;
  readonly isPartner: boolean;
  readonly bytes: number;
}

/** Flash memory that programs of the host may use: who may, and how much. */
export interface HostStorageState {
  /** Enterprises whose programs may (EACL entries). */
  readonly enterprises: readonly { readonly handle: number; readonly name: string }[];
  readonly allocations: readonly StorageAllocation[];
  readonly maxPartnerBytes: number;
  readonly maxOtherAllocationBytes: number;
  readonly nextHandle: number;
}

/** Room and limits; assumed, no device's numbers were published. */
export const storageLimits = {
  totalBytes: 196_608,
  allocations: 16,
  applications: 10,
  enterprises: 5,
  groupsPerBlock: 4,
  membersPerGroup: 4,
} as const;

export const factoryHostStorage: HostStorageState = {
  enterprises: [],
  allocations: [],
  maxPartnerBytes: storageLimits.totalBytes,
  maxOtherAllocationBytes: storageLimits.totalBytes,
  nextHandle: 1,
};
