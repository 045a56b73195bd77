import type { Witness } from '../../narrator/witness.ts';
import type { AdatumStory } from '../play.ts';
import type { AdatumPlan } from '../plan.ts';
import { PRINT_SERVER } from '../company.ts';
import { WEB_SERVER_TEMPLATE } from '../preparation.ts';
import { settingsOf } from '../site-settings.ts';
import { hellosOnTheWire } from './evidence.ts';
import { neverShown, nothingHalfDone, onlyErrors } from './leftovers.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import type { AdatumNegative } from './row.ts';

const ALIAS = 'ProvisionServer.adatum.com';
const AMT_TLS_PORT = 16_993;

/** AD-27-N to AD-33-N: what the dialog refuses, and what a wrong choice on the General tab leads to. */
const generalTabNegatives: readonly AdatumNegative[] = [
  {
    id: 'AD-27-N1',
    title: 'A site system without an intranet FQDN cannot carry the role: it is refused and no alias is registered.',
    channels: ['UI'],
    change(plan) {
      plan.server.fqdn = '';
    },
    observe(story, witness) {
      dialogRefuses(story, witness, 'role.no-intranet-fqdn', 'site.host.fqdn');
    },
  },
  {
    id: 'AD-28-N1',
    title: 'In a secondary site the role cannot be installed.',
    channels: ['UI'],
    change(plan) {
      plan.site.siteType = 'secondary';
    },
    observe(story, witness) {
      dialogRefuses(story, witness, 'role.secondary-site', 'site.siteType');
    },
  },
  {
    id: 'AD-30-N1',
    title:
      'With the alias option off and no record made by hand, the name does not resolve, the computers never make contact, and their status stays unknown.',
    channels: ['DNS'],
    change(plan) {
      plan.site.registerAlias = false;
    },
    observe(story, witness) {
      witness.equal('DNS', `records of ${ALIAS}`, story.company.dns.lookUp(ALIAS), []);
      const asked = story.company.dns.queryLog.filter(({ name }) => name.toLowerCase() === ALIAS.toLowerCase());
      witness.saw('DNS', `${asked.length} queries for ${ALIAS}`, asked.length > 0);
      witness.saw(
        'DNS',
        'NXDOMAIN to every one of them',
        asked.every(({ rcode }) => rcode === 'NXDOMAIN'),
      );
      witness.equal('W', 'number of hello messages', eventsOf(deviceOf(story, 'DESK001'), 'hello').length, 0);
      witness.equal('LOG', 'number of hello.received', logged(story, 'hello.received').length, 0);
      witness.equal('DB', 'AMTStatus of DESK001', story.computer('DESK001')?.amtStatus, null);
      onlyErrors(story, witness);
      nothingHalfDone(story, witness);
    },
  },
  {
    id: 'AD-30-N2',
    title:
      'On SP2 with "Allow out of band provisioning" left off no hello is acted on; as soon as the option is selected, the next hello leads to Provisioned.',
    channels: ['W', 'DB'],
    change(plan) {
      plan.site.servicePack = 'SP2';
    },
    async observe(story, witness) {
      const hellos = hellosAtServer15(story, witness);
      witness.equal('LOG', 'number of hello.out-of-band-off', logged(story, 'hello.out-of-band-off').length, hellos);
      const connections = story.company.fabric.transcript.streamsTo(AMT_TLS_PORT).length;
      witness.equal('W', `number of connections to port ${AMT_TLS_PORT}`, connections, 0);
      witness.equal('DB', 'AMTStatus of DESK001', story.computer('DESK001')?.amtStatus, null);
      nothingHalfDone(story, witness);
      const result = pressOk(story, { allowOutOfBandProvisioning: true });
      witness.equal('UI', 'result of OK with the option selected', result.kind, 'applied');
      const isProvisioned = (): boolean => story.computer('DESK001')?.amtStatus === 3;
      await story.company.clock.until(isProvisioned, 2 * 3_600_000);
      witness.equal('DB', 'AMTStatus of DESK001 after the next hello', story.computer('DESK001')?.amtStatus, 3);
    },
  },
  {
    id: 'AD-30-N3',
    title:
      'When ProvisionServer exists already as the record of another host, server15 may not overwrite it: the registration fails with an event, and the computers turn to the other host.',
    channels: ['DNS', 'LOG'],
    change(plan) {
      plan.network.dns.foreignAlias = { target: PRINT_SERVER, owner: 'administrator' };
    },
    observe(story, witness) {
      const { dns } = story.company;
      const records = dns.lookUp(ALIAS).map(({ type, data }) => `${type} ${data}`);
      witness.equal('DNS', `records of ${ALIAS}`, records, [`CNAME ${PRINT_SERVER}`]);
      const updates = dns.updateLog.filter(({ from }) => from === '10.15.0.15').map(({ rcode }) => rcode);
      witness.equal('DNS', 'answers to updates of server15', updates, ['YXDOMAIN']);
      onlyErrors(story, witness, 'alias.failed');
      const [failed] = logged(story, 'alias.failed');
      witness.equal('LOG', 'code of alias.failed', failed?.fields['code'], 'exists');
      const destinations = new Set(eventsOf(deviceOf(story, 'DESK001'), 'hello').map(({ to }) => to));
      witness.equal('W', 'destinations of the hello', [...destinations], ['10.15.0.66:9971']);
      witness.equal('DB', 'AMTStatus of DESK001', story.computer('DESK001')?.amtStatus, null);
      nothingHalfDone(story, witness);
    },
  },
  {
    id: 'AD-31-N1',
    title:
      'The dialog refuses MEBx passwords without a symbol, too short, longer than 32 characters, with an underscore, or with a colon.',
    channels: ['UI'],
    change(plan) {
      plan.site.mebxPassword = 'Passw0rd';
    },
    observe(story, witness) {
      dialogRefuses(story, witness, 'password.no-symbol', 'general.mebxPassword');
      neverShown(story, witness, 'Passw0rd', story.startResult);
      for (const [typed, code] of [
        ['Aa1!', 'password.too-short'],
        [`Aa1!${'x'.repeat(29)}`, 'password.too-long'],
        ['Pa$$_word1', 'password.character-not-allowed'],
        ['Pa:ss1!word', 'password.character-not-allowed'],
      ] as const) {
        const result = pressOk(story, { mebxPassword: typed });
        witness.equal('UI', `answer of the dialog to ${typed}`, codesOf(result), [code]);
        neverShown(story, witness, typed, result);
      }
      nothingStored(story, witness);
    },
  },
  {
    id: 'AD-31-N2',
    title: 'Without a MEBx password the dialog cannot be applied.',
    channels: ['UI'],
    change(plan) {
      plan.site.mebxPassword = '';
    },
    observe(story, witness) {
      dialogRefuses(story, witness, 'password.empty', 'general.mebxPassword');
    },
  },
  {
    id: 'AD-32-N1',
    title: 'A wrong export password is refused when OK is pressed, and nothing is stored.',
    channels: ['UI', 'DB'],
    change(plan) {
      plan.provisioningCertificate.typedPassword = 'Other!Passw0rd';
    },
    observe(story, witness) {
      dialogRefuses(story, witness, 'pfx.wrong-password', 'general.provisioningCertificate');
      neverShown(story, witness, 'Other!Passw0rd', story.startResult);
    },
  },
  {
    id: 'AD-32-N2',
    title:
      'A PFX without its chain, with the root missing on server15, is taken with a warning; the chain has no root to match a hello with, and no computer is provisioned.',
    channels: ['LOG', 'UI'],
    change(plan) {
      plan.provisioningCertificate.exported = 'pfx-leaf-only';
      plan.provisioningCertificate.chainInstalled = false;
    },
    observe(story, witness) {
      witness.equal('UI', 'result of OK', story.startResult?.kind, 'started');
      const warnings = logged(story, 'settings.warning').map(({ fields }) => fields['code']);
      witness.equal('LOG', 'warnings about the settings', warnings, ['certificate.chain-incomplete']);
      const loaded = story.servicePoint.loadedCertificate();
      witness.equal('DB', 'certificates that go on the wire', loaded?.chainLength, 1);
      witness.equal('DB', 'root of the chain', loaded?.rootSha1, undefined);
      const hellos = hellosAtServer15(story, witness);
      onlyErrors(story, witness, ...Array.from({ length: hellos }, () => 'hello.no-root'));
      witness.equal('DB', 'AMTStatus of DESK001', story.computer('DESK001')?.amtStatus, null);
      nothingHalfDone(story, witness);
    },
  },
  {
    id: 'AD-33-N1',
    title:
      'A web server template for client authentication only is not offered for selection, though the CA issues it.',
    channels: ['UI', 'CA'],
    change(plan) {
      plan.authority.webServerTemplate.extendedKeyUsage = 'client-authentication';
    },
    async observe(story, witness) {
      const { authority, clock } = story.company;
      witness.equal('CA', `${WEB_SERVER_TEMPLATE} is issued`, authority.isIssued(WEB_SERVER_TEMPLATE), true);
      const usages = authority.templates().find(({ name }) => name === WEB_SERVER_TEMPLATE)?.usages;
      witness.equal('CA', 'its extended key usage', usages, ['1.3.6.1.5.5.7.3.2']);
      const offered = await clock.settled(story.servicePoint.selectableTemplates(), 60_000);
      const names = offered.map(({ template }) => template);
      witness.saw(
        'UI',
        `selection list without it: ${names.join(', ') || 'empty'}`,
        !names.includes(WEB_SERVER_TEMPLATE),
      );
      witness.equal('UI', 'step at which Tommy cannot go on', story.stopped?.code, 'template.not-offered');
      nothingStored(story, witness);
      nothingHalfDone(story, witness);
    },
  },
];

