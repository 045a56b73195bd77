import type { Witness } from '../../narrator/witness.ts';
import { WEB_SERVER_TEMPLATE } from '../preparation.ts';
import type { AdatumStory } from '../play.ts';

/** Nothing half-done stays: no computer Provisioned, no AMT account in the OU, no web server certificate handed out. */
export function nothingHalfDone(story: AdatumStory, witness: Witness): void {
  const provisioned = story.servicePoint.computers().filter((one) => one.amtStatus === 3);
  witness.equal('DB', 'number of Provisioned computers', provisioned.length, 0);
  const published = story.company.forest
    .objects()
    .filter(({ distinguishedName }) => distinguishedName.endsWith(`,${story.ouDn}`));
  witness.equal('LDAP', `number of objects in ${story.ouDn}`, published.length, 0);
  const certificates = story.company.authority.rows().filter((row) => row.template === WEB_SERVER_TEMPLATE);
  witness.equal('CA', `number of requests with ${WEB_SERVER_TEMPLATE}`, certificates.length, 0);
}

/** The service point wrote exactly these error events, in this order. */
export function onlyErrors(story: AdatumStory, witness: Witness, ...ids: readonly string[]): void {
  const errors = story.servicePoint.events.filter(({ severity }) => severity === 'error');
  witness.equal(
    'LOG',
    'list of error events',
    errors.map(({ id }) => id),
    ids,
  );
}

/** No text stands anywhere in the log, the kept status messages or what `shown` holds. */
export function neverShown(story: AdatumStory, witness: Witness, secret: string, shown: unknown): void {
  const written = [story.servicePoint.events, story.database.messages.latest(10_000), shown];
  witness.saw(
    'LOG',
    'no event, message or answer that repeats what was typed',
    !JSON.stringify(written).includes(secret),
  );
}
