/** What setting up from the PC itself remembers. */
export interface HostBasedSetupState {
  /** The number that software on the PC signs, base64 of 20 octets; empty only before a machine has left the factory. */
  readonly nonce: string;
}

export const factoryHostBasedSetup: HostBasedSetupState = { nonce: '' };
