import { createHash, generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** A setup server's chain made by node-forge, and what a device must know to accept it. */
export interface TestChain {
  /** Leaf, intermediate and root, PEM. */
  readonly certificates: readonly string[];
  /** Key of the leaf, PEM. */
  readonly key: string;
  /** SHA-1 over the DER root, hex. */
  readonly rootHash: string;
}

const CLIENT_SETUP_OID = '2.16.840.1.113741.1.2.3';

/** Makes a chain of three for `commonName`; keys are RSA 1024 because nothing but the shape matters. */
export function makeTestChain(
  commonName: string,
  nowMs: number,
  usages: readonly string[] = ['serverAuth', CLIENT_SETUP_OID],
): TestChain {
  const validity = { from: new Date(nowMs - 86_400_000), to: new Date(nowMs + 365 * 86_400_000) };
  const root = issue('A. Datum Root CA', undefined, validity, []);
  const issuing = issue('A. Datum Issuing CA', root, validity, []);
  const leaf = issue(commonName, issuing, validity, usages);
  const der = Buffer.from(forge.pem.decode(root.pem)[0]?.body ?? '', 'latin1');
  return {
    certificates: [leaf.pem, issuing.pem, root.pem],
    key: leaf.key,
    rootHash: createHash('sha1').update(der).digest('hex'),
  };
}

interface Issued {
  readonly pem: string;
  readonly key: string;
  readonly name: forge.pki.CertificateField[];
}

function issue(
  commonName: string,
  issuer: Issued | undefined,
  validity: { readonly from: Date; readonly to: Date },
  usages: readonly string[],
): Issued {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const own = forge.pki.privateKeyFromPem(key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(own.n, own.e);
  certificate.serialNumber = createHash('sha1').update(commonName).digest('hex').replace(/^./, '1').slice(0, 16);
  certificate.validity.notBefore = validity.from;
  certificate.validity.notAfter = validity.to;
  const name = [{ name: 'commonName', value: commonName }];
  certificate.setSubject(name);
  certificate.setIssuer(issuer?.name ?? name);
  certificate.setExtensions(
    usages.length === 0
      ? [{ name: 'basicConstraints', cA: true }]
      : [{ name: 'extKeyUsage', ...Object.fromEntries(usages.map((usage) => [usage, true])) }],
  );
  certificate.sign(forge.pki.privateKeyFromPem(issuer?.key ?? key), forge.md.sha1.create());
  return { pem: forge.pki.certificateToPem(certificate), key, name };
}
