import { X509Certificate } from 'node:crypto';
import type { Witness } from '../../narrator/witness.ts';
import { SITE_SERVER_ACCOUNT, type AdatumPlan } from '../plan.ts';
import { WEB_SERVER_TEMPLATE } from '../preparation.ts';
import type { AdatumStory } from '../play.ts';
import {
  hellosOnTheWire,
  inAnotherStory,
  sawFailure,
  sawNothingHalfDone,
  sessionsWith,
  watchBriefly,
} from './evidence.ts';
import { deviceOf, logged } from './looking.ts';
import type { AdatumNegative } from './row.ts';
import { ALERTS, clearTls } from './tls-in-the-clear.ts';

const otherHost: AdatumNegative = {
  id: 'AD-22-N1',
  title:
    'The common name is that of another host in the domain, server16.adatum.com: AMT takes it, and the settings warn.',
  channels: ['X509', 'W', 'UI'],
  change(plan) {
    plan.provisioningCertificate.commonName = 'server16.adatum.com';
  },
  observe(story, witness) {
    const warnings = logged(story, 'settings.warning').map(({ fields }) => fields['code']);
    witness.equal('UI', 'warnings about the settings', warnings, ['certificate.name-differs']);
    const [session] = sessionsWith(story, 'DESK001');
    const { clientChain, alert } = clearTls(witness.found('W', 'setup session with DESK001', session));
    const subject = clientChain[0]?.subject.split('\n') ?? [];
    witness.saw('X509', `the service point shows ${subject.join(', ')}`, subject.includes('CN=server16.adatum.com'));
    witness.equal('W', 'alert of AMT', alert, undefined);
    const { record } = deviceOf(story, 'DESK001').state.setup;
    witness.equal('WSM', 'server in the provisioning record', record?.serverFqdn, 'server16.adatum.com');
    witness.equal('DB', 'AMT status of DESK001', story.computer('DESK001')?.amtStatus, 3);
  },
};

/** What AMT does to a certificate that it does not take, told on both sides. */
interface Refused {
  /** What the settings warn of. */
  readonly warning: string;
  /** Why AMT refuses. */
  readonly decision: string;
  readonly alert: number;
}

function sawRefusal(story: AdatumStory, witness: Witness, refused: Refused): void {
  const { warning, decision, alert } = refused;
  const warnings = logged(story, 'settings.warning').map(({ fields }) => fields['code']);
  witness.equal('UI', 'warnings about the settings', warnings, [warning]);
  const sessions = sessionsWith(story, 'DESK001');
  const alerts = new Set(sessions.map((session) => clearTls(session).alert));
  witness.equal('W', `alerts of AMT in ${sessions.length} session(s)`, [...alerts], [alert]);
  const decisions = deviceOf(story, 'DESK001').decisions.filter(({ code }) => code === decision);
  witness.equal('W', `refusals by AMT as ${decision}`, decisions.length, sessions.length);
  sawFailure(story, witness, { computer: 'DESK001', stage: 'connect-setup', code: 'tls.refused-by-device' });
  sawNothingHalfDone(story, witness, 'DESK001');
}

const otherDomain: AdatumNegative = {
  id: 'AD-22-N2',
  title: 'The common name lies in another domain: the suffix check of AMT fails.',
  channels: ['W'],
  change(plan) {
    plan.provisioningCertificate.commonName = 'server15.treyresearch.net';
    watchBriefly(plan);
  },
  observe(story, witness) {
    sawRefusal(story, witness, {
      warning: 'certificate.name-differs',
      decision: 'setup.chain.suffix-mismatch',
      alert: ALERTS.accessDenied,
    });
  },
};

const noPurpose: AdatumNegative = {
  id: 'AD-22-N3',
  title:
    "The certificate has neither Intel's purpose nor the organizational unit: AMT does not take it as a provisioning certificate.",
  channels: ['W', 'X509'],
  change(plan) {
    plan.provisioningCertificate.organizationalUnit = undefined;
    watchBriefly(plan);
  },
  observe(story, witness) {
    const leaf = new X509Certificate(story.pki?.certificatePem ?? '');
    witness.equal('X509', 'subject', leaf.subject, 'CN=server15.adatum.com');
    witness.equal('X509', 'purposes', leaf.keyUsage, ['1.3.6.1.5.5.7.3.1']);
    sawRefusal(story, witness, {
      warning: 'certificate.purpose-missing',
      decision: 'setup.chain.no-oid-no-ou',
      alert: ALERTS.unsupportedCertificate,
    });
  },
};

const misspelt = {
  warning: 'certificate.ou-misspelt',
  decision: 'setup.chain.no-oid-no-ou',
  alert: ALERTS.unsupportedCertificate,
} as const;

function withUnit(plan: AdatumPlan, unit: string): void {
  plan.provisioningCertificate.organizationalUnit = unit;
  watchBriefly(plan);
}

