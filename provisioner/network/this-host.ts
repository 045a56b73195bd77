import { X509Certificate } from 'node:crypto';
import { version } from 'node:os';
import type { ServerHost } from '../ports/server-host.ts';

/** Certificates that a chain may have; far more than any real one. */
const MAXIMUM_CHAIN = 10;

/**
 * The machine this process runs on as the server that carries the role. No Windows is needed: requests are made by this
 * package itself, which stands in for Windows Remote Management, and the chain is what came with the certificate in its
 * PFX file, root included, as a Windows server with hotfix 942841 sends it.
 */
export function thisHost(fqdn: string): ServerHost {
  return { fqdn, operatingSystem: version(), hotfixes: [], winRmVersion: '2.0', clientChain: chainOf };
}

/** The certificates that lead from a leaf to its root, in order, as far as `carriedPem` has them. */
export function chainOf(leafPem: string, carriedPem: readonly string[]): readonly string[] {
  const carried = carriedPem.map((pem) => ({ pem, certificate: new X509Certificate(pem) }));
  const chain: string[] = [];
  let current = new X509Certificate(leafPem);
  while (chain.length < MAXIMUM_CHAIN && current.subject !== current.issuer) {
    const issuer = carried.find(({ certificate }) => current.checkIssued(certificate));
    if (issuer === undefined) break;
    chain.push(issuer.pem);
    current = issuer.certificate;
  }
  return chain;
}
