import { createPublicKey, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import type { HashName, NameAttribute } from './authority/certificates.ts';
import { signer, thumbprint } from './authority/certificates.ts';
import type { KeySource, ServerHost } from './seams.ts';

/** Why the certificate store would not do something. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: 'no-private-key' | 'no-such-certificate' | 'not-exportable';
  constructor(code: StoreError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface ServerComputerOptions {
  /** `server15.adatum.com`. */
  readonly fqdn: string;
  /** `ADATUM\SERVER15$`. */
  readonly account: string;
  readonly keys: KeySource;
  readonly operatingSystem?: string;
  readonly hotfixes?: readonly string[];
  readonly winRmVersion?: string | undefined;
  /** Called by {@link ServerComputer.restart}. */
  readonly onRestart?: () => void;
}

/** A certificate in Computer\Personal. */
export interface PersonalCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly exportable: boolean;
}

export interface RequestOptions {
  /** The server's own name when absent. */
  readonly commonName?: string;
  /** Attributes behind the common name. */
  readonly more?: readonly NameAttribute[];
  /** 2048 when absent. */
  readonly keyBits?: number;
  /** True when absent. */
  readonly exportable?: boolean;
}

const SENDS_ROOT_SINCE_HOTFIX = '942841';
const LONGEST_CHAIN = 8;

/** The member server that carries the role: its Windows, its certificate store, its place in the domain. */
export class ServerComputer implements ServerHost {
  /** All of these may be changed at any time. */
  fqdn: string;
  operatingSystem: string;
  hotfixes: readonly string[];
  winRmVersion: string | undefined;
  readonly account: string;
  readonly personal: PersonalCertificate[] = [];
  readonly intermediates: string[] = [];
  readonly roots: string[] = [];
  readonly #keys: KeySource;
  readonly #onRestart: () => void;
  readonly #requested: { readonly privateKeyPem: string; readonly exportable: boolean }[] = [];

  constructor(options: ServerComputerOptions) {
    this.fqdn = options.fqdn;
    this.account = options.account;
    this.operatingSystem = options.operatingSystem ?? 'Windows Server 2003 SP2';
    this.hotfixes = options.hotfixes ?? [SENDS_ROOT_SINCE_HOTFIX];
    this.winRmVersion = 'winRmVersion' in options ? options.winRmVersion : '1.1';
    this.#keys = options.keys;
    this.#onRestart = options.onRestart ?? (() => undefined);
  }