const misspeltUnit: AdatumNegative = {
  id: 'AD-22-N4',
  title: 'The organizational unit ends in a period, or is written in another case: AMT refuses either.',
  channels: ['W'],
  change: (plan) => withUnit(plan, 'Intel(R) Client Setup Certificate.'),
  async observe(story, witness) {
    sawRefusal(story, witness, misspelt);
    await inAnotherStory(
      story,
      (plan) => withUnit(plan, 'INTEL(R) Client Setup Certificate'),
      (otherCase) => sawRefusal(otherCase, witness, misspelt),
    );
  },
};

const installedElsewhere: AdatumNegative = {
  id: 'AD-24-N1',
  title: 'The answer is installed on another machine, which has no private key for it: there is nothing to export.',
  channels: ['X509', 'UI'],
  change(plan) {
    plan.provisioningCertificate.installedOn = 'another-machine';
  },
  observe(story, witness) {
    witness.equal('UI', 'what the certificate store says', story.stopped?.code, 'certificate-store.no-private-key');
    const answer = witness.found('X509', 'certificate from the external CA', story.pki?.order?.answer);
    const subject = new X509Certificate(answer.certificatePem).subject.split('\n');
    witness.saw('X509', `it is for ${subject.join(', ')}`, subject.includes('CN=server15.adatum.com'));
    witness.equal('UI', 'exported files', story.pki?.exportedFile, undefined);
    witness.equal('X509', 'certificates on server15', story.company.server15.thumbprints().length, 0);
    witness.equal('DB', 'certificate of the service point', story.servicePoint.loadedCertificate(), undefined);
  },
};

const noIssuers: AdatumNegative = {
  id: 'AD-24-N2',
  title:
    'Intermediate and root of the external CA are missing on server15: the chain does not build, and no computer can be provisioned.',
  channels: ['X509', 'LOG', 'W'],
  change(plan) {
    plan.provisioningCertificate.chainInstalled = false;
    watchBriefly(plan);
  },
  observe(story, witness) {
    const loaded = witness.found('X509', 'provisioning certificate', story.servicePoint.loadedCertificate());
    witness.equal('X509', 'certificates in its chain, its root', [loaded.chainLength, loaded.rootSha1], [1, undefined]);
    const warnings = logged(story, 'settings.warning').map(({ fields }) => fields['code']);
    witness.equal('UI', 'warnings about the settings', warnings, ['certificate.chain-incomplete']);
    const hellos = hellosOnTheWire(story, 'DESK001').length;
    const errors = logged(story, 'hello.no-root').length;
    witness.saw('LOG', `${errors} error event(s) for ${hellos} hello(s)`, hellos > 0 && errors === hellos);
    witness.equal('W', 'sessions of the service point with DESK001', sessionsWith(story, 'DESK001').length, 0);
    sawNothingHalfDone(story, witness, 'DESK001');
  },
};

const withoutKey: AdatumNegative = {
  id: 'AD-25-N1',
  title: 'The certificate was exported without its private key: Browse on the General tab refuses the .cer file.',
  channels: ['UI'],
  change(plan) {
    plan.provisioningCertificate.exported = 'cer';
  },
  observe(story, witness) {
    const file = story.pki?.exportedFile ?? Buffer.alloc(0);
    witness.saw('X509', `the file holds ${new X509Certificate(file).subject}`, file.length > 0);
    const refusals = story.startResult?.kind === 'refused' ? story.startResult.refusals : [];
    const told = refusals.map(({ code, path }) => `${code} at ${path}`);
    witness.equal('UI', 'refusals', told, ['pfx.not-a-pfx at general.provisioningCertificate']);
    witness.saw('UI', `"${refusals[0]?.message ?? ''}"`, refusals[0]?.message.includes('no private key') === true);
    witness.equal('LOG', 'error events', logged(story, 'role.refused').length, 1);
    witness.equal('DB', 'certificate of the service point', story.servicePoint.loadedCertificate(), undefined);
  },
};

/** Sees that the dialog does not offer the template, so that nothing can be configured with it. */
function sawNotOffered(story: AdatumStory, witness: Witness): void {
  const offered = story.selectableTemplates.map(({ template }) => template);
  const told = `selection list: ${offered.join(', ') || 'empty'}`;
  witness.saw('UI', told, !offered.includes(WEB_SERVER_TEMPLATE));
  witness.equal('CA', 'requests for computers', story.company.authority.rows().length, 0);
  witness.equal('DB', 'component', logged(story, 'component.started').length, 0);
}

/** The site server asks by the template for a certificate of DESK001, and this is the answer. */
async function requestAsSiteServer(story: AdatumStory): Promise<string> {
  const { authority, server15 } = story.company;
  const request = await server15.requestCertificate({ commonName: 'desk001.adatum.com' });
  const site = authority.connectAs(SITE_SERVER_ACCOUNT);
  const { kind } = await site.submit(WEB_SERVER_TEMPLATE, request.toString('latin1'));
  const row = authority.rows().at(-1);
  return `${kind}, ${row?.disposition}: ${row?.message}`;
}

