import type { Witness } from '../../narrator/witness.ts';
import { deliveredComputer } from '../plan.ts';
import type { AdatumStory } from '../play.ts';
import { settingsOf } from '../site-settings.ts';
import type { AdatumNegative } from './row.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Passwords that are tried on a device in one run at most. */
const MOST_ATTEMPTS = 8;
const TECHNICIANS_PASSWORD = 'Technic!an0';

/** What goes wrong in AD-43 to AD-51. */
export const automaticProvisioningNegatives: readonly AdatumNegative[] = [
  {
    id: 'AD-43-N1',
    title:
      'With an IP address as provisioning server in MEBx there is no DNS query, and the hello arrives all the same.',
    channels: ['DNS', 'W'],
    change(plan) {
      plan.computers = [deliveredComputer(1, { provisioningServer: '10.15.0.15' })];
    },
    observe(story, witness) {
      const device = deviceOf(story, 'DESK001');
      const address = device.address?.address;
      const asked = story.company.dns.queryLog.filter(({ from }) => from === address);
      witness.equal('DNS', `queries of ${address}`, asked.length, 0);
      const hello = story.company.fabric.transcript.streamsTo(9971).find(({ from }) => from.host === 'DESK001');
      witness.saw('W', 'hello to port 9971 of server15', hello?.to.host === 'server15' && hello.bytesOut > 0);
      witness.found('LOG', 'hello.received at the service point', logged(story, 'hello.received')[0]);
      witness.equal('DB', 'AMTStatus', story.computer('DESK001')?.amtStatus, 3);
    },
  },
  {
    id: 'AD-44-N1',
    title:
      'When the service point is down for the whole day, the firmware falls silent and closes its interface, and only somebody at the computer opens it again.',
    channels: ['CLK', 'DB'],
    change(plan) {
      plan.operation.servicePointDownHours = 25;
      plan.operation.watchedHours = 25;
    },
    observe: lookAtClosedWindow,
  },
  {
    id: 'AD-44-N2',
    title: 'When the service point is back after three hours, the next hourly hello gets the computer provisioned.',
    channels: ['CLK'],
    change(plan) {
      plan.operation.servicePointDownHours = 3;
      plan.operation.watchedHours = 5;
    },
    observe(story, witness) {
      const hellos = eventsOf(deviceOf(story, 'DESK001'), 'hello');
      const [heard, ...more] = hellos.filter(({ what }) => what === 'sent');
      const minutes = ((heard?.atMs ?? 0) - (hellos[0]?.atMs ?? 0)) / MINUTE_MS;
      witness.equal('CLK', 'minutes from the first hello to the first one heard', minutes, 3 * 60 + 5);
      witness.equal('W', 'hellos after that', more.length, 0);
      witness.equal('DB', 'AMTStatus', story.computer('DESK001')?.amtStatus, 3);
      const doneMs = (logged(story, 'run.done')[0]?.atMs ?? Infinity) - (heard?.atMs ?? 0);
      witness.saw('CLK', `Provisioned ${doneMs / 1000} s after it`, doneMs < 2 * MINUTE_MS);
    },
  },
  {
    id: 'AD-44-N3',
    title:
      'The hello of a computer that the database holds as Provisioned, or as blocked, changes nothing until its provisioning is removed or it is allowed again.',
    channels: ['DB'],
    change(plan) {
      plan.computers = [deliveredComputer(1, { osFqdn: 'desk001.adatum.com' })];
    },
    observe: lookAtRepeatedHello,
  },
  {
    id: 'AD-47-N1',
    title:
      'AMT that shows a certificate with date zero, as after an upgrade to 3.2.1, ends in error 0x80090308 and the status Detected.',
    channels: ['LOG', 'DB'],
    change(plan) {
      plan.computers = [deliveredComputer(1, { dateZeroCertificate: true })];
      plan.operation.watchedHours = 0.5;
    },
    observe(story, witness) {
      const [failed] = logged(story, 'oob.run.failed');
      witness.equal('LOG', 'stage', failed?.fields['stage'], 'connect-setup');
      witness.equal('LOG', 'code', failed?.fields['code'], 'tls.device-certificate');
      witness.equal('LOG', 'Windows error', failed?.fields['windowsError'], '0x80090308');
      witness.equal('LOG', 'line with the error number', logged(story, 'failure.self-signed-date').length, 1);
      witness.equal('DB', 'statuses', story.statusesOf('DESK001'), [null, 1]);
      witness.equal('DB', 'status name', story.computer('DESK001')?.amtStatusName, 'Detected');
      lookForLeftovers(story, witness);
      witness.equal('WSM', 'provisioning state of AMT', deviceOf(story, 'DESK001').state.setup.provisioningState, 1);
      const said = eventsOf(deviceOf(story, 'DESK001'), 'http').length;
      witness.equal('W', 'requests that AMT got', said, 0);
    },
  },
  {
    id: 'AD-49-N1',
    title:
      'A wrong password is tried no more often than configured, AMT is not locked out, and the computer ends Detected.',
    channels: ['W', 'DB'],
    change(plan) {
      plan.computers = [deliveredComputer(1, { mebxPassword: TECHNICIANS_PASSWORD })];
      plan.site.provisioningAccounts.push(
        ...Array.from({ length: 12 }, (_, index) => ({ name: 'admin', password: `Wrong!Passw0rd${index}` })),
      );
      plan.operation.watchedHours = 0.75;
    },
    observe: lookAtWrongPasswords,
  },
  {
    id: 'AD-50-N1',
    title:
      'When the CA is down the request is repeated, then the run fails with nothing left behind, and a later hello succeeds once the CA is back.',
    channels: ['LOG'],
    change(plan) {
      plan.authority.isDownAtDelivery = true;
      plan.operation.watchedHours = 0.15;
    },
    observe: lookAtMissingAuthority,
  },
  {
    id: 'AD-51-N1',
    title: 'When AMT is cut off between the stages, the next run resumes, and the computer is never half Provisioned.',
    channels: ['DB'],
    change(plan) {
      plan.operation.breaksAfterStage = 'commit';
    },
    observe: lookAtBrokenRun,
  },
];

