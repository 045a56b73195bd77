/** The CA does not do what was asked; `code` is stable. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';
  /** `unavailable`: nobody answers. `unsupported`: the CA cannot do this at all (stand-alone, no version 2 templates). */
  readonly code: 'unavailable' | 'unsupported' | 'unknown-template' | 'unknown-request';
  constructor(code: AuthorityError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A template as the selection list of the General tab shows it. */
export interface TemplateInfo {
  readonly name: string;
  readonly version: 1 | 2 | 3;
  readonly extendedKeyUsage: readonly string[];
}

/** What the CA answered to a request: issued, waiting for a manager, or denied with the CA's own words. */
export type Enrolment =
  | {
      readonly kind: 'issued';
      readonly requestId: number;
      readonly certificatePem: string;
      /** Issuing CA first, root last. */
      readonly chainPem: readonly string[];
    }
  | { readonly kind: 'pending'; readonly requestId: number }
  | { readonly kind: 'denied'; readonly requestId: number; readonly reason: string };

/** A certificate that a CA has in its database. */
export interface FoundCertificate {
  readonly requestId: number;
  readonly certificatePem: string;
  /** Issuing CA first, root last. */
  readonly chainPem: readonly string[];
}

/** The enterprise CA as the site server reaches it, with the site server's own identity. Rejects with AuthorityError. */
export interface CertificateAuthority {
  /** `server\name` of the issuing CA. */
  readonly name: string;
  templates(): Promise<readonly TemplateInfo[]>;
  submit(template: string, requestPem: string): Promise<Enrolment>;
  /**
   * Certificates with this common name that this account asked for and that are neither revoked nor expired. A CA whose
   * database cannot be looked at has no such method; then a certificate whose issue was never heard of stays unrevoked.
   */
  readonly issuedTo?: ((commonName: string) => Promise<readonly FoundCertificate[]>) | undefined;
  revoke(serialHex: string, reason: 'superseded' | 'cessation-of-operation'): Promise<void>;
}