const versionThree: AdatumNegative = {
  id: 'AD-26-N1',
  title:
    'A template of version 3 makes certificates that AMT cannot use: it cannot be selected, and a request by it fails.',
  channels: ['CA', 'UI'],
  change(plan) {
    plan.authority.webServerTemplate.version = 3;
  },
  async observe(story, witness) {
    const { authority } = story.company;
    witness.saw('CA', 'the CA issues the template', authority.isIssued(WEB_SERVER_TEMPLATE));
    sawNotOffered(story, witness);
    const answer = await requestAsSiteServer(story);
    witness.saw('CA', `answer to a request by it: ${answer}`, /^denied, denied: .*version 3/.test(answer));
  },
};

const notIssued: AdatumNegative = {
  id: 'AD-26-N2',
  title:
    'The template exists and the CA does not issue it: the selection list lacks it, and provisioning cannot be configured.',
  channels: ['UI', 'CA'],
  change(plan) {
    plan.authority.webServerTemplate.isIssued = false;
  },
  async observe(story, witness) {
    const { authority } = story.company;
    const exists = authority.templates().some(({ name }) => name === WEB_SERVER_TEMPLATE);
    witness.saw('CA', 'the template exists, and is not issued', exists && !authority.isIssued(WEB_SERVER_TEMPLATE));
    sawNotOffered(story, witness);
    authority.issueTemplate(WEB_SERVER_TEMPLATE);
    const now = (await story.servicePoint.selectableTemplates()).map(({ template }) => template);
    witness.equal('UI', 'selection list once the CA issues it', now.includes(WEB_SERVER_TEMPLATE), true);
  },
};

const managerApproval: AdatumNegative = {
  id: 'AD-26-N3',
  title:
    'The CA wants the approval of a manager: the request stays pending, and provisioning stops at the certificate.',
  channels: ['CA', 'LOG'],
  change(plan) {
    plan.authority.webServerTemplate.managerApproval = true;
    watchBriefly(plan);
  },
  observe(story, witness) {
    const rows = story.company.authority.rows().map(({ commonName, disposition }) => `${commonName} ${disposition}`);
    witness.equal('CA', 'requests', rows, ['desk001.adatum.com pending']);
    sawFailure(story, witness, { computer: 'DESK001', stage: 'request-certificate', code: 'authority.pending' });
    sawNothingHalfDone(story, witness, 'DESK001');
    const { provisioningState } = deviceOf(story, 'DESK001').state.setup;
    witness.equal('WSM', 'provisioning state of AMT, 2 would be in operation', provisioningState, 1);
  },
};

const wrongUsage: AdatumNegative = {
  id: 'AD-26-N4',
  title: 'The template is not for server authentication: it cannot be selected, and TLS clients reject what it issues.',
  channels: ['X509', 'UI'],
  change(plan) {
    plan.authority.webServerTemplate.extendedKeyUsage = 'client-authentication';
  },
  async observe(story, witness) {
    sawNotOffered(story, witness);
    const changed = (plan: AdatumPlan): void => {
      plan.authority.webServerTemplate.extendedKeyUsage = 'client-authentication';
      plan.authority.webServerTemplate.usageChangedAfterSelection = true;
      watchBriefly(plan);
    };
    await inAnotherStory(story, changed, (later) => sawCertificateRejected(later, witness));
  },
};

/** The template lost its usage after it was selected: the device has a certificate that its TLS clients do not take. */
function sawCertificateRejected(story: AdatumStory, witness: Witness): void {
  const [row] = story.company.authority.rows();
  const { certificatePem = '' } = witness.found('CA', 'certificate for DESK001', row);
  const leaf = new X509Certificate(certificatePem);
  witness.equal('X509', 'its purposes', leaf.keyUsage, ['1.3.6.1.5.5.7.3.2']);
  const stored = deviceOf(story, 'DESK001').state.certificates.certificates.map(({ der }) => der);
  witness.saw('WSM', 'AMT stored it', stored.includes(leaf.raw.toString('base64')));
  const ending = { computer: 'DESK001', stage: 'reconnect', code: 'tls.device-certificate' };
  const left = String(sawFailure(story, witness, ending).fields['leftovers']);
  witness.saw('LOG', `left behind: ${left}`, left.endsWith('stored on the device'));
  sawNothingHalfDone(story, witness, 'DESK001', 1);
}

/** What goes wrong when templates and certificates are not as AD-21 to AD-26 say. */
export const pkiNegatives: readonly AdatumNegative[] = [
  otherHost,
  otherDomain,
  noPurpose,
  misspeltUnit,
  installedElsewhere,
  noIssuers,
  withoutKey,
  versionThree,
  notIssued,
  managerApproval,
  wrongUsage,
];
