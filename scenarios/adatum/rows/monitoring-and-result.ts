import { serverLogLine, UTC } from '../../../provisioner/index.ts';
import type { Witness } from '../../narrator/witness.ts';
import { reservationOf } from '../company.ts';
import { COLLECTION } from '../plan.ts';
import type { AdatumStory } from '../play.ts';
import type { AdatumRow } from './row.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import { inVariant, updateAndWait } from './variant.ts';

/** Why the rows about the console wait. */
export const CONSOLE_WAITS =
  'Kerberos tickets and the operator console: the device cannot check a ticket yet and nobody opens a console';

/** AD-55 to AD-59: how Tommy sees it, and what can be done with the computers then. */
export const monitoringAndResultRows: readonly AdatumRow[] = [
  {
    id: 'AD-55',
    title: 'Tommy sees in the collection, in its report and in Amtopmgr.log which computers are provisioned for AMT.',
    channels: ['DB', 'LOG'],
    observe: lookAsTommy,
  },
  {
    id: 'AD-56',
    title: 'All new computers end Provisioned, and no person touched them after power and cable.',
    channels: ['DB'],
    observe(story, witness) {
      const provisioned = story.servicePoint.computers().filter(({ amtStatus }) => amtStatus === 3);
      const delivered = story.plan.computers.map(({ fqdn }) => fqdn);
      witness.equal('DB', 'provisioned computers', provisioned.map(({ fqdn }) => fqdn).toSorted(), delivered);
      for (const { shortName } of story.plan.computers) {
        const device = deviceOf(story, shortName);
        const power = eventsOf(device, 'power').map(({ what }) => what);
        witness.equal('W', `what happened to the power of ${shortName}`, power, ['ac-on']);
        witness.equal('W', 'the host was switched on', device.isHostOn, false);
        const began = eventsOf(device, 'setup').flatMap(({ what, why }) => (what === 'window-opened' ? [why] : []));
        witness.equal('W', 'what opened AMT for setup, and how often', began, ['bare-metal']);
        const refusedAtKeyboard = device.decisions.filter(({ code }) => code.startsWith('mebx.')).length;
        witness.equal('W', 'refusals of MEBx, which only a person at the keyboard meets', refusedAtKeyboard, 0);
      }
    },
  },
  {
    id: 'AD-57',
    title:
      'Each operating system is installed with the FQDN of the CSV; DNS then leads this name to the computer, which can be managed out of band by it.',
    channels: ['DNS'],
    observe: lookAtManagementByName,
  },
  {
    id: 'AD-58',
    title:
      'With a DHCP reservation for the MAC address and a host record by hand, a computer can be managed by name in S5 before it has an operating system.',
    channels: ['DNS'],
    async observe(story, witness) {
      const prepares = (plan: AdatumStory['plan']): void => {
        plan.network.dhcp.reserveDelivered = true;
        plan.network.dns.hostRecordsByHand = true;
      };
      await inVariant(story, 'AD-58', prepares, (variant) => lookAtManagementBeforeSystem(variant, witness));
    },
  },
  {
    id: 'AD-59',
    title: 'A helpdesk engineer in the group connects with the console, and others cannot.',
    channels: ['KDC', 'W'],
    waitsFor: CONSOLE_WAITS,
    observe: () => undefined,
  },
];

function lookAsTommy(story: AdatumStory, witness: Witness): void {
  const { plan, servicePoint } = story;
  const shown = servicePoint.members(COLLECTION).map(({ shortName, amtStatusName }) => `${shortName} ${amtStatusName}`);
  const expected = plan.computers.map(({ shortName }) => `${shortName} Provisioned`);
  witness.equal('DB', `status column of the collection ${COLLECTION}`, shown.toSorted(), expected);
  const [headings = '', ...lines] = servicePoint.exportList(COLLECTION, 'csv').trimEnd().split('\r\n');
  const status = headings.split(',').indexOf('AMT Status Name');
  const reported = lines.map((line) => line.split(',')).map((fields) => `${fields[0]} ${fields[status]}`);
  witness.equal('DB', 'rows of the report', reported.toSorted(), expected);
  const log = servicePoint.events.map((event) => serverLogLine(event, UTC, 1));
  for (const { fqdn, shortName } of plan.computers) {
    const id = story.computer(shortName)?.resourceId;
    for (const text of [
      `Provision target is indicated with SMS resource id. (MachineId = ${id} ${fqdn})`,
      `Start 1st stage provision on AMT device ${fqdn}.`,
      `Start 2nd stage provision on AMT device ${fqdn}.`,
    ]) {
      const line = log.find((candidate) => candidate.startsWith(`${text}  $$<SMS_AMT_OPERATION_MANAGER>`));
      witness.found('LOG', `line of Amtopmgr.log: ${text}`, line);
    }
  }
  const errors = servicePoint.events.filter(({ severity }) => severity === 'error').map(({ id }) => id);
  witness.equal('LOG', 'errors', errors, []);
}

