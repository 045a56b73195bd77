import { createHash, X509Certificate } from 'node:crypto';
import type { AdatumRow } from './row.ts';
import { ALL_REALMS } from './evidence.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import { WEB_SERVER_TEMPLATE } from '../preparation.ts';
import type { AdatumStory } from '../play.ts';
import { HELPDESK_GROUP, SERVER15 } from '../plan.ts';

const ROLE = 'SMS Out of Band Service Point';
const COMPONENT = 'SMS_AMT_OPERATION_MANAGER';
const ALIAS = 'ProvisionServer.adatum.com';
/** SOL and IDE-R both on, in AMT_RedirectionService.EnabledState. */
const SOL_AND_IDER = 32_771;

/** AD-27 to AD-37: the site system, the role, and what Tommy types into the component's dialog. */
export const siteConfigurationRows: readonly AdatumRow[] = [
  {
    id: 'AD-27',
    title: 'server15 becomes a site system with the intranet FQDN server15.adatum.com.',
    channels: ['DB'],
    observe(story, witness) {
      const systems = story.database.site.systems().map(({ fqdn }) => fqdn);
      witness.equal('DB', 'list of site systems with a role', systems, [SERVER15]);
    },
  },
  {
    id: 'AD-28',
    title:
      'The out of band service point is installed on server15, in the central site only: its component SMS_AMT_OPERATION_MANAGER is up and both maintenance tasks are enabled.',
    channels: ['LOG', 'DB'],
    observe(story, witness) {
      const roles = story.database.site.systems().map(({ fqdn, role }) => `${role} on ${fqdn}`);
      witness.equal('DB', 'list of roles', roles, [`${ROLE} on ${SERVER15}`]);
      const started = witness.found('LOG', 'component.started', logged(story, 'component.started')[0]);
      witness.equal('LOG', 'component', started.fields['component'], COMPONENT);
      witness.equal('LOG', 'server', started.fields['server'], SERVER15);
      witness.equal('LOG', 'number of maintenance.enabled', logged(story, 'maintenance.enabled').length, 2);
      const tasks = story.database.site.tasks().map(({ name, enabled, intervalDays, window, pendingDays }) => {
        const days = window === undefined ? [] : [window.weekday, window.startMinute, window.endMinute];
        return [name, enabled, intervalDays, ...days, ...(pendingDays === undefined ? [] : [pendingDays])];
      });
      witness.equal(
        'DB',
        'list of maintenance tasks',
        tasks.toSorted((one, other) => String(one[0]).localeCompare(String(other[0]))),
        [
          ['Evaluate Provisioned AMT Computer Certificates', true, 7, 6, 0, 300, 42],
          ['Reset AMT Computer Passwords', true, 28],
        ],
      );
    },
  },
  {
    id: 'AD-29',
    title:
      'General tab: the Active Directory container is the OU OOB Controllers, and that is where AMT accounts appear.',
    channels: ['DB', 'LDAP'],
    observe(story, witness) {
      const dn = 'OU=OOB Controllers,DC=adatum,DC=com';
      witness.equal('DB', 'container', stored(story)?.general.container, dn);
      witness.equal('LDAP', 'kind of object at that path', story.company.forest.object(dn)?.kind, 'container');
      const account = story.computer('DESK001')?.accountDistinguishedName ?? '';
      const object = witness.found('LDAP', `account ${account}`, story.company.forest.object(account));
      witness.saw('LDAP', `account in ${dn}`, object.distinguishedName.endsWith(`,${dn}`));
    },
  },
  {
    id: 'AD-30',
    title:
      'General tab: with "register ProvisionServer as an alias in DNS" on, ProvisionServer.adatum.com is an alias of server15.adatum.com.',
    channels: ['DNS'],
    observe(story, witness) {
      const { dns } = story.company;
      const records = dns.lookUp(ALIAS).map(({ type, data }) => `${type} ${data}`);
      witness.equal('DNS', `records of ${ALIAS}`, records, [`CNAME ${SERVER15}`]);
      const updates = dns.updateLog.filter(({ changes }) => changes.some((change) => /provisionserver/i.test(change)));
      const seen = updates.map(({ from, identity, rcode }) => [from, identity, rcode]);
      witness.equal('DNS', 'list of updates of the alias', seen, [['10.15.0.15', SERVER15, 'NOERROR']]);
      const asked = dns.queryLog.find(
        ({ name, from }) =>
          name.toLowerCase() === ALIAS.toLowerCase() && from.startsWith('10.15.0.1') && from !== '10.15.0.15',
      );
      const answers = witness.found('DNS', `query of ${asked?.from ?? ''} for the alias`, asked).answers;
      witness.equal('DNS', 'answer', answers, [`CNAME ${SERVER15}`, 'A 10.15.0.15']);
    },
  },
  {
    id: 'AD-31',
    title:
      'General tab: a strong MEBx password (8 to 32 characters, upper and lower case, digit, symbol, no colon, quotes or underscore) is taken, and it is what opens the MEBx of every computer.',
    channels: ['UI', 'WSM'],
    observe(story, witness) {
      witness.equal('UI', 'result of OK', story.startResult?.kind, 'started');
      for (const { shortName } of story.plan.computers) {
        const device = deviceOf(story, shortName);
        const answer = answersOf(story, shortName, 'SetMEBxPassword').at(-1);
        witness.saw('WSM', `SetMEBxPassword on ${shortName}: ReturnValue 0`, /ReturnValue>0</.test(answer ?? ''));
        const outcome = device.mebx.logOn('Mebx!Passw0rd');
        device.mebx.exit();
        witness.saw('WSM', `log on to the MEBx of ${shortName} with that password`, outcome.ok);
        witness.equal(
          'WSM',
          `factory password in force in the MEBx of ${shortName}`,
          device.state.accounts.mebxPasswordIsDefault,
          false,
        );
      }
    },
  },
  {
    id: 'AD-32',
    title:
      'General tab: the exported PFX opens with its export password; the certificate is listed as type 2 (provisioning) under its thumbprint.',
    channels: ['DB'],
    observe(story, witness) {
      const pem = witness.found('X509', 'certificate from External SSL CA', story.pki?.certificatePem);
      const thumbprint = createHash('sha1').update(new X509Certificate(pem).raw).digest('hex');
      const listed = story.database.certificates.all().filter((one) => one.certType === 2);
      witness.equal(
        'DB',
        'thumbprints of type 2',
        listed.map((one) => one.thumbprint),
        [thumbprint],
      );
      witness.equal('DB', 'status of that record (5 active)', listed[0]?.status, 5);
      const loaded = story.servicePoint.loadedCertificate();
      witness.equal('DB', 'thumbprint in memory', loaded?.thumbprint, thumbprint);
      const root = story.company.externalAuthority.rootHash('sha1');
      witness.equal('DB', 'SHA-1 of its root', loaded?.rootSha1, root);
    },
  },
  {
    id: 'AD-33',
    title:
      'General tab: Adatum Enterprise CA and the template ConfigMgr AMT Web Server Certificate are selected, and the computers have certificates from there.',
    channels: ['DB', 'UI', 'CA'],
    observe(story, witness) {
      const chosen = { authority: 'dc1.adatum.com\\Adatum Enterprise CA', template: WEB_SERVER_TEMPLATE };
      witness.saw(
        'UI',
        `${chosen.template} in the selection list`,
        story.selectableTemplates.some((one) => one.authority === chosen.authority && one.template === chosen.template),
      );
      witness.equal('DB', 'choice', stored(story)?.general.webServerTemplate, chosen);
      const issued = story.company.authority
        .rows()
        .filter((row) => row.template === chosen.template && row.disposition === 'issued')
        .map((row) => row.commonName);
      witness.equal('CA', 'names on certificates of that template', issued.toSorted(), [
        'desk001.adatum.com',
        'desk002.adatum.com',
        'desk003.adatum.com',
      ]);
    },
  },
  {
    id: 'AD-34',
    title:
      'AMT Settings tab: the AMT user account is the Windows domain global security group ADATUM\\AMT Helpdesk; every computer has an access control entry with the SID of that group.',
    channels: ['WSM'],
    observe(story, witness) {
      const group = witness.found('LDAP', HELPDESK_GROUP, story.company.forest.principal(HELPDESK_GROUP));
      witness.equal('LDAP', 'kind and scope of that account', [group.kind, group.groupScope], ['group', 'global']);
      for (const { shortName } of story.plan.computers) {
        const entries = deviceOf(story, shortName).state.accounts.users.map(({ enabled, who }) => [enabled, who]);
        const expected = [[true, { kind: 'kerberos', sid: group.sid }]];
        witness.equal('WSM', `access control list of ${shortName}`, entries, expected);
      }
    },
  },
  {
    id: 'AD-35',
    title: 'All available AMT features are selected for the group: its entry opens every realm that can be given.',
    channels: ['WSM'],
    observe(story, witness) {
      for (const { shortName } of story.plan.computers) {
        const realms = deviceOf(story, shortName).state.accounts.users.map((one) =>
          one.realms.toSorted((a, b) => a - b),
        );
        witness.equal('WSM', `realms of the entry on ${shortName}`, realms, [ALL_REALMS]);
      }
    },
  },
  {
    id: 'AD-36',
    title: '"Enable serial over LAN and IDE redirection" is on: AMT_RedirectionService.EnabledState is 32771.',
    channels: ['WSM'],
    observe(story, witness) {
      for (const { shortName } of story.plan.computers) {
        const { redirection } = deviceOf(story, shortName).state;
        witness.equal(
          'WSM',
          `AMT_RedirectionService.EnabledState of ${shortName}`,
          redirection.enabledState,
          SOL_AND_IDER,
        );
        witness.equal(
          'WSM',
          `AMT_RedirectionService.ListenerEnabled of ${shortName}`,
          redirection.listenerEnabled,
          true,
        );
      }
    },
  },
  {
    id: 'AD-37',
    title:
      'Ping responses, BIOS password bypass and the web interface are not mentioned: what the defaults make of them is written down here, whatever it is.',
    channels: ['WSM'],
    observe(story, witness) {
      const { state } = deviceOf(story, 'DESK001');
      witness.found('WSM', `PingResponseEnabled ${state.network.pingResponse} on DESK001`, state.network.pingResponse);
      witness.found('WSM', `web interface ${state.webInterface.enabled} on DESK001`, state.webInterface.enabled);
      const bypass = stored(story)?.amt.enableBiosPasswordBypass;
      witness.found('DB', `BIOS password bypass ${bypass} in the settings`, bypass);
    },
  },
];

function stored(
  story: AdatumStory,
): NonNullable<ReturnType<AdatumStory['database']['site']['settings']>>['settings'] | undefined {
  return story.database.site.settings()?.settings;
}

/** Bodies with which a computer answered a method, oldest first. */
function answersOf(story: AdatumStory, shortName: string, method: string): readonly string[] {
  return eventsOf(deviceOf(story, shortName), 'wsman')
    .filter(({ action }) => action.endsWith(`/${method}`))
    .map(({ response }) => response);
}
