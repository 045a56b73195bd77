/** What the Kerberos keys are derived from where a passphrase was given instead of a key (from 8.0). */
export interface KerberosPassphraseState {
  /** Secret; empty while there is none. */
  readonly passphrase: string;
  readonly salt: string;
  readonly iterationCount: number;
}

/** No passphrase. 4096 is the count that RFC 3962 takes when nobody says another. */
export const factoryKerberosPassphrase: KerberosPassphraseState = { passphrase: '', salt: '', iterationCount: 4096 };
