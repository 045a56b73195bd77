import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Ended } from './child.ts';

/** Lets the TLS library of today speak what firmware of that time speaks. */
const OPENSSL_SETTINGS = `openssl_conf = all
[all]
ssl_conf = ssl
[ssl]
system_default = old
[old]
MinProtocol = TLSv1
CipherString = DEFAULT@SECLEVEL=0
`;

/**
 * amttool as the package amtterm installs it. `host` may name a port; 16993 makes it use TLS, and then it must trust the
 * certificate `trusted`, DER in base64.
 */
export async function amttoolAt(
  host: string,
  args: readonly string[],
  password: string,
  input = '',
  trusted = '',
): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'amttool-'));
  try {
    const settings = join(folder, 'openssl.cnf');
    writeFileSync(settings, OPENSSL_SETTINGS);
    const roots = join(folder, 'roots.pem');
    writeFileSync(roots, `-----BEGIN CERTIFICATE-----\n${trusted}\n-----END CERTIFICATE-----\n`);
    const env = { AMT_PASSWORD: password, no_proxy: '*', OPENSSL_CONF: settings, PERL_LWP_SSL_CA_FILE: roots };
    return await run('amttool', [host, ...args], { input, env });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
