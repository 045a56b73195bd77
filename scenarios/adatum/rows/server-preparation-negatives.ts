import { eventText } from '../../../provisioner/index.ts';
import { RowFailure, type Witness } from '../../narrator/witness.ts';
import { deliveredComputer, SERVICE_POINT_ACCOUNT, SITE_SERVER_ACCOUNT } from '../plan.ts';
import { PROVISIONING_TEMPLATE } from '../preparation.ts';
import type { AdatumStory } from '../play.ts';
import { settingsOf } from '../site-settings.ts';
import {
  inAnotherStory,
  resourceIdOf,
  sawFailure,
  sawNothingHalfDone,
  sessionsWith,
  watchBriefly,
} from './evidence.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import type { AdatumNegative } from './row.ts';
import { ALERTS, clearTls } from './tls-in-the-clear.ts';

const noHotfix: AdatumNegative = {
  id: 'AD-09-N1',
  title:
    'Without hotfix 942841 the root is missing from the chain: AMT closes the session, and the error names what to check.',
  channels: ['W', 'LOG', 'DB'],
  change(plan) {
    plan.server.hotfixes = [];
    watchBriefly(plan);
  },
  observe(story, witness) {
    const sessions = sessionsWith(story, 'DESK001');
    witness.saw('W', `${sessions.length} session(s) with DESK001`, sessions.length > 0);
    for (const session of sessions) {
      const { clientChain, alert } = clearTls(session);
      witness.equal('W', 'certificates shown, alert of AMT', [clientChain.length, alert], [2, ALERTS.unknownCa]);
    }
    const refused = deviceOf(story, 'DESK001').decisions.filter(({ code }) => code === 'setup.chain.root-missing');
    witness.equal('W', 'refusals by AMT for the missing root', refused.length, sessionsWith(story, 'DESK001').length);
    witness.equal('LOG', 'warnings at the start', logged(story, 'role.hotfix-missing').length, 1);
    const [told] = logged(story, 'failure.tls-setup');
    const text = eventText(witness.found('LOG', 'failure.tls-setup', told));
    for (const cause of ['hotfix', 'DHCP options 6 and 15', 'self-signed certificate', 'ready for PKI'])
      witness.saw('LOG', `the error names "${cause}"`, text.includes(cause));
    sawFailure(story, witness, { computer: 'DESK001', stage: 'connect-setup', code: 'tls.refused-by-device' });
    sawNothingHalfDone(story, witness, 'DESK001');
  },
};

const noWinRm: AdatumNegative = {
  id: 'AD-10-N1',
  title:
    'With no Windows Remote Management, or an old one, the task ends before AMT is contacted, and the error names it.',
  channels: ['LOG', 'W'],
  change(plan) {
    plan.server.winRmVersion = undefined;
    watchBriefly(plan);
  },
  async observe(story, witness) {
    witness.equal('LOG', 'errors at the start of the role', logged(story, 'role.winrm').length, 1);
    neverCalled(story, witness);
    await inAnotherStory(
      story,
      (plan) => {
        plan.server.winRmVersion = '1.0';
        watchBriefly(plan);
      },
      (old) => neverCalled(old, witness),
    );
  },
};

function neverCalled(story: AdatumStory, witness: Witness): void {
  const failed = sawFailure(story, witness, { computer: 'DESK001', stage: 'check-host', code: 'host.winrm' });
  const message = String(failed.fields['message']);
  witness.saw('LOG', `"${message}"`, message.includes('Windows Remote Management'));
  witness.equal('W', 'sessions of the service point with DESK001', sessionsWith(story, 'DESK001').length, 0);
  sawNothingHalfDone(story, witness, 'DESK001');
}

