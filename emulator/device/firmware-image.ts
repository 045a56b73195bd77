import type { RedirectionState, RootHash } from './state.ts';

/**
 * What a manufacturer burns into a machine's flash beside the firmware release itself. Everything is optional; what is
 * absent is as Intel ships it. Part of the state, so that a reset to factory values restores what this machine left the
 * factory with.
 */
export interface FirmwareImage {
  /** Default root hashes in addition to those of the release ("customized firmware image"). */
  readonly extraDefaultHashes?: readonly RootHash[];
  /** Default root hashes instead of those of the release. */
  readonly replacedHashes?: readonly RootHash[];
  /** Default MEBx password, `admin` when absent. */
  readonly mebxPassword?: string;
  /** Name or address of the provisioning server; empty or absent means the default name. */
  readonly provisioningServer?: string;
  readonly provisioningPort?: number;
  /** "PKI DNS suffix" set at the factory. */
  readonly trustedDnsSuffix?: string;
  /** False when the manufacturer switched remote configuration ("zero touch") off. */
  readonly zeroTouchEnabled?: boolean;
  /** SOL and IDE-R as MEBx shows them on a new machine. */
  readonly redirectionEnabledState?: RedirectionState['enabledState'];
}
