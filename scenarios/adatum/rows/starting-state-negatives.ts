import { X509Certificate } from 'node:crypto';
import type { Witness } from '../../narrator/witness.ts';
import { notAfterMs } from '../../world/authority/certificates.ts';
import { deliveredComputer } from '../plan.ts';
import type { AdatumStory } from '../play.ts';
import { hellosOnTheWire, sawFailure, sawNothingHalfDone, sessionsWith, watchBriefly } from './evidence.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import type { AdatumNegative } from './row.ts';

const standAlone: AdatumNegative = {
  id: 'AD-01-N1',
  title: 'A stand-alone CA knows no templates: the PKI step fails with a clear error, and the story stops there.',
  channels: ['CA', 'LOG', 'UI'],
  change(plan) {
    plan.authority.kind = 'stand-alone';
  },
  async observe(story, witness) {
    witness.equal('LOG', 'what stops the PKI team', story.stopped?.code, 'authority.unsupported');
    witness.saw('LOG', `"${story.stopped?.reason ?? ''}"`, story.stopped?.reason.includes('stand-alone') === true);
    witness.equal('UI', 'selection list of the General tab', await story.servicePoint.selectableTemplates(), []);
    const [failed, ...more] = logged(story, 'authority.templates-failed');
    witness.equal('LOG', 'code of the reading of templates', failed?.fields['code'], 'unsupported');
    witness.equal('LOG', 'further errors', more.length, 0);
    sawNothingBegun(story, witness);
  },
};

const standardEdition: AdatumNegative = {
  id: 'AD-01-N2',
  title: 'A CA on Standard Edition has no templates of version 2: duplicating the web server template fails.',
  channels: ['CA', 'UI'],
  change(plan) {
    plan.authority.edition = 'Standard';
  },
  async observe(story, witness) {
    const { authority } = story.company;
    const copies = authority.templates().filter(({ name }) => name.startsWith('ConfigMgr'));
    witness.equal('CA', 'duplicated templates', copies.length, 0);
    witness.equal('LOG', 'what stops the PKI team', story.stopped?.code, 'authority.unsupported');
    witness.saw('CA', 'the CA still issues the version 1 template Web Server', authority.isIssued('Web Server'));
    witness.equal('UI', 'selection list of the General tab', await story.servicePoint.selectableTemplates(), []);
    sawNothingBegun(story, witness);
  },
};

function sawNothingBegun(story: AdatumStory, witness: Witness): void {
  witness.equal('CA', 'requests', story.company.authority.rows().length, 0);
  witness.equal('DB', 'computers', story.servicePoint.computers().length, 0);
}

const longKeys: AdatumNegative = {
  id: 'AD-01-N3',
  title:
    'AMT does not take CA certificates with keys longer than 2048 bits: provisioning fails where the certificates are stored.',
  channels: ['WSM', 'LOG'],
  change(plan) {
    plan.authority.keyBits = 4096;
    watchBriefly(plan);
  },
  observe(story, witness) {
    const root = new X509Certificate(story.company.authority.certificatePem);
    witness.equal('X509', 'bits of the CA key', root.publicKey.asymmetricKeyDetails?.modulusLength, 4096);
    const device = deviceOf(story, 'DESK001');
    const answer = eventsOf(device, 'wsman').find(({ action }) => action.endsWith('/AddTrustedRootCertificate'));
    const { response } = witness.found('WSM', 'answer to AddTrustedRootCertificate', answer);
    witness.saw('WSM', 'ReturnValue 2062, INVALID_KEY', /ReturnValue>2062</.test(response));
    const stored = device.state.certificates.certificates;
    witness.equal('WSM', 'certificates in AMT', stored.length, 0);
    witness.equal('WSM', 'provisioning state of AMT, 2 would be in operation', device.state.setup.provisioningState, 1);
    const failed = sawFailure(story, witness, {
      computer: 'DESK001',
      stage: 'install-certificate',
      code: 'amt.status',
    });
    witness.saw('LOG', 'the event names the key', String(failed.fields['message']).includes('INVALID_KEY (2062)'));
    sawNothingHalfDone(story, witness, 'DESK001');
  },
};

const clientInstalled: AdatumNegative = {
  id: 'AD-02-N1',
  title:
    'One new computer already runs a client of SP1: its hello messages are rejected in favour of in-band provisioning, the others go on.',
  channels: ['LOG', 'DB', 'W'],
  change(plan) {
    plan.computers = [deliveredComputer(1, { clientVersion: '4.0.6221.1000' }), deliveredComputer(2)];
    watchBriefly(plan);
  },
  observe(story, witness) {
    const hellos = hellosOnTheWire(story, 'DESK001').length;
    const rejected = logged(story, 'hello.client-installed').map(({ fields }) => fields['uuid']);
    witness.equal('LOG', 'hello messages rejected', rejected.length, hellos);
    witness.equal('LOG', 'UUIDs in them', [...new Set(rejected)], [deviceOf(story, 'DESK001').uuid]);
    witness.equal('W', 'sessions of the service point with DESK001', sessionsWith(story, 'DESK001').length, 0);
    sawNothingHalfDone(story, witness, 'DESK001');
    witness.equal('DB', 'AMT status of DESK002', story.computer('DESK002')?.amtStatus, 3);
  },
};