  /**
   * Issuer by issuer above the leaf, from what came along and the stores. The root goes out with it, except from Windows
   * Server 2003 without hotfix 942841. The chain ends where an issuer is not at hand.
   */
  clientChain(leafPem: string, carriedPem: readonly string[]): readonly string[] {
    const known = [...carriedPem, ...this.intermediates, ...this.roots];
    const chain = [leafPem];
    while (chain.length < LONGEST_CHAIN) {
      const last = new X509Certificate(chain.at(-1) ?? leafPem);
      if (last.checkIssued(last)) break;
      const issuerPem = known.find((pem) => isIssuer(new X509Certificate(pem), last));
      if (issuerPem === undefined) break;
      const issuer = new X509Certificate(issuerPem);
      if (issuer.checkIssued(issuer) && !this.#sendsRoot()) break;
      chain.push(issuerPem);
    }
    return chain.slice(1);
  }

  /** Makes a key, keeps it, and saves a PKCS#10 request for it to a file: these are the file's bytes. */
  async requestCertificate(options: RequestOptions = {}): Promise<Buffer> {
    const { privateKeyPem } = await this.#keys.next(options.keyBits ?? 2048);
    this.#requested.push({ privateKeyPem, exportable: options.exportable ?? true });
    const key = forge.pki.privateKeyFromPem(privateKeyPem);
    const request = forge.pki.createCertificationRequest();
    request.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
    const commonName = { name: 'commonName', value: options.commonName ?? this.fqdn };
    request.setSubject([commonName, ...(options.more ?? []).map((attribute) => ({ ...attribute }))]);
    request.sign(signer(privateKeyPem, 'sha1'), forge.md.sha1.create());
    const pem = forge.pki.certificationRequestToPem(request).replaceAll('BEGIN CERT', 'BEGIN NEW CERT');
    return Buffer.from(pem.replaceAll('END CERT', 'END NEW CERT'), 'latin1');
  }

  /** Installs an issued certificate beside the key of its request. Throws `no-private-key` if that is elsewhere. */
  installResponse(certificatePem: string): PersonalCertificate {
    const certificate = new X509Certificate(certificatePem);
    const wanted = certificate.publicKey.export({ type: 'spki', format: 'pem' });
    const request = this.#requested.find(({ privateKeyPem }) => {
      const publicKey = createPublicKey(privateKeyPem);
      return publicKey.export({ type: 'spki', format: 'pem' }) === wanted;
    });
    if (request === undefined)
      throw new StoreError('no-private-key', `${this.fqdn} has no private key for ${certificate.subject}`);
    const installed = { certificatePem, ...request };
    this.personal.push(installed);
    return installed;
  }

  /** Puts authorities into the stores that they belong to: roots are those that signed themselves. */
  trust(...certificatesPem: readonly string[]): void {
    for (const pem of certificatesPem) {
      const certificate = new X509Certificate(pem);
      const store = certificate.checkIssued(certificate) ? this.roots : this.intermediates;
      if (!store.includes(pem)) store.push(pem);
    }
  }

  /** Takes a certificate out of the stores. */
  forget(certificatePem: string): void {
    for (const store of [this.intermediates, this.roots]) {
      const at = store.indexOf(certificatePem);
      if (at >= 0) store.splice(at, 1);
    }
  }

  /**
   * PKCS#12 bytes with certificate and key, and with the chain if wished. Salts are random. Throws
   * `no-such-certificate`, `not-exportable`.
   */
  exportPfx(certificatePem: string, password: string, withChain = true): Buffer {
    const found = this.personal.find((candidate) => candidate.certificatePem === certificatePem);
    if (found === undefined) throw new StoreError('no-such-certificate', 'not in Computer\\Personal');
    if (!found.exportable) throw new StoreError('not-exportable', 'the private key is not marked as exportable');
    const chain = withChain ? this.#wholeChain(certificatePem) : [certificatePem];
    const key = forge.pki.privateKeyFromPem(found.privateKeyPem);
    const certificates = chain.map((pem) => forge.pki.certificateFromPem(pem));
    const pfx = forge.pkcs12.toPkcs12Asn1(key, certificates, password, { algorithm: '3des', friendlyName: this.fqdn });
    return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1');
  }

  /** DER of the certificate alone: a .cer file. */
  exportCer(certificatePem: string): Buffer {
    return new X509Certificate(certificatePem).raw;
  }

  /** Fingerprints of what is in Computer\Personal. */
  thumbprints(hash: HashName = 'sha1'): readonly string[] {
    return this.personal.map(({ certificatePem }) => thumbprint(certificatePem, hash));
  }

  /** Starts the computer anew: its account learns of its groups. */
  restart(): void {
    this.#onRestart();
  }

  #wholeChain(leafPem: string): readonly string[] {
    const chain = [leafPem, ...this.clientChain(leafPem, [])];
    const last = new X509Certificate(chain.at(-1) ?? leafPem);
    const root = this.roots.find((pem) => isIssuer(new X509Certificate(pem), last));
    return root === undefined || chain.includes(root) ? chain : [...chain, root];
  }

  #sendsRoot(): boolean {
    return !this.operatingSystem.includes('2003') || this.hotfixes.includes(SENDS_ROOT_SINCE_HOTFIX);
  }
}

function isIssuer(issuer: X509Certificate, issued: X509Certificate): boolean {
  return issued.checkIssued(issuer) && issued.verify(issuer.publicKey);
}