/** AD-34-N to AD-36-N: AMT user accounts and redirection. */
const amtTabNegatives: readonly AdatumNegative[] = [
  {
    id: 'AD-34-N1',
    title:
      'Without an AMT user account provisioning completes, but nobody of the help desk has any right on the computer: the console cannot be used.',
    channels: ['WSM'],
    change(plan) {
      plan.site.userAccounts = [];
    },
    observe(story, witness) {
      witness.equal('DB', 'AMTStatus of DESK001', story.computer('DESK001')?.amtStatus, 3);
      const device = deviceOf(story, 'DESK001');
      witness.equal('WSM', 'access control list of DESK001', device.state.accounts.users, []);
      const read = eventsOf(device, 'wsman').filter(({ action }) => action.endsWith('/EnumerateUserAclEntries'));
      const count = /TotalCount>(\d+)</.exec(read.at(-1)?.response ?? '')?.[1];
      witness.equal('WSM', 'TotalCount that EnumerateUserAclEntries answers', count, '0');
      onlyErrors(story, witness);
    },
  },
  {
    id: 'AD-34-N2',
    title: 'A universal, local or foreign group is not in the tickets of the help desk: the console gets 401.',
    channels: ['KDC', 'W'],
    waitsFor: 'Kerberos tickets: the device cannot check one yet',
    change(plan) {
      plan.site.userAccounts = [{ name: 'OTHER\\AMT Helpdesk', features: 'all' }];
    },
    observe: () => undefined,
  },
  {
    id: 'AD-35-N1',
    title:
      'A group without the Redirection feature may switch power and read information, but gets no SOL and no IDE-R.',
    channels: ['WSM', 'W'],
    waitsFor:
      'Kerberos tickets and redirection sessions: there is no console session that could be allowed or denied yet',
    change(plan) {
      plan.site.userAccounts = [{ name: 'ADATUM\\AMT Helpdesk', features: ['Remote Control', 'General Information'] }];
    },
    observe: () => undefined,
  },
  {
    id: 'AD-36-N1',
    title:
      'With "Enable serial over LAN and IDE redirection" off, SOL and IDE-R are refused though port 16995 is open.',
    channels: ['WSM', 'W'],
    waitsFor: 'redirection sessions: the device does not serve port 16995 yet',
    change(plan) {
      plan.site.serialOverLanAndIdeRedirection = false;
    },
    observe: () => undefined,
  },
];

