import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Witness } from '../../narrator/witness.ts';
import { HELPDESK_GROUP, SITE_SERVER_ACCOUNT } from '../plan.ts';
import type { AdatumStory } from '../play.ts';
import { WEB_SERVER_TEMPLATE } from '../preparation.ts';
import type { AdatumRow } from './row.ts';
import { ALL_REALMS } from './evidence.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import { inVariant } from './variant.ts';

const PRINCIPAL_PORTS = [16_992, 16_993, 16_994, 16_995];

/** What the first stage does on AMT, in this order. */
const FIRST_STAGE_CALLS = [
  'GetUuid AMT_SetupAndConfigurationService',
  'SetMEBxPassword AMT_SetupAndConfigurationService',
  'SetAdminAclEntryEx AMT_AuthorizationService',
  'SetHighAccuracyTimeSynch AMT_TimeSynchronizationService',
  'Put AMT_GeneralSettings',
  'AddKey AMT_PublicKeyManagementService',
  'AddCertificate AMT_PublicKeyManagementService',
  'Create AMT_TLSCredentialContext',
  'Put AMT_TLSSettingData',
  'CommitChanges AMT_SetupAndConfigurationService',
];

/** AD-50 to AD-54: certificate, first stage, directory object, second stage, result. */
export const automaticProvisioningStageRows: readonly AdatumRow[] = [
  {
    id: 'AD-50',
    title:
      'The site server requests the web server certificate with the FQDN of the CSV as its name, and first revokes a certificate that the site database holds for the computer.',
    channels: ['CA'],
    observe: lookAtCertificates,
  },
  {
    id: 'AD-51',
    title:
      'In the first stage AMT gets its names, time, certificate and TLS, the MEBx password of the settings, and a strong random remote admin password of its own, which the site database keeps encrypted.',
    channels: ['WSM', 'DB'],
    observe: lookAtFirstStage,
  },
  {
    id: 'AD-52',
    title: 'The site server makes the AMT object in the OU with the service principal names of the FQDN.',
    channels: ['LDAP'],
    observe(story, witness) {
      const { forest } = story.company;
      for (const { shortName, fqdn } of story.plan.computers) {
        const dn = story.computer(shortName)?.accountDistinguishedName ?? '';
        const object = witness.found('LDAP', `object ${dn}`, forest.object(dn));
        witness.saw('LDAP', `it is in ${story.ouDn}`, dn.endsWith(`,${story.ouDn}`));
        witness.equal('LDAP', 'who made it', object.createdBy, SITE_SERVER_ACCOUNT);
        witness.equal('LDAP', 'dNSHostName', object.dnsHostName, fqdn);
        for (const port of PRINCIPAL_PORTS) {
          const name = `HTTP/${fqdn}:${port}`;
          const answering = forest.serviceAccount(name)?.object.distinguishedName;
          witness.equal('LDAP', `object that answers to ${name}`, answering, dn);
        }
      }
    },
  },
  {
    id: 'AD-53',
    title:
      'In the second stage the group AMT Helpdesk gets all AMT features, and serial over LAN and IDE redirection are enabled.',
    channels: ['WSM'],
    observe: lookAtSecondStage,
  },
  {
    id: 'AD-54',
    title:
      'The site database shows the computer with AMTStatus 3, the full AMT version, and TLS with server authentication.',
    channels: ['DB'],
    observe(story, witness) {
      for (const { shortName } of story.plan.computers) {
        const { state, profile } = deviceOf(story, shortName);
        const computer = story.computer(shortName);
        witness.equal('DB', `AMTStatus of ${shortName}`, computer?.amtStatus, 3);
        witness.equal('DB', 'statuses it had', story.statusesOf(shortName), [null, 3]);
        const verified = logged(story, 'oob.stage.done').find(
          ({ fields }) => fields['stage'] === 'verify' && fields['resourceId'] === computer?.resourceId,
        );
        const waitedMs = (story.provisionedAtMs(shortName) ?? 0) - (verified?.atMs ?? Infinity);
        witness.saw('DB', `status 3 came ${waitedMs} ms after all was verified`, waitedMs >= 0);
        witness.equal('DB', 'AMTFullVersion', computer?.amtFullVersion, profile.version);
        witness.equal('DB', 'TLS mode (1: server authentication)', computer?.tlsMode, 1);
        const { enabled, mutualAuthentication } = state.tls.active.remote;
        witness.equal(
          'WSM',
          'TLS in force on AMT',
          { enabled, mutualAuthentication },
          {
            enabled: true,
            mutualAuthentication: false,
          },
        );
        witness.equal('WSM', 'provisioning state of AMT', state.setup.provisioningState, 2);
      }
    },
  },
];