const noUnit: AdatumNegative = {
  id: 'AD-11-N1',
  title:
    'The OU is deleted after it was configured: the dialog does not warn, publishing fails, and the computer is not Provisioned.',
  channels: ['LDAP', 'LOG', 'UI'],
  change(plan) {
    plan.directory.ouDeletedLater = true;
    watchBriefly(plan);
  },
  observe(story, witness) {
    witness.equal('LDAP', `object ${story.ouDn}`, story.company.forest.object(story.ouDn), undefined);
    unpublished(story, witness, 'directory.no-container');
    const warnings = logged(story, 'settings.warning').length;
    const answer = story.servicePoint.applySettings(settingsOf(story.plan, story));
    witness.equal('UI', 'what OK in the dialog answers', answer.kind, 'applied');
    witness.equal('UI', 'warnings of the dialog', logged(story, 'settings.warning').length - warnings, 0);
  },
};

const noRights: AdatumNegative = {
  id: 'AD-12-N1',
  title:
    'Without Full Control on the OU the AMT object cannot be made: there is none, and the certificate that was issued is reported.',
  channels: ['LDAP', 'LOG', 'CA'],
  change(plan) {
    plan.directory.siteServerRights = 'none';
    watchBriefly(plan);
  },
  observe(story, witness) {
    const entries = story.company.forest.object(story.ouDn)?.entries.length;
    witness.equal('LDAP', `access control entries on ${story.ouDn}`, entries, 0);
    unpublished(story, witness, 'directory.insufficient-rights');
    const [row] = story.company.authority.rows();
    witness.equal('CA', 'certificate for DESK001', row?.disposition, 'issued');
  },
};

/** The directory refused the account: the device stands in operation, without Kerberos, and counts as not Provisioned. */
function unpublished(story: AdatumStory, witness: Witness, code: string): void {
  sawFailure(story, witness, { computer: 'DESK001', stage: 'directory-account', code });
  sawNothingHalfDone(story, witness, 'DESK001');
  const { kerberos } = deviceOf(story, 'DESK001').state;
  witness.equal('WSM', 'Kerberos of AMT', [kerberos.enabled, kerberos.masterKey], [false, '']);
}

const ouOnly: AdatumNegative = {
  id: 'AD-12-N2',
  title:
    'Full Control on the OU but not on child objects: the object is made, and the next write of its password is denied.',
  channels: ['LDAP', 'LOG'],
  change(plan) {
    plan.directory.siteServerRights = 'full-control-this-object';
    // As in the whole story: later tasks find the computer by the name that its operating system registers.
    plan.computers = [deliveredComputer(1, { osFqdn: 'desk001.adatum.com' })];
  },
  async observe(story, witness) {
    const { clock, forest } = story.company;
    const dn = story.computer('DESK001')?.accountDistinguishedName ?? '';
    const made = witness.found('LDAP', `object ${dn}`, forest.object(dn));
    witness.equal('LDAP', 'who made it', made.createdBy, SITE_SERVER_ACCOUNT);
    witness.equal('LOG', 'errors until then', logged(story, 'oob.run.failed').length, 0);
    const key = deviceOf(story, 'DESK001').state.kerberos.masterKey;
    story.servicePoint.update([resourceIdOf(story, 'DESK001')]);
    await clock.until(() => story.servicePoint.isIdle(), 1_800_000);
    const failures = logged(story, 'oob.run.failed');
    witness.equal('LOG', 'error events of the update', failures.length, 1);
    const { fields } = witness.found('LOG', 'error event of the update', failures[0]);
    const ended = [fields['kind'], fields['stage'], fields['code']];
    witness.equal('LOG', 'where it ended', ended, ['update', 'directory-account', 'directory.insufficient-rights']);
    witness.equal('LDAP', 'times the password was set', forest.object(dn)?.passwordsSet, 1);
    const now = deviceOf(story, 'DESK001').state.kerberos.masterKey;
    witness.saw('WSM', 'AMT keeps the key that fits the password', key !== '' && now === key);
  },
};

/** What the CA says when server15 asks for a provisioning certificate by the template. */
async function requestsAsServer15(story: AdatumStory): Promise<string> {
  const { authority, server15 } = story.company;
  const request = await server15.requestCertificate();
  const { kind } = await authority
    .connectAs(SERVICE_POINT_ACCOUNT)
    .submit(PROVISIONING_TEMPLATE, request.toString('latin1'));
  const row = authority.rows().at(-1);
  if (row?.requester !== SERVICE_POINT_ACCOUNT) throw new RowFailure('CA: the request is not in its database');
  return `${kind}, ${row.disposition}`;
}

