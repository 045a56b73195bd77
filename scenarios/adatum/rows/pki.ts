import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { computersOf, deviceOf, eventsOf, logged } from './looking.ts';
import { readRequest } from '../../world/authority/certificates.ts';
import {
  SERVER15,
  SERVICE_POINT_ACCOUNT,
  SERVICE_POINTS_GROUP,
  SITE_SERVER_ACCOUNT,
  SITE_SERVERS_GROUP,
} from '../plan.ts';
import { PROVISIONING_TEMPLATE, WEB_SERVER_TEMPLATE } from '../preparation.ts';
import type { AdatumRow } from './row.ts';

const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const AMT_PROVISIONING = '2.16.840.1.113741.1.2.3';
const DAY_MS = 86_400_000;
/** Certificates of that time are signed over SHA-1, which OpenSSL takes at this level only. */
const SHA1_ALLOWED = 'DEFAULT@SECLEVEL=0';

const requestTemplateRow: AdatumRow = {
  id: 'AD-21',
  title:
    'The PKI team makes a template of its own for requesting the provisioning certificate from the external CA: Web Server with an exportable key.',
  channels: ['CA'],
  observe(story, witness) {
    const { authority, forest } = story.company;
    const found = authority.templates().find(({ name }) => name === PROVISIONING_TEMPLATE);
    const template = witness.found('CA', PROVISIONING_TEMPLATE, found);
    const { version, exportableKey, enrol, subject } = template;
    const contents = [version, exportableKey, enrol, subject];
    const wanted = [2, true, [SERVICE_POINTS_GROUP], 'supplied-in-request'];
    witness.equal('CA', 'version, exportable key, who may enrol, subject', contents, wanted);
    witness.saw('CA', 'the CA issues it', authority.isIssued(PROVISIONING_TEMPLATE));
    const may = enrol.some((trustee) => forest.actsAs(SERVICE_POINT_ACCOUNT, trustee));
    witness.saw('CA', 'server15 may enrol', may);
  },
};

const requestRow: AdatumRow = {
  id: 'AD-22',
  title:
    'The request is made on server15 and saved to a file; it names server15.adatum.com, and its key stays on the server.',
  channels: ['X509', 'CA'],
  observe(story, witness) {
    const file = witness.found('X509', 'request file', story.pki?.requestFile);
    const request = readRequest(file.toString('latin1'));
    witness.equal('X509', 'common name in the request, which proves its key', request?.commonName, SERVER15);
    witness.equal('X509', 'bits of the key', request?.keyBits, 2048);
    const text = file.toString('latin1');
    witness.saw('X509', 'the file holds a PKCS#10 request and no private key', !text.includes('PRIVATE'));
    witness.saw('X509', 'its first line', text.startsWith('-----BEGIN NEW CERTIFICATE REQUEST-----'));
    const answered = new X509Certificate(story.pki?.order?.answer?.certificatePem ?? '').publicKey.export({
      format: 'jwk',
    });
    const asked = Buffer.from(request?.publicKey.n.toString(16) ?? '', 'hex').toString('base64url');
    witness.equal('CA', 'key in what the external CA answered', answered['n'], asked);
    const kept = story.company.server15.personal.filter(
      ({ privateKeyPem }) => createPrivateKey(privateKeyPem).export({ format: 'jwk' })['n'] === asked,
    );
    witness.equal('X509', 'keys on server15 that fit', kept.length, 1);
  },
};

const orderRow: AdatumRow = {
  id: 'AD-23',
  title: 'The request file goes to the external CA with the order, and the answer comes by e-mail on the next day.',
  channels: ['CLK', 'X509'],
  observe(story, witness) {
    const order = witness.found('CLK', 'order', story.pki?.order);
    const answeredMs = order.answeredMs ?? Number.NaN;
    witness.equal('CLK', 'milliseconds until the answer', answeredMs - order.orderedMs, DAY_MS);
    const loadedMs = logged(story, 'certificate.loaded')[0]?.atMs ?? Number.NaN;
    witness.saw('CLK', `the service point has it ${loadedMs - answeredMs} ms later`, loadedMs >= answeredMs);
    const validFromMs = story.servicePoint.loadedCertificate()?.validFromMs;
    witness.equal('X509', 'begin of its validity', validFromMs, answeredMs);
  },
};