async function lookAtCertificates(story: AdatumStory, witness: Witness): Promise<void> {
  for (const { shortName, fqdn } of story.plan.computers) {
    const rows = story.company.authority.rows().filter(({ commonName }) => commonName === fqdn);
    witness.equal('CA', `requests for ${fqdn}`, rows.length, 1);
    const row = witness.found('CA', `request for ${fqdn}`, rows[0]);
    const { template, requester, disposition } = row;
    const expected = { template: WEB_SERVER_TEMPLATE, requester: SITE_SERVER_ACCOUNT, disposition: 'issued' };
    witness.equal('CA', 'request', { template, requester, disposition }, expected);
    const { subject } = new X509Certificate(row.certificatePem ?? '');
    witness.saw('X509', `subject ${subject}`, subject.split('\n').includes(`CN=${fqdn}`));
    const known = story.computer(shortName)?.certificates.map(({ serialHex }) => serialHex.toLowerCase());
    witness.equal('DB', 'certificates of the computer', known, [row.serialHex]);
  }
  const breaks = (plan: AdatumStory['plan']): void => {
    plan.operation.breaksAfterStage = 'request-certificate';
  };
  await inVariant(story, 'AD-50', breaks, (variant) => {
    const [previous, second, ...more] = variant.company.authority.rows();
    witness.equal('CA', 'certificate of a run that was cut off', previous?.disposition, 'revoked');
    witness.equal('CA', 'certificate of the next run', second?.disposition, 'issued');
    witness.equal('CA', 'further requests', more.length, 0);
    const known = variant.computer('DESK001')?.certificates.map(({ serialHex }) => serialHex.toLowerCase());
    witness.equal('DB', 'certificates of the computer then', known, [second?.serialHex]);
    witness.equal('DB', 'AMTStatus then', variant.computer('DESK001')?.amtStatus, 3);
  });
}

/** `Method Class` of every WS-Management call that AMT answered well, in order. */
function callsOf(story: AdatumStory, shortName: string): readonly string[] {
  return eventsOf(deviceOf(story, shortName), 'wsman')
    .filter(({ outcome }) => outcome === 'ok')
    .map(({ action, resource }) => `${action.split('/').at(-1)} ${resource.split('/').at(-1)}`);
}

function lookAtFirstStage(story: AdatumStory, witness: Witness): void {
  const passwords = story.plan.computers.map(({ shortName }) => {
    const calls = callsOf(story, shortName);
    const stage = calls.slice(0, calls.indexOf('CommitChanges AMT_SetupAndConfigurationService') + 1);
    const done = stage.filter((call) => FIRST_STAGE_CALLS.includes(call));
    witness.equal('WSM', `calls of the first stage on ${shortName}`, done, FIRST_STAGE_CALLS);
    lookAtIdentity(story, shortName, witness);
    return lookAtPasswords(story, shortName, witness);
  });
  witness.equal('DB', 'different passwords', new Set(passwords).size, passwords.length);
  const files = [story.databaseFile ?? '', `${story.databaseFile}-wal`].filter((file) => existsSync(file));
  const content = Buffer.concat(files.map((file) => readFileSync(file)));
  witness.saw('DB', 'the computers stand in the file', content.includes(story.plan.computers[0]?.uuid ?? 'none'));
  witness.saw('DB', 'no password stands in the file', !passwords.some((password) => content.includes(password)));
  witness.saw('DB', 'nor that of MEBx', !content.includes(story.plan.site.mebxPassword));
}

