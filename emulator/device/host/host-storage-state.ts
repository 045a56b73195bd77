/** An application of a partner for which flash memory is set aside (a FPACL entry). */
export interface StorageAllocation {
  readonly handle: number;
  readonly attributeType: number;
  readonly applicationName: string;
  readonly vendorName: string;
  readonly isPartner: boolean;
  readonly bytes: number;
}

/** A program of the host that was registered at least once; it keeps its handle and its blocks. */
export interface StorageApplication {
  readonly handle: number;
  /** Of the program, hex, lower case. */
  readonly uuid: string;
  readonly vendorName: string;
  readonly applicationName: string;
  readonly enterpriseName: string;
  /** Hex; empty while it has no session. */
  readonly session: string;
  /** Wall milliseconds at which a session that is not used ends. */
  readonly sessionUntilMs: number;
}

/** Programs that may do something to a block that is another program's. */
export interface StorageGroup {
  readonly handle: number;
  readonly name: string;
  readonly permissions: number;
  /** Handles of programs. */
  readonly members: readonly number[];
}

/** Flash memory that a program has. */
export interface StorageBlock {
  readonly handle: number;
  /** Handle of the program. */
  readonly owner: number;
  readonly name: string;
  readonly isHidden: boolean;
  /** Base64; as long as the block. */
  readonly content: string;
  /** Handle of the program that locked it, 0 for none. */
  readonly lockedBy: number;
  readonly lockedUntilMs: number;
  readonly groups: readonly StorageGroup[];
}

/** Flash memory that programs of the host may use: who may, how much, and what they keep there. */
export interface HostStorageState {
  /** Enterprises whose programs may (EACL entries). */
  readonly enterprises: readonly { readonly handle: number; readonly name: string }[];
  readonly allocations: readonly StorageAllocation[];
  readonly maxPartnerBytes: number;
  readonly maxOtherAllocationBytes: number;
  readonly nextHandle: number;
  readonly applications: readonly StorageApplication[];
  readonly blocks: readonly StorageBlock[];
}

/** Room and limits; assumed, no device's numbers were published. */
export const storageLimits = {
  totalBytes: 196_608,
  allocations: 16,
  applications: 10,
  enterprises: 5,
  groupsPerBlock: 4,
  membersPerGroup: 4,
  blocksPerApplication: 8,
  nameCharacters: 64,
  /** Most octets that one call reads or writes. */
  transferBytes: 4096,
  sessionSeconds: 600,
  lockSeconds: 60,
} as const;

export const factoryHostStorage: HostStorageState = {
  enterprises: [],
  allocations: [],
  maxPartnerBytes: storageLimits.totalBytes,
  maxOtherAllocationBytes: storageLimits.totalBytes,
  nextHandle: 1,
  applications: [],
  blocks: [],
};
