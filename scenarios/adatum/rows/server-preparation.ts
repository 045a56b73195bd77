import { SERVICE_POINT_ACCOUNT, SERVICE_POINTS_GROUP, SITE_SERVER_ACCOUNT, SITE_SERVERS_GROUP } from '../plan.ts';
import { hellosOnTheWire, sessionsWith } from './evidence.ts';
import { computersOf, deviceOf, eventsOf, logged } from './looking.ts';
import type { AdatumRow } from './row.ts';
import { clearTls } from './tls-in-the-clear.ts';

const siteSystemRow: AdatumRow = {
  id: 'AD-08',
  title: 'Tommy makes server15.adatum.com the site system that carries the out of band service point.',
  channels: ['LOG', 'W', 'DB'],
  observe(story, witness) {
    const [started] = logged(story, 'component.started');
    const { fields } = witness.found('LOG', 'component.started', started);
    witness.equal('LOG', 'server of the component', fields['server'], 'server15.adatum.com');
    const role = story.startResult;
    const hello = role?.kind === 'started' ? `${role.hello.address}:${role.hello.port}` : role?.kind;
    witness.equal('DB', 'hello port of the role', hello, '10.15.0.15:9971');
    for (const { shortName } of computersOf(story)) {
      const hosts = hellosOnTheWire(story, shortName).map(({ to, fate }) => `${to.host} ${fate}`);
      witness.equal('W', `hosts that ${shortName} says hello to`, [...new Set(hosts)], ['server15 allow']);
    }
  },
};

const hotfixRow: AdatumRow = {
  id: 'AD-09',
  title:
    'The server runs Windows Server 2003 SP2 with hotfix 942841, so the root goes out with the chain of the provisioning certificate.',
  channels: ['W', 'LOG'],
  observe(story, witness) {
    witness.equal('LOG', 'warnings about a missing hotfix', logged(story, 'role.hotfix-missing').length, 0);
    const { operatingSystem } = story.company.server15;
    witness.saw('DB', `the server runs ${operatingSystem}`, operatingSystem === 'Windows Server 2003 SP2');
    const [session] = sessionsWith(story, 'DESK001');
    const { clientChain } = clearTls(witness.found('W', 'setup session with DESK001', session));
    const last = clientChain.at(-1);
    const subjects = clientChain.map(({ subject }) => subject.replaceAll('\n', ', '));
    witness.saw('W', `chain ${subjects.join(' < ')}`, clientChain.length === 3 && last?.issuer === last?.subject);
  },
};

const winRmRow: AdatumRow = {
  id: 'AD-10',
  title:
    'The latest Windows Remote Management is installed on the server, and WS-Management calls of AMT succeed with it.',
  channels: ['LOG', 'WSM'],
  observe(story, witness) {
    witness.equal('LOG', 'errors about Windows Remote Management', logged(story, 'role.winrm').length, 0);
    const checked = logged(story, 'oob.stage.done').filter(({ fields }) => fields['stage'] === 'check-host');
    witness.equal('LOG', 'runs that found it usable', checked.length, story.devices.length);
    for (const { shortName } of computersOf(story)) {
      const calls = eventsOf(deviceOf(story, shortName), 'wsman').filter(({ outcome }) => outcome === 'ok');
      witness.saw('WSM', `${calls.length} WS-Management calls of ${shortName} answered`, calls.length > 0);
    }
  },
};

const organizationalUnitRow: AdatumRow = {
  id: 'AD-11',
  title: 'There is an OU in adatum.com for the published AMT computer objects, and that is where they are.',
  channels: ['LDAP'],
  observe(story, witness) {
    const { forest } = story.company;
    const dn = 'OU=OOB Controllers,DC=adatum,DC=com';
    witness.equal('LDAP', `kind of ${dn}`, forest.object(dn)?.kind, 'container');
    const published = forest.objects().filter(({ distinguishedName }) => distinguishedName.endsWith(`,${dn}`));
    const names = published.map(({ dnsHostName }) => dnsHostName);
    witness.equal('LDAP', 'computers in it', names, ['desk001.adatum.com', 'desk002.adatum.com', 'desk003.adatum.com']);
  },
};

const fullControlRow: AdatumRow = {
  id: 'AD-12',
  title: 'The site server has Full Control on the OU and on all child objects, and it is who makes them.',
  channels: ['LDAP'],
  observe(story, witness) {
    const { forest } = story.company;
    const entry = forest.object(story.ouDn)?.entries.find(({ trustee }) => trustee === SITE_SERVER_ACCOUNT);
    const { rights, appliesTo } = witness.found('LDAP', `entry for ${SITE_SERVER_ACCOUNT}`, entry);
    witness.equal('LDAP', 'its rights and reach', [rights, appliesTo], [['full-control'], 'this-object-and-all']);
    for (const { shortName, accountDistinguishedName = '' } of computersOf(story)) {
      const object = forest.object(accountDistinguishedName);
      const { createdBy, passwordsSet } = witness.found('LDAP', `object of ${shortName}`, object);
      witness.equal('LDAP', 'who made it', createdBy, SITE_SERVER_ACCOUNT);
      witness.saw('LDAP', `its password was set ${passwordsSet} time(s)`, passwordsSet > 0);
      witness.saw('LDAP', `${object?.servicePrincipalNames.length} names`, object?.servicePrincipalNames.length === 6);
    }
  },
};

/** A row about a group: who is in it, and that the member's token knows. */
function groupRow(id: string, title: string, group: string, member: string): AdatumRow {
  return {
    id,
    title,
    channels: ['LDAP'],
    observe(story, witness) {
      const { forest } = story.company;
      const found = forest.objects().find(({ account }) => account === `ADATUM\\${group}`);
      const { kind, members } = witness.found('LDAP', group, found);
      witness.equal('LDAP', 'kind and members', [kind, members], ['group', [member]]);
      witness.saw('LDAP', `the token of ${member} holds the group`, forest.actsAs(member, group));
      const templates = story.company.authority.templates().filter(({ enrol }) => enrol.includes(group));
      const opened = templates.map(({ name }) => name).join(', ');
      witness.saw('CA', `the group may enrol for ${opened}`, templates.length === 1);
    },
  };
}

/** AD-08 to AD-14: the server, its place in the directory, and the groups that the PKI work needs. */
export const serverPreparationRows: readonly AdatumRow[] = [
  siteSystemRow,
  hotfixRow,
  winRmRow,
  organizationalUnitRow,
  fullControlRow,
  groupRow(
    'AD-13',
    'The group ConfigMgr Out Band Service Points contains server15.',
    SERVICE_POINTS_GROUP,
    SERVICE_POINT_ACCOUNT,
  ),
  groupRow(
    'AD-14',
    'The group ConfigMgr Primary Site Servers contains the primary site server of the central site.',
    SITE_SERVERS_GROUP,
    SITE_SERVER_ACCOUNT,
  ),
];
