import { X509Certificate } from 'node:crypto';
import type { ServerHost } from '../ports/server-host.ts';
import type { ProvisioningCertificate } from '../stages/run.ts';
import {
  checkProvisioningCertificate,
  hashOf,
  rootOf,
  validityOf,
  type CertificateFinding,
} from './certificate-check.ts';
import { openPfx, PFX_MESSAGES, type PfxOpener } from './pfx.ts';
import type { Settings } from './settings.ts';

/** The provisioning certificate ready for use, or why there is none. */
export type LoadedCertificate =
  | {
      readonly ok: true;
      readonly certificate: ProvisioningCertificate;
      readonly warnings: readonly CertificateFinding[];
    }
  | {
      readonly ok: false;
      /** `provisioning-certificate.none`, `certificate.expired` or a code of the PFX reader. */
      readonly code: string;
      readonly message: string;
    };

/**
 * Opens the certificate of the General tab the way the service point does at start: builds the chain that this server sends,
 * finds the root, and does not keep an expired certificate in memory (Configuration Manager removes one with a log line).
 * Never throws for anything that is in the PFX.
 */
export function loadProvisioningCertificate(
  settings: Settings,
  host: ServerHost,
  nowMs: number,
  open: PfxOpener = openPfx,
): LoadedCertificate {
  const given = settings.general.provisioningCertificate;
  if (given === undefined)
    return { ok: false, code: 'provisioning-certificate.none', message: 'No provisioning certificate is configured.' };
  const opened = open(Buffer.from(given.pfxBase64, 'base64'), given.password);
  if (!opened.ok) return { ok: false, code: opened.code, message: PFX_MESSAGES[opened.code] };
  const { leafPem, carriedPem, privateKeyPem } = opened;
  const chain = host.clientChain(leafPem, carriedPem);
  const findings = checkProvisioningCertificate({
    leafPem,
    carriedPem,
    wireChainPem: chain,
    servicePointFqdn: host.fqdn,
    nowMs,
  });
  const expired = findings.find(({ code }) => code === 'certificate.expired');
  if (expired !== undefined) return { ok: false, ...expired };
  const leaf = new X509Certificate(leafPem);
  const root = rootOf(leafPem, [...carriedPem, ...chain]);
  return {
    ok: true,
    warnings: findings,
    certificate: {
      leafPem,
      privateKeyPem,
      wireChainPem: [leafPem, ...chain],
      carriedPem,
      rootHashes: root && { sha1: hashOf(root, 'sha1'), sha256: hashOf(root, 'sha256') },
      thumbprint: hashOf(leaf, 'sha1'),
      ...validityOf(leaf),
    },
  };
}
