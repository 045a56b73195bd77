/** The Windows server that carries the role, as far as the role depends on it. */
export interface ServerHost {
  /** Intranet FQDN of the site system, empty when none is configured. */
  readonly fqdn: string;
  readonly operatingSystem: string;
  readonly hotfixes: readonly string[];
  /** Undefined when Windows Remote Management is not installed. */
  readonly winRmVersion: string | undefined;
  /**
   * The certificates that Schannel puts into the Certificate message after this leaf, PEM, in order: built from the
   * intermediates and roots of the computer store, the root only if this Windows sends it (hotfix 942841 on Windows
   * Server 2003). `carried` are certificates that came with the leaf in its PFX file and were installed with it.
   */
  clientChain(leafPem: string, carriedPem: readonly string[]): readonly string[];
}
