/** A revocation list of one issuer (AMT_CRL). */
export interface RevocationList {
  readonly handle: number;
  /** Where the issuer publishes it; names the issuer, nothing is fetched from there. */
  readonly url: string;
  /** Serial numbers, base64. */
  readonly serialNumbers: readonly string[];
}

/** Revocation lists that client certificates of mutual TLS are compared with. */
export interface CrlState {
  readonly lists: readonly RevocationList[];
}

export const factoryCrls: CrlState = { lists: [] };