const notInGroup: AdatumNegative = {
  id: 'AD-13-N1',
  title:
    'The group lacks server15: it may not enrol for the provisioning template, and nothing is ordered or provisioned.',
  channels: ['CA'],
  change(plan) {
    plan.directory.servicePointsGroup = [];
  },
  async observe(story, witness) {
    witness.equal('UI', 'what the request tool says', story.stopped?.code, 'authority.no-enroll');
    witness.equal('UI', 'request files', story.pki?.requestFile, undefined);
    witness.equal('CA', 'what the CA says to server15', await requestsAsServer15(story), 'denied, denied');
    const message = story.company.authority.rows().at(-1)?.message ?? '';
    witness.saw('CA', `"${message}"`, message.includes('has no Enroll permission'));
    witness.equal('DB', 'computers', story.servicePoint.computers().length, 0);
  },
};

const notRestarted: AdatumNegative = {
  id: 'AD-13-N2',
  title: 'server15 was put into the group and not restarted: its request is denied until it is.',
  channels: ['CA', 'CLK'],
  change(plan) {
    plan.directory.restartedAfterGrouping = false;
  },
  async observe(story, witness) {
    const { authority, clock, forest, server15 } = story.company;
    const members = forest.objects().find(({ account }) => account?.endsWith('Service Points'))?.members;
    witness.equal('LDAP', 'members of the group', members, [SERVICE_POINT_ACCOUNT]);
    witness.equal('UI', 'what the request tool says', story.stopped?.code, 'authority.no-enroll');
    witness.equal('CA', 'what the CA says to server15', await requestsAsServer15(story), 'denied, denied');
    await clock.advance(600_000);
    witness.equal('CA', 'what it says ten minutes later', await requestsAsServer15(story), 'denied, denied');
    server15.restart();
    witness.equal('CA', 'what it says after the restart', await requestsAsServer15(story), 'issued, issued');
    const [first, , last] = authority.rows();
    const betweenMs = (last?.atMs ?? Number.NaN) - (first?.atMs ?? Number.NaN);
    witness.equal('CLK', 'milliseconds between the denied request and the issued one', betweenMs, 600_000);
  },
};

const siteServerNotInGroup: AdatumNegative = {
  id: 'AD-14-N1',
  title:
    'The group lacks the site server: the certificate request for the AMT computer is denied after the first contact.',
  channels: ['CA', 'DB'],
  change(plan) {
    plan.directory.siteServersGroup = [];
    watchBriefly(plan);
  },
  observe(story, witness) {
    const accepted = eventsOf(deviceOf(story, 'DESK001'), 'http').filter(({ status }) => status === 200);
    witness.saw('W', `first contact: AMT answered ${accepted.length} requests with 200`, accepted.length > 0);
    const rows = story.company.authority.rows().map(({ requester, disposition }) => `${requester} ${disposition}`);
    witness.equal('CA', 'requests', [...new Set(rows)], [`${SITE_SERVER_ACCOUNT} denied`]);
    sawFailure(story, witness, { computer: 'DESK001', stage: 'request-certificate', code: 'authority.denied' });
    sawNothingHalfDone(story, witness, 'DESK001');
    const { setup, accounts } = deviceOf(story, 'DESK001').state;
    const untouched = [setup.provisioningState, accounts.adminIsDefault];
    witness.equal('WSM', 'setup state of AMT, factory password', untouched, [1, true]);
  },
};

/** What goes wrong when the preparation of the server and of the directory is not as AD-08 to AD-14 say. */
export const serverPreparationNegatives: readonly AdatumNegative[] = [
  noHotfix,
  noWinRm,
  noUnit,
  noRights,
  ouOnly,
  notInGroup,
  notRestarted,
  siteServerNotInGroup,
];
