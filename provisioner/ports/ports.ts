import type { CertificateAuthority } from './authority.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import type { Directory } from './directory.ts';
import type { NetworkLink } from './link.ts';
import type { NameService } from './names.ts';
import type { ServerHost } from './server-host.ts';

/** A source of RSA key pairs, PKCS#1 PEM. Tests hand in a pool; a real service point makes them. */
export interface KeySource {
  next(bits: number): Promise<{ readonly privateKeyPem: string }>;
}

/** Everything the service point needs from outside. */
export interface Ports {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly link: NetworkLink;
  readonly directory: Directory;
  readonly authority: CertificateAuthority;
  readonly names: NameService;
  readonly host: ServerHost;
  readonly keys: KeySource;
}
