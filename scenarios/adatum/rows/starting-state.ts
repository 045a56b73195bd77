import { createHash, X509Certificate } from 'node:crypto';
import { RowFailure } from '../../narrator/witness.ts';
import { PROVISIONING_TEMPLATE, WEB_SERVER_TEMPLATE } from '../preparation.ts';
import type { AdatumStory } from '../play.ts';
import { hellosOnTheWire, sessionsWith } from './evidence.ts';
import { computersOf, deviceOf, eventsOf, logged } from './looking.ts';
import type { AdatumRow } from './row.ts';

/**
 * SHA-1 of VeriSign Class 3 G1 and G3, Go Daddy Class 2, Comodo AAA and Starfield Class 2, as the vendor lists them
 * (Configuration Manager 2007: "About Certificates for Out of Band Management").
 */
const VENDOR_ROOTS = [
  '742c3192e607e424eb4549542be1bbc53e6174e2',
  '132d0d45534b6997cdb2d5c339e25576609b5cc6',
  '2796bae63f1801e277261ba0d77770028f20eee4',
  'd1eb23a46d17d68fd92564c2f1f1601764d8e349',
  'ad7e1c28b064ef8f6003402014c3d0e3370eb58a',
];
const SHORT_NAMES = ['DESK001', 'DESK002', 'DESK003'] as const;

const authorityRow: AdatumRow = {
  id: 'AD-01',
  title:
    'The company already runs an enterprise CA on Windows Server 2003 Enterprise Edition: templates of version 2 can be duplicated, and it issues by them.',
  channels: ['CA', 'X509'],
  observe(story, witness) {
    const { authority } = story.company;
    const copies = authority.templates().filter(({ name, version }) => version === 2 && authority.isIssued(name));
    witness.equal(
      'CA',
      'templates of version 2 that it issues',
      copies.map(({ name }) => name),
      [PROVISIONING_TEMPLATE, WEB_SERVER_TEMPLATE],
    );
    witness.equal('CA', 'type and edition', [authority.enterprise, authority.edition], [true, 'enterprise']);
    const issued = authority.rows().filter(({ disposition }) => disposition === 'issued');
    witness.equal('CA', 'certificates issued by template', issued.length, story.devices.length);
    const own = new X509Certificate(authority.certificatePem);
    const bits = own.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
    witness.saw('X509', `a CA certificate with a key of ${bits} bits`, own.ca && bits <= 2048);
  },
};

const clientsRow: AdatumRow = {
  id: 'AD-02',
  title:
    'All clients are older than SP1, so no computer can be provisioned in band: each is provisioned because of its own hello, from outside.',
  channels: ['DB', 'W'],
  observe(story, witness) {
    const computers = computersOf(story);
    const withClient = computers.filter(({ hasClient }) => hasClient);
    witness.equal('DB', 'resources with a client of SP1', withClient.length, 0);
    for (const name of SHORT_NAMES) {
      const record = witness.found('WSM', `provisioning record of ${name}`, deviceOf(story, name).state.setup.record);
      witness.equal('WSM', `${name} was set up by its own host`, record.hostInitiated, false);
      const helloMs = hellosOnTheWire(story, name)[0]?.atMs ?? Number.NaN;
      const [session] = sessionsWith(story, name);
      const first = witness.found('W', `session of the service point with ${name}`, session);
      witness.saw('W', `${name} spoke ${(first.atMs - helloMs) / 1000} s before it was called`, helloMs <= first.atMs);
    }
  },
};

const firmwareRow: AdatumRow = {
  id: 'AD-03',
  title: 'The new batch meets every prerequisite: its AMT firmware is 3.2.1 or later.',
  channels: ['DB', 'WSM'],
  observe(story, witness) {
    for (const name of SHORT_NAMES) {
      const version = story.computer(name)?.amtFullVersion ?? '';
      const [major = 0, minor = 0, micro = 0] = version.split('.').map(Number);
      const number = (major * 100 + minor) * 100 + micro;
      witness.saw('DB', `AMTFullVersion of ${name} is "${version}", 3.2.1 or later`, number >= 30_201);
      const answer = eventsOf(deviceOf(story, name), 'wsman').find(
        ({ resource, response }) =>
          resource.endsWith('/CIM_SoftwareIdentity') && response.includes(`VersionString>${version}<`),
      );
      witness.found('WSM', `CIM_SoftwareIdentity of ${name} with this version`, answer);
    }
  },
};

const domainRow: AdatumRow = {
  id: 'AD-04',
  title: 'All computers belong to the one domain of the company, adatum.com.',
  channels: ['LDAP', 'WSM'],
  observe(story, witness) {
    const objects = story.company.forest.objects();
    const domains = objects.filter(({ kind }) => kind === 'domain').map((object) => object.distinguishedName);
    witness.equal('LDAP', 'domains', domains, ['DC=adatum,DC=com']);
    for (const name of SHORT_NAMES) {
      const dn = story.computer(name)?.accountDistinguishedName ?? '';
      const object = witness.found('LDAP', `object ${dn}`, story.company.forest.object(dn));
      witness.saw(
        'LDAP',
        `${object.dnsHostName} in adatum.com`,
        object.distinguishedName.endsWith(',DC=adatum,DC=com'),
      );
      witness.equal('WSM', `domain of AMT in ${name}`, deviceOf(story, name).state.network.domainName, 'adatum.com');
    }
  },
};

