/** DNS does not do what was asked; `code` is stable. */
export class NameServiceError extends Error {
  override readonly name = 'NameServiceError';
  /** `refused`: the server will not let us. `exists`: the name belongs to somebody else. `timeout`, `failed`. */
  readonly code: 'refused' | 'exists' | 'timeout' | 'failed';
  constructor(code: NameServiceError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** DNS as the service point uses it. Rejects with {@link NameServiceError}. */
export interface NameService {
  /** Registers `alias` as a CNAME of `target` by dynamic update (RFC 2136). */
  registerAlias(alias: string, target: string): Promise<void>;
  /** IPv4 addresses of a name, following CNAMEs; empty when it does not exist. */
  resolve(name: string): Promise<readonly string[]>;
}