const oldFirmware: AdatumNegative = {
  id: 'AD-03-N1',
  title:
    'Firmware 3.0 or 3.1 is not supported without a translator: such computers are Not Supported and stay as they are.',
  channels: ['LOG', 'DB'],
  change(plan) {
    plan.computers = ['3.0.2', '3.1.1'].map((firmwareVersion, at) => deliveredComputer(at + 1, { firmwareVersion }));
    watchBriefly(plan);
  },
  observe(story, witness) {
    for (const [computer, version] of [
      ['DESK001', '3.0.2'],
      ['DESK002', '3.1.1'],
    ] as const) {
      const ending = { computer, stage: 'read-identity', code: 'version.unsupported' };
      const { fields } = sawFailure(story, witness, ending);
      witness.saw('LOG', `the event names AMT ${version}`, String(fields['message']).includes(`AMT ${version}`));
      sawNothingHalfDone(story, witness, computer, 0);
      const { setup, accounts } = deviceOf(story, computer).state;
      const untouched = [setup.provisioningState, accounts.mebxPasswordIsDefault, accounts.adminIsDefault];
      witness.equal('WSM', `setup state and default passwords of ${computer}`, untouched, [1, true, true]);
    }
  },
};

const changedPassword: AdatumNegative = {
  id: 'AD-05-N1',
  title:
    'The MEBx password was changed before delivery and no provisioning account knows it: the computer is Detected and no more.',
  channels: ['DB', 'LOG'],
  change(plan) {
    plan.computers = [deliveredComputer(1, { mebxPassword: 'Factory!Passw0rd' })];
    watchBriefly(plan);
  },
  observe(story, witness) {
    const tried = logged(story, 'oob.account.failed').map(({ fields }) => fields['account']);
    witness.saw('LOG', `accounts that failed: ${tried.join(', ')}`, tried.includes('default factory account'));
    witness.equal('LOG', 'accounts that succeeded', logged(story, 'oob.account.succeeded').length, 0);
    const answers = eventsOf(deviceOf(story, 'DESK001'), 'http').map(({ status }) => status);
    witness.equal('W', 'HTTP statuses that AMT answered with', [...new Set(answers)], [401]);
    sawFailure(story, witness, { computer: 'DESK001', stage: 'authenticate', code: 'http.unauthorized' });
    sawNothingHalfDone(story, witness, 'DESK001', 1);
  },
};

const unknownRoot: AdatumNegative = {
  id: 'AD-06-N1',
  title:
    'The root of the bought certificate is not in the firmware: no hash of the hello matches, and the service point never calls.',
  channels: ['W', 'LOG', 'DB'],
  change(plan) {
    plan.computers = [deliveredComputer(1, { rootInFirmware: false })];
    watchBriefly(plan);
  },
  observe(story, witness) {
    const root = story.company.externalAuthority.rootHash('sha1');
    const hellos = hellosOnTheWire(story, 'DESK001');
    const carrying = hellos.filter(({ headOut }) => headOut.includes(Buffer.from(root, 'hex')));
    witness.equal('W', `hellos with ${root}`, carrying.length, 0);
    const refused = logged(story, 'hello.no-root-match');
    witness.saw('LOG', `${refused.length} hello(s) without a match`, refused.length > 0);
    witness.equal('LOG', 'error events per hello', refused.length, hellos.length);
    witness.equal('W', 'sessions of the service point with DESK001', sessionsWith(story, 'DESK001').length, 0);
    witness.equal('LOG', 'runs', logged(story, 'run.begin').length, 0);
    sawNothingHalfDone(story, witness, 'DESK001');
  },
};

const expiredCertificate: AdatumNegative = {
  id: 'AD-06-N2',
  title:
    'The provisioning certificate expired before delivery: the log warned daily, the service point dropped it, and provisions nothing.',
  channels: ['LOG', 'DB', 'X509'],
  change(plan) {
    plan.provisioningCertificate.validDays = 5;
    plan.operation.daysUntilDelivery = 7;
    watchBriefly(plan);
  },
  observe(story, witness) {
    const { certificatePem = '' } = story.pki ?? {};
    const validUntilMs = notAfterMs(certificatePem);
    const connectedAtMs = story.connectedAtMs ?? Number.NaN;
    witness.saw('X509', `expired ${(connectedAtMs - validUntilMs) / 3_600_000} h before`, connectedAtMs > validUntilMs);
    const warned = logged(story, 'certificate.expiring').map(({ fields }) => fields['days']);
    witness.equal('LOG', 'days left in the warnings, one each day', warned, [5, 5, 4, 3, 2, 1]);
    const dropped = logged(story, 'certificate.expired');
    witness.equal('LOG', 'error events of the expiry', dropped.length, 1);
    witness.equal('DB', 'certificate in memory', story.servicePoint.loadedCertificate(), undefined);
    const hellos = hellosOnTheWire(story, 'DESK001').length;
    const refused = logged(story, 'hello.no-certificate').length;
    witness.saw('LOG', `${refused} of ${hellos} hello(s) not acted on`, hellos > 0 && refused === hellos);
    witness.equal('W', 'sessions of the service point with DESK001', sessionsWith(story, 'DESK001').length, 0);
    sawNothingHalfDone(story, witness, 'DESK001');
  },
};

/** What goes wrong when A. Datum does not have what AD-01 to AD-07 say. */
export const startingStateNegatives: readonly AdatumNegative[] = [
  standAlone,
  standardEdition,
  longKeys,
  clientInstalled,
  oldFirmware,
  changedPassword,
  unknownRoot,
  expiredCertificate,
];