/** No certificate in use, no directory object, and one error that names the stage for each run that began. */
function lookForLeftovers(story: AdatumStory, witness: Witness): void {
  const { forest, authority } = story.company;
  const objects = forest.objects().filter(({ distinguishedName }) => distinguishedName.endsWith(`,${story.ouDn}`));
  witness.equal('LDAP', `objects in ${story.ouDn}`, objects.length, 0);
  const valid = authority.rows().filter(({ disposition }) => disposition === 'issued');
  witness.equal('CA', 'certificates in force', valid.length, 0);
  const begun = logged(story, 'run.begin').length;
  witness.equal('LOG', 'failed runs, one error for each that began', logged(story, 'oob.run.failed').length, begun);
}

async function lookAtClosedWindow(story: AdatumStory, witness: Witness): Promise<void> {
  const { clock } = story.company;
  const device = deviceOf(story, 'DESK001');
  const hellos = eventsOf(device, 'hello');
  const startMs = hellos[0]?.atMs ?? 0;
  witness.equal('W', 'hellos that were heard', hellos.filter(({ what }) => what === 'sent').length, 0);
  const closed = eventsOf(device, 'setup').find(({ what }) => what === 'window-closed');
  witness.equal('CLK', 'hours until the interface closed', ((closed?.atMs ?? 0) - startMs) / HOUR_MS, 24);
  witness.equal('W', 'ports that AMT has open', device.ports.length, 0);
  witness.equal('DB', 'AMTStatus', story.computer('DESK001')?.amtStatus, null);
  witness.equal(
    'UI',
    'the service point starts',
    (await clock.settled(story.servicePoint.start(), MINUTE_MS)).kind,
    'started',
  );
  await clock.advance(2 * HOUR_MS);
  witness.equal('W', 'hellos in the two hours after that', eventsOf(device, 'hello').length, hellos.length);
  witness.equal('DB', 'AMTStatus then', story.computer('DESK001')?.amtStatus, null);
  device.mebx.logOn('admin');
  device.mebx.changePassword(story.plan.site.mebxPassword);
  witness.equal('UI', 'a technician starts setup in MEBx', device.mebx.startSetup(), { ok: true });
  const isDone = await clock.until(() => story.computer('DESK001')?.amtStatus === 3, HOUR_MS);
  witness.equal('DB', 'the computer ends Provisioned after that', isDone, true);
}

async function lookAtRepeatedHello(story: AdatumStory, witness: Witness): Promise<void> {
  const { clock, authority } = story.company;
  const { servicePoint } = story;
  const id = story.computer('DESK001')?.resourceId ?? 0;
  const status = (): number | null | undefined => story.computer('DESK001')?.amtStatus;
  const runs = (): number => logged(story, 'run.begin').length;
  witness.equal('DB', 'AMTStatus', status(), 3);
  const { mebx } = deviceOf(story, 'DESK001');
  mebx.logOn(story.plan.site.mebxPassword);
  witness.equal('UI', 'somebody unprovisions AMT in MEBx', mebx.unprovision('full'), { ok: true });
  const runsBefore = runs();
  await clock.advance(4 * MINUTE_MS);
  witness.saw('LOG', 'hello.already-provisioned', logged(story, 'hello.already-provisioned').length > 0);
  witness.equal('DB', 'AMTStatus after its hello', status(), 3);
  witness.equal('LOG', 'runs that it began', runs() - runsBefore, 0);
  const removal = servicePoint.removeProvisioning([id], { full: true, suppressAutoProvision: true });
  witness.equal('UI', 'Tommy removes and blocks it', removal.kind, 'accepted');
  witness.equal('DB', 'suppressed', story.computer('DESK001')?.suppressAutoProvision, true);
  await clock.advance(30 * MINUTE_MS);
  witness.saw('LOG', 'hello.suppressed', logged(story, 'hello.suppressed').length > 0);
  witness.equal('DB', 'AMTStatus while it is blocked', status(), 2);
  witness.equal('CA', 'its certificate', authority.rows()[0]?.disposition, 'revoked');
  servicePoint.clearSuppressAutoProvision([id]);
  const isDone = await clock.until(() => status() === 3, 2 * HOUR_MS);
  witness.equal('DB', 'it ends Provisioned once it is allowed again', isDone, true);
}

