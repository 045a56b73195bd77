/** What the directory said no with. */
export type DirectoryErrorCode =
  | 'no-such-object'
  | 'insufficient-rights'
  | 'already-exists'
  | 'constraint-violation'
  | 'unavailable';

/** The directory does not do what was asked; `code` is stable. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  readonly code: DirectoryErrorCode;
  constructor(code: DirectoryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The account that stands for an AMT computer: a `computer` object in the OU of the General tab. */
export interface AmtAccount {
  readonly distinguishedName: string;
  readonly samAccountName: string;
}

/** An AMT account that is to be made. */
export interface NewAmtAccount {
  /** Distinguished name of the OU. */
  readonly container: string;
  readonly commonName: string;
  readonly samAccountName: string;
  readonly dnsHostName: string;
  /** In clear: the directory derives its keys from it. Never logged. */
  readonly password: string;
  readonly servicePrincipalNames: readonly string[];
}

/** A user or group of the directory that can stand in an access control list. */
export interface SecurityPrincipal {
  readonly kind: 'user' | 'group';
  readonly groupScope?: 'global' | 'universal' | 'domain-local';
  /** Binary SID, base64. */
  readonly sid: string;
  readonly domain: string;
}

/**
 * Active Directory as the site server uses it, with the site server's own rights. Every call rejects with a
 * {@link DirectoryError}.
 */
export interface Directory {
  containerExists(distinguishedName: string): Promise<boolean>;
  createAccount(account: NewAmtAccount): Promise<AmtAccount>;
  findAccount(container: string, samAccountName: string): Promise<AmtAccount | undefined>;
  setPassword(distinguishedName: string, password: string): Promise<void>;
  setServicePrincipalNames(distinguishedName: string, names: readonly string[]): Promise<void>;
  deleteAccount(distinguishedName: string): Promise<void>;
  /** `ADATUM\AMT Helpdesk`; undefined when there is no such name. */
  findPrincipal(name: string): Promise<SecurityPrincipal | undefined>;
}