const stockFirmwareRow: AdatumRow = {
  id: 'AD-05',
  title:
    'The firmware was not customized: the root hashes are those of the vendor, the MEBx password is admin, the provisioning server is called ProvisionServer.',
  channels: ['W', 'LOG', 'DNS'],
  observe(story, witness) {
    const device = deviceOf(story, 'DESK001');
    const bought = story.company.externalAuthority.rootHash('sha1');
    witness.equal('W', 'root hashes in the hello', helloHashes(story), [...VENDOR_ROOTS, bought]);
    const defaults = device.state.setup.hashes.map(({ isDefault }) => isDefault);
    witness.equal('WSM', 'hashes that a person added', defaults.filter((isDefault) => !isDefault).length, 0);
    const opened = logged(story, 'oob.account.succeeded').map(({ fields }) => fields['account']);
    witness.equal('LOG', 'accounts that opened the computers', [...new Set(opened)], ['default factory account']);
    const asked = story.company.dns.queryLog.filter(({ from }) => from === device.address?.address);
    const names = new Set(asked.map(({ name }) => name.toLowerCase()));
    witness.saw('DNS', `DESK001 asks for ${[...names].join(' and ')}`, names.has('provisionserver.adatum.com'));
  },
};

/** Hashes that the first hello of DESK001 carried over the wire: behind 24 bytes, count, then algorithm, length, hash. */
function helloHashes(story: AdatumStory): readonly string[] {
  const bytes = hellosOnTheWire(story, 'DESK001')[0]?.headOut;
  if (bytes === undefined || bytes.length < 25) throw new RowFailure('W: no hello of DESK001');
  const hashes: string[] = [];
  for (let at = 25; at + 2 <= bytes.length; at += 2 + bytes.readUInt8(at + 1))
    hashes.push(bytes.subarray(at + 2, at + 2 + bytes.readUInt8(at + 1)).toString('hex'));
  if (hashes.length !== bytes.readUInt8(24)) throw new RowFailure('W: the hello counts other hashes than it carries');
  return hashes;
}

const boughtRow: AdatumRow = {
  id: 'AD-06',
  title: 'The provisioning certificate was bought from an external CA whose root is already in the firmware.',
  channels: ['X509', 'W'],
  observe(story, witness) {
    const answer = witness.found('X509', 'certificate from the external CA', story.pki?.order?.answer);
    const chain = [answer.certificatePem, ...answer.chainPem].map((pem) => new X509Certificate(pem));
    for (const [at, certificate] of chain.entries()) {
      const issuer = chain[at + 1] ?? certificate;
      const told = `${oneLine(certificate.subject)} issued by ${oneLine(issuer.subject)}`;
      witness.saw('X509', told, certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey));
    }
    const root = createHash('sha1')
      .update(chain.at(-1)?.raw ?? '')
      .digest('hex');
    witness.saw('W', `root hash ${root} in the hello of DESK001`, helloHashes(story).includes(root));
    const own = new X509Certificate(story.company.authority.certificatePem);
    witness.saw(
      'X509',
      'the root is not that of the company',
      createHash('sha1').update(own.raw).digest('hex') !== root,
    );
  },
};

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ');
}

const orderRow: AdatumRow = {
  id: 'AD-07',
  title:
    'Tommy Hartono works through his table in order: prerequisites, infrastructure, PKI, site, import, and then he watches.',
  channels: ['LOG', 'CLK'],
  observe(story, witness) {
    const { forest, dns, dhcp } = story.company;
    const order = story.pki?.order;
    const steps: readonly (readonly [string, number | undefined])[] = [
      ['the OU is made', forest.object(story.ouDn)?.createdMs],
      ['the certificate is ordered', order?.orderedMs],
      ['the certificate arrives', order?.answeredMs],
      ['the service point loads it', logged(story, 'certificate.loaded')[0]?.atMs],
      ['the alias is registered', dns.updateLog.find(({ rcode }) => rcode === 'NOERROR')?.atMs],
      ['the computers are imported', logged(story, 'computers.imported')[0]?.atMs],
      ['the first computer asks for an address', dhcp.log[0]?.atMs],
      ['the first hello comes in', logged(story, 'hello.received')[0]?.atMs],
      ['the first computer is done', logged(story, 'oob.run.done')[0]?.atMs],
    ];
    const beganMs = story.chapters[0]?.atMs ?? Number.NaN;
    let beforeMs = beganMs;
    for (const [what, atMs = Number.NaN] of steps) {
      witness.saw('CLK', `${what} ${(atMs - beganMs) / 1000} s after the beginning, not before`, atMs >= beforeMs);
      beforeMs = atMs;
    }
    const ids = story.servicePoint.events.map(({ id }) => id);
    const marks = ['certificate.loaded', 'alias.registered', 'computers.imported', 'hello.received', 'oob.run.done'];
    const inLog = marks.toSorted((one, other) => ids.indexOf(one) - ids.indexOf(other));
    witness.equal(
      'LOG',
      'order of the first events',
      inLog.filter((id) => ids.includes(id)),
      marks,
    );
  },
};

/** AD-01 to AD-07: what A. Datum has and decided when the story begins. */
export const startingStateRows: readonly AdatumRow[] = [
  authorityRow,
  clientsRow,
  firmwareRow,
  domainRow,
  stockFirmwareRow,
  boughtRow,
  orderRow,
];