const installRow: AdatumRow = {
  id: 'AD-24',
  title:
    'The answer is installed on server15 beside its key; it has purpose, name and key length of a provisioning certificate, and its root is in the firmware.',
  channels: ['X509'],
  observe(story, witness) {
    const { personal, intermediates, roots } = story.company.server15;
    const [installed, ...others] = personal;
    witness.equal('X509', 'further certificates in Computer\\Personal', others.length, 0);
    const { certificatePem, privateKeyPem } = witness.found('X509', 'certificate in Computer\\Personal', installed);
    const leaf = new X509Certificate(certificatePem);
    witness.saw('X509', 'the private key on server15 fits', leaf.checkPrivateKey(createPrivateKey(privateKeyPem)));
    const chain = [certificatePem, ...intermediates, ...roots].map((pem) => new X509Certificate(pem));
    const broken = chain.filter((one, at) => !one.verify((chain[at + 1] ?? one).publicKey));
    witness.equal('X509', `links that do not hold in a chain of ${chain.length}`, broken.length, 0);
    const purposes: readonly string[] = leaf.keyUsage ?? [];
    const subject = leaf.subject.split('\n');
    const forAmt = purposes.includes(AMT_PROVISIONING) || subject.includes('OU=Intel(R) Client Setup Certificate');
    witness.saw('X509', `for AMT setup: ${subject.join(', ')}`, forAmt && purposes.includes(SERVER_AUTHENTICATION));
    witness.saw('X509', 'its common name is that of the server', subject.includes(`CN=${SERVER15}`));
    const bits = leaf.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
    witness.saw('X509', `an RSA key of ${bits} bits`, bits === 1024 || bits === 2048);
    const root = createHash('sha1')
      .update(chain.at(-1)?.raw ?? '')
      .digest('hex');
    const [hello] = eventsOf(deviceOf(story, 'DESK001'), 'hello');
    witness.saw('W', `root hash ${root} in the hello of DESK001`, hello?.bytesHex.includes(root) === true);
  },
};

const exportRow: AdatumRow = {
  id: 'AD-25',
  title: 'The certificate is exported to a PFX file with its key, which opens with its password only.',
  channels: ['X509', 'DB'],
  observe(story, witness) {
    const pfx = witness.found('X509', 'PFX file', story.pki?.exportedFile);
    const opens = (passphrase: string): boolean => {
      try {
        createSecureContext({ pfx, passphrase, ciphers: SHA1_ALLOWED });
        return true;
      } catch {
        return false;
      }
    };
    const { exportPassword } = story.plan.provisioningCertificate;
    witness.saw('X509', 'OpenSSL opens it with the password of the export', opens(exportPassword));
    witness.saw('X509', 'and with no other, nor with none', !opens(`${exportPassword}!`) && !opens(''));
    const leaf = new X509Certificate(story.pki?.certificatePem ?? '');
    const thumbprint = createHash('sha1').update(leaf.raw).digest('hex');
    const loaded = story.servicePoint.loadedCertificate()?.thumbprint;
    witness.equal('DB', 'thumbprint of what the service point took from it', loaded?.toLowerCase(), thumbprint);
  },
};

const webServerTemplateRow: AdatumRow = {
  id: 'AD-26',
  title:
    'The web server template is duplicated for out of band management: the group of the site server may read and enrol, and what it issues is for server authentication.',
  channels: ['CA', 'X509', 'UI'],
  observe(story, witness) {
    const { authority } = story.company;
    const found = authority.templates().find(({ name }) => name === WEB_SERVER_TEMPLATE);
    const { version, enrol, usages, managerApproval } = witness.found('CA', WEB_SERVER_TEMPLATE, found);
    const contents = [version, enrol, usages, managerApproval];
    const wanted = [2, [SITE_SERVERS_GROUP], [SERVER_AUTHENTICATION], false];
    witness.equal('CA', 'version, who may enrol, purposes, approval by a manager', contents, wanted);
    witness.saw('CA', 'the CA issues it', authority.isIssued(WEB_SERVER_TEMPLATE));
    const offered = story.selectableTemplates.map(({ template }) => template);
    witness.saw('UI', `selection list: ${offered.join(', ')}`, offered.includes(WEB_SERVER_TEMPLATE));
    for (const { shortName, fqdn } of computersOf(story)) {
      const row = authority.rows().find(({ commonName }) => commonName === fqdn);
      const { requester, template, certificatePem = '' } = witness.found('CA', `request for ${shortName}`, row);
      witness.equal('CA', 'requester and template', [requester, template], [SITE_SERVER_ACCOUNT, WEB_SERVER_TEMPLATE]);
      const purposes = new X509Certificate(certificatePem).keyUsage;
      witness.equal('X509', `purposes of the certificate of ${shortName}`, purposes, [SERVER_AUTHENTICATION]);
    }
  },
};

/** AD-21 to AD-26: templates, the bought provisioning certificate, and its way into a PFX file. */
export const pkiRows: readonly AdatumRow[] = [
  requestTemplateRow,
  requestRow,
  orderRow,
  installRow,
  exportRow,
  webServerTemplateRow,
];