async function lookAtManagementByName(story: AdatumStory, witness: Witness): Promise<void> {
  const { dns, clock } = story.company;
  for (const { shortName, fqdn, mac } of story.plan.computers) {
    const lease = story.company.dhcp.leases().find((one) => one.mac === mac);
    witness.equal('DHCP', `name of the lease of ${mac}`, lease?.name?.toLowerCase(), fqdn);
    const host = dns.lookUp(fqdn).map(({ type, data }) => `${type} ${data}`);
    witness.equal('DNS', `records of ${fqdn}`, host, [`A ${deviceOf(story, shortName).address?.address}`]);
  }
  const sinceMs = clock.nowMs();
  const ids = story.servicePoint.computers().map(({ resourceId }) => resourceId);
  witness.equal('UI', 'update of the computers by name', await updateAndWait(story, ids), 'accepted');
  for (const { shortName, fqdn } of story.plan.computers) {
    const query = dns.queryLog.find(
      ({ atMs, from, name }) => atMs >= sinceMs && from === '10.15.0.15' && name.toLowerCase() === fqdn,
    );
    const { answers } = witness.found('DNS', `question of server15 for ${fqdn}`, query);
    witness.equal('DNS', 'answer', answers, [`A ${deviceOf(story, shortName).address?.address}`]);
    lookAtUpdate(story, shortName, sinceMs, witness);
  }
}

/** The run that followed an update by name, on AMT's port and in the log. */
function lookAtUpdate(story: AdatumStory, shortName: string, sinceMs: number, witness: Witness): void {
  const session = story.company.fabric.transcript
    .streamsTo(16_993)
    .find(({ atMs, from, to }) => atMs >= sinceMs && from.host === 'server15' && to.host === shortName);
  witness.saw('W', `TLS session of server15 with ${shortName}`, (session?.bytesIn ?? 0) > 0);
  const id = story.computer(shortName)?.resourceId;
  const done = logged(story, 'run.done').filter(
    ({ atMs, fields }) => atMs >= sinceMs && fields['resourceId'] === id && fields['task'] === 'Update',
  );
  witness.equal('LOG', `updates of ${shortName} that were done`, done.length, 1);
  witness.equal('DB', 'AMTStatus after it', story.computer(shortName)?.amtStatus, 3);
}

async function lookAtManagementBeforeSystem(variant: AdatumStory, witness: Witness): Promise<void> {
  const [computer] = variant.plan.computers;
  const { shortName, fqdn } = witness.found('DB', 'the computer', computer);
  const device = deviceOf(variant, shortName);
  const reserved = computer === undefined ? '' : reservationOf(computer, 0).address;
  witness.equal('DHCP', `address of ${shortName}`, device.address?.address, reserved);
  const host = variant.company.dns.lookUp(fqdn).map(({ type, data }) => `${type} ${data}`);
  witness.equal('DNS', `records of ${fqdn}`, host, [`A ${reserved}`]);
  const updates = variant.company.dns.updateLog.flatMap(({ changes }) => changes).join(' ');
  witness.saw('DNS', 'nobody registered it by himself', !updates.includes(fqdn));
  witness.equal('W', 'the host runs', device.isHostOn, false);
  const sinceMs = variant.company.clock.nowMs();
  const id = variant.computer(shortName)?.resourceId ?? 0;
  witness.equal('UI', 'update by name', await updateAndWait(variant, [id]), 'accepted');
  lookAtUpdate(variant, shortName, sinceMs, witness);
  witness.equal(
    'W',
    'power events of the computer',
    eventsOf(device, 'power').map(({ what }) => what),
    ['ac-on'],
  );
}