function lookAtIdentity(story: AdatumStory, shortName: string, witness: Witness): void {
  const { state } = deviceOf(story, shortName);
  const fqdn = story.plan.computers.find((one) => one.shortName === shortName)?.fqdn;
  witness.equal('WSM', 'host and domain name', `${state.network.hostName}.${state.network.domainName}`, fqdn);
  witness.equal('WSM', 'clock of AMT minus true time, ms', Math.abs(state.time.offsetMs) < 1000, true);
  witness.equal('WSM', 'source of the clock (1: set by configuration software)', state.time.source, 1);
  const { certificateHandle } = state.tls.active;
  const bound = state.certificates.certificates.find(({ handle }) => handle === certificateHandle);
  const { der } = witness.found('WSM', 'certificate that TLS uses', bound);
  const serial = new X509Certificate(Buffer.from(der, 'base64')).serialNumber.toLowerCase();
  const issued = story.company.authority.rows().find(({ commonName }) => commonName === fqdn);
  witness.equal('WSM', 'serial number of it', serial, issued?.serialHex);
}

/** Sees MEBx and remote admin password where they belong; returns the remote admin password. */
function lookAtPasswords(story: AdatumStory, shortName: string, witness: Witness): string {
  const { state } = deviceOf(story, shortName);
  const { mebxPassword } = story.plan.site;
  witness.saw('WSM', 'MEBx has the password of the settings', state.accounts.mebxPassword === mebxPassword);
  const { adminPassword = '' } = story.database.computers.secrets(story.computer(shortName)?.resourceId ?? 0);
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((one) => one.test(adminPassword)).length;
  witness.saw('DB', `strong password for ${shortName}`, adminPassword.length >= 8 && classes === 4);
  const { adminUser, digestRealm, adminHa1 } = state.accounts;
  const ha1 = createHash('md5').update(`${adminUser}:${digestRealm}:${adminPassword}`).digest('hex');
  witness.saw('WSM', 'AMT has the password that the site database holds', ha1 === adminHa1);
  witness.saw('DB', 'it is not that of MEBx', adminPassword !== mebxPassword);
  return adminPassword;
}

/** Numbers or texts that an element of this name has in the answer. */
function valuesOf(answer: string, element: string): readonly string[] {
  return [...answer.matchAll(new RegExp(`<(?:\\w+:)?${element}>([^<]*)<`, 'g'))].map(([, value]) => value ?? '');
}

function lookAtSecondStage(story: AdatumStory, witness: Witness): void {
  const group = witness.found('LDAP', HELPDESK_GROUP, story.company.forest.principal(HELPDESK_GROUP));
  for (const { shortName } of story.plan.computers) {
    const device = deviceOf(story, shortName);
    const answers = (call: string): readonly string[] =>
      eventsOf(device, 'wsman')
        .filter(({ action, resource }) => `${action.split('/').at(-1)} ${resource.split('/').at(-1)}` === call)
        .map(({ response }) => response);
    const entry = answers('GetUserAclEntryEx AMT_AuthorizationService').at(-1) ?? '';
    const realms = valuesOf(entry, 'Realms')
      .map(Number)
      .toSorted((a, b) => a - b);
    witness.equal('WSM', `realms of the entry on ${shortName}`, realms, ALL_REALMS);
    const kerberos = device.state.accounts.users.flatMap(({ who }) => (who.kind === 'kerberos' ? [who.sid] : []));
    witness.equal('WSM', 'SIDs on the list', kerberos, [group.sid]);
    const redirection = answers('Get AMT_RedirectionService').at(-1) ?? '';
    witness.equal('WSM', 'EnabledState of redirection', valuesOf(redirection, 'EnabledState'), ['32771']);
    witness.equal('WSM', 'ListenerEnabled', valuesOf(redirection, 'ListenerEnabled'), ['true']);
  }
  const started = logged(story, 'oob.stage.second-started').length;
  witness.equal('LOG', 'second stages', started, story.plan.computers.length);
}