async function lookAtWrongPasswords(story: AdatumStory, witness: Witness): Promise<void> {
  const device = deviceOf(story, 'DESK001');
  const runs = logged(story, 'run.begin').length;
  witness.equal('LOG', 'runs within three quarters of an hour', runs, 1);
  const wrong = device.decisions.filter(({ code }) => code === 'http.digest.wrong-response').length;
  witness.saw('W', `${wrong} wrong passwords`, wrong > 1 && wrong <= MOST_ATTEMPTS);
  const statuses = new Set(eventsOf(device, 'http').map(({ status }) => status));
  witness.equal('W', 'statuses that AMT answered', [...statuses], [401]);
  const [failed] = logged(story, 'oob.run.failed');
  witness.equal('LOG', 'stage', failed?.fields['stage'], 'authenticate');
  witness.equal('LOG', 'code', failed?.fields['code'], 'http.unauthorized');
  witness.found('LOG', 'warning that accounts were left out', logged(story, 'oob.account.left-out')[0]);
  witness.equal('DB', 'statuses', story.statusesOf('DESK001'), [null, 1]);
  lookForLeftovers(story, witness);
  story.plan.site.provisioningAccounts.splice(0, Infinity, { name: 'admin', password: TECHNICIANS_PASSWORD });
  const applied = story.servicePoint.applySettings(settingsOf(story.plan, story));
  witness.equal('UI', 'Tommy enters the right password', applied.kind, 'applied');
  const isDone = await story.company.clock.until(() => story.computer('DESK001')?.amtStatus === 3, HOUR_MS);
  witness.equal('W', 'AMT takes it at the next hello that is acted on', isDone, true);
}

async function lookAtMissingAuthority(story: AdatumStory, witness: Witness): Promise<void> {
  const { authority, clock } = story.company;
  const failures = logged(story, 'oob.run.failed');
  const reasons = failures.map(({ fields }) => `${fields['stage']} ${fields['code']}`);
  // Whether the first request reached the CA is not known, so each repetition first asks the CA what it issued.
  const again = 'reconcile-certificate authority.unavailable';
  witness.equal('LOG', 'failed runs', reasons, ['request-certificate authority.unavailable', again, again, again]);
  witness.equal('LOG', 'repetitions', logged(story, 'run.retry').length, 3);
  witness.equal('LOG', 'runs given up', logged(story, 'run.failed').length, 1);
  witness.equal('DB', 'statuses', story.statusesOf('DESK001'), [null]);
  lookForLeftovers(story, witness);
  const { setup, accounts } = deviceOf(story, 'DESK001').state;
  witness.equal('WSM', 'provisioning state of AMT', setup.provisioningState, 1);
  witness.equal('WSM', 'AMT has its factory password', accounts.adminIsDefault, true);
  authority.available = true;
  const isDone = await clock.until(() => story.computer('DESK001')?.amtStatus === 3, HOUR_MS);
  witness.equal('DB', 'it ends Provisioned at a hello after the CA is back', isDone, true);
  witness.equal('CA', 'requests', authority.rows().length, 1);
}

function lookAtBrokenRun(story: AdatumStory, witness: Witness): void {
  const reasons = logged(story, 'oob.run.failed').map(({ fields }) => `${fields['stage']} ${fields['code']}`);
  witness.equal('LOG', 'failed runs', reasons, ['reconnect connect.refused']);
  const refused = story.company.fabric.firewall.counter('tcp', 16_993).rejected;
  witness.saw('FW', `${refused} connections refused on 16993`, refused > 0);
  witness.equal('DB', 'statuses', story.statusesOf('DESK001'), [null, 3]);
  const stages = logged(story, 'oob.stage.done').map(({ fields }) => fields['stage']);
  const [verified, published] = [stages.indexOf('verify'), stages.indexOf('publish-status')];
  witness.saw('LOG', 'everything was verified before the status', verified >= 0 && verified < published);
  const verifiedMs = logged(story, 'oob.stage.done')[verified]?.atMs ?? Infinity;
  const waitedMs = (story.provisionedAtMs('DESK001') ?? 0) - verifiedMs;
  witness.saw('DB', `status 3 came ${waitedMs} ms after it was verified`, waitedMs >= 0);
  witness.equal('LOG', 'second stages that were begun', logged(story, 'oob.stage.second-started').length, 1);
  const keys = eventsOf(deviceOf(story, 'DESK001'), 'wsman').filter(({ action }) => action.endsWith('/AddKey')).length;
  witness.equal('WSM', 'keys that AMT was given', keys, 1);
  const dispositions = story.company.authority.rows().map(({ disposition }) => disposition);
  witness.equal('CA', 'certificates', dispositions, ['issued']);
  const objects = story.company.forest
    .objects()
    .filter(({ distinguishedName }) => distinguishedName.endsWith(`,${story.ouDn}`));
  witness.equal('LDAP', 'objects in the OU', objects.length, 1);
}
