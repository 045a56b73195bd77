import type { LogEvent } from '../../../provisioner/index.ts';
import { RowFailure, type Witness } from '../../narrator/witness.ts';
import type { StreamRecord } from '../../world/network/transcript.ts';
import { SITE_SERVER_ACCOUNT, smallPlan, type AdatumPlan } from '../plan.ts';
import { playAdatum, type AdatumStory } from '../play.ts';
import { logged } from './looking.ts';

/**
 * Every realm that an administrator can give on AMT 3.2.1, which is what all features of the SP1 dialog come to (Intel AMT
 * Implementation and Reference Guide, AddUserAclEntryEx).
 */
export const ALL_REALMS: readonly number[] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 19];

/** Where a run ended and why. */
export interface Ending {
  readonly computer: string;
  readonly stage: string;
  readonly code: string;
}

/** Resource id of an imported computer. Throws {@link RowFailure} when it was never imported. */
export function resourceIdOf(story: AdatumStory, shortName: string): number {
  const id = story.computer(shortName)?.resourceId;
  if (id === undefined) throw new RowFailure(`${shortName} was never imported`);
  return id;
}

/** Sees that every attempt on a computer ended in one error event, which names this stage and this code. */
export function sawFailure(story: AdatumStory, witness: Witness, ending: Ending): LogEvent {
  const { computer, stage, code } = ending;
  const resourceId = resourceIdOf(story, computer);
  const about = (id: string): readonly LogEvent[] =>
    logged(story, id).filter((event) => event.fields['resourceId'] === resourceId);
  const attempts = about('run.target').length;
  const failures = about('oob.run.failed');
  const asSaid = failures.filter(({ fields }) => fields['stage'] === stage && fields['code'] === code);
  const told = `${asSaid.length} error event(s) oob.run.failed at ${stage} (${code}) for ${attempts} attempt(s) on ${computer}`;
  witness.saw('LOG', told, attempts > 0 && failures.length === attempts && asSaid.length === attempts);
  const last = story.computer(computer)?.lastError;
  witness.equal('DB', `last error of ${computer}`, [last?.stage, last?.code], [stage, code]);
  return witness.found('LOG', `what the last attempt left behind`, failures.at(-1));
}

/** Sees that a computer has this status, was never Provisioned, and that nothing stays behind that is not reported. */
export function sawNothingHalfDone(
  story: AdatumStory,
  witness: Witness,
  shortName: string,
  amtStatus: 0 | 1 | null = null,
): void {
  const computer = story.computer(shortName);
  witness.equal('DB', `AMT status of ${shortName}`, computer?.amtStatus, amtStatus);
  witness.equal('DB', `${shortName} was Provisioned at any time`, story.statusesOf(shortName).includes(3), false);
  const fqdn = computer?.fqdn ?? '';
  const objects = story.company.forest.objects();
  const left = objects.filter((object) => object.createdBy === SITE_SERVER_ACCOUNT && object.dnsHostName === fqdn);
  witness.equal('LDAP', `objects for ${shortName}`, left.length, 0);
  const failures = logged(story, 'oob.run.failed').filter((event) => event.fields['fqdn'] === fqdn);
  const reported = String(failures.at(-1)?.fields['leftovers'] ?? '');
  for (const { commonName, disposition, serialHex = '' } of story.company.authority.rows()) {
    if (commonName !== fqdn || disposition !== 'issued') continue;
    const isReported = reported.toLowerCase().includes(serialHex);
    witness.saw('CA', `certificate ${serialHex} is left and reported: "${reported}"`, isReported);
  }
}

/** What went over the wire between the service point and AMT of one computer before it was encrypted. */
export function sessionsWith(story: AdatumStory, shortName: string): readonly StreamRecord[] {
  const streams = story.company.fabric.transcript.streamsTo(16_993);
  return streams.filter(({ from, to }) => from.host === 'server15' && to.host === shortName);
}

/** Connections and attempts of one computer to the hello port. */
export function hellosOnTheWire(story: AdatumStory, shortName: string): readonly StreamRecord[] {
  return story.company.fabric.transcript.streamsTo(9971).filter(({ from }) => from.host === shortName);
}

/** Looks at a second story that differs from the small one in what `change` alters. */
export async function inAnotherStory(
  story: AdatumStory,
  change: (plan: AdatumPlan) => void,
  look: (other: AdatumStory) => void,
): Promise<void> {
  const plan = smallPlan();
  change(plan);
  const other = await playAdatum(plan, story.options);
  try {
    look(other);
  } finally {
    await other.close();
  }
}

/** Twelve minutes show the first hellos and what becomes of them; nothing new happens for an hour after. */
export function watchBriefly(plan: AdatumPlan): void {
  plan.operation.watchedHours = 0.2;
}