export const siteConfigurationNegatives: readonly AdatumNegative[] = [...generalTabNegatives, ...amtTabNegatives];

/** OK was refused for this one reason, the role does not run, and nothing came of the rest of the story. */
function dialogRefuses(story: AdatumStory, witness: Witness, code: string, path: string): void {
  const result = story.startResult;
  const refusals = result?.kind === 'refused' ? result.refusals.map((one) => [one.code, one.path]) : undefined;
  witness.equal('UI', 'list of refusals', refusals, [[code, path]]);
  onlyErrors(story, witness, 'role.refused');
  witness.equal('LOG', 'code of role.refused', logged(story, 'role.refused')[0]?.fields['code'], code);
  witness.equal('LOG', 'number of component.started', logged(story, 'component.started').length, 0);
  nothingStored(story, witness);
  nothingHalfDone(story, witness);
}

function nothingStored(story: AdatumStory, witness: Witness): void {
  const { site, certificates } = story.database;
  witness.equal('DB', 'stored settings', site.settings(), undefined);
  witness.equal('DB', 'list of site systems with a role', site.systems(), []);
  witness.equal('DB', 'list of certificates', certificates.all(), []);
  witness.equal('DNS', `records of ${ALIAS}`, story.company.dns.lookUp(ALIAS), []);
}

/** Sees that hello messages of DESK001 went over the wire to server15 and were all heard there; how many. */
function hellosAtServer15(story: AdatumStory, witness: Witness): number {
  const sent = hellosOnTheWire(story, 'DESK001').filter(({ to, bytesOut }) => to.host === 'server15' && bytesOut > 0);
  witness.saw('W', `${sent.length} hello messages to server15`, sent.length > 0);
  witness.equal('LOG', 'hello messages heard', logged(story, 'hello.received').length, sent.length);
  return sent.length;
}

/** Tommy changes fields of the dialog and presses OK again. */
function pressOk(
  story: AdatumStory,
  typed: Partial<AdatumPlan['site']>,
): ReturnType<AdatumStory['servicePoint']['applySettings']> {
  const plan = { ...story.plan, site: { ...story.plan.site, ...typed } };
  return story.servicePoint.applySettings(settingsOf(plan, story));
}

function codesOf(result: ReturnType<AdatumStory['servicePoint']['applySettings']>): readonly string[] | undefined {
  return result.kind === 'refused' ? result.refusals.map(({ code }) => code) : undefined;
}
