import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Device } from '../../emulator/index.ts';
import { openStore, secretBox, type ServicePoint, type SiteStore } from '../../provisioner/index.ts';
import { smallPlan } from '../../scenarios/adatum/plan.ts';
import { playAdatum, type AdatumStory } from '../../scenarios/adatum/play.ts';
import { openServicePoint, portsOf } from '../../scenarios/adatum/service-point.ts';
import { settingsOf } from '../../scenarios/adatum/site-settings.ts';
import { MortalPorts } from '../support/mortal-ports.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const EVERYWHERE = { timeout: 600_000 };

/** The story up to the moment at which the computer has power and cable and nobody listens to it yet. */
async function deliveredComputer(): Promise<AdatumStory> {
  const plan = smallPlan();
  plan.site.databaseOnDisk = true;
  plan.network.dhcp.reserveDelivered = true;
  plan.network.dns.hostRecordsByHand = true;
  plan.operation.servicePointDownHours = 1;
  plan.operation.watchedHours = 0;
  return playAdatum(plan, { seed: 'provisioning', network: 'memory' });
}

/** A service point that lives several times on what its database held when it died. */
class MortalServicePoint {
  readonly #story: AdatumStory;
  readonly #folder: string;
  readonly #onWrite: () => void;
  readonly #stores: SiteStore[] = [];
  #life = 0;
  #mortal: MortalPorts | undefined;
  servicePoint!: ServicePoint;
  /** How often status 3 was seen on a computer that was not ready. */
  halfProvisioned = 0;
  store!: SiteStore;

  constructor(story: AdatumStory, onWrite: () => void) {
    this.#story = story;
    this.#onWrite = onWrite;
    this.#folder = mkdtempSync(join(tmpdir(), 'amt-testbed-lives-'));
    this.#copy(story.databaseFile ?? '', this.#file(1));
  }

  async start(): Promise<void> {
    const { company, plan } = this.#story;
    this.#life += 1;
    const mortal = new MortalPorts(portsOf(company));
    this.#mortal = mortal;
    const secrets = secretBox(company.chance.for('site database key').bytes(32));
    const onWrite = (): void => void (mortal.isDead || this.#onWrite());
    this.store = openStore({ path: this.#file(this.#life), secrets, onWrite });
    this.#stores.push(this.store);
    this.servicePoint = openServicePoint(company, this.store, settingsOf(plan, this.#story), mortal.ports);
    this.servicePoint.onEvent(() => void (mortal.isDead || this.#watchStatus()));
    const starting = this.servicePoint.start();
    let isStarted = false;
    void starting.then(() => (isStarted = true));
    const isOver = await company.clock.until(() => isStarted || mortal.isDead, HOUR_MS);
    if (!isOver) throw new Error('the service point neither started nor died');
    if (!mortal.isDead && (await starting).kind !== 'started') throw new Error('the service point refused to start');
  }

  /** The process is gone, without a word. What was written stays. */
  kill(): void {
    this.#mortal?.die();
    this.#copy(this.#file(this.#life), this.#file(this.#life + 1));
  }

  get isDead(): boolean {
    return this.#mortal?.isDead ?? true;
  }

  async end(): Promise<void> {
    if (!this.isDead) await this.#story.company.clock.settled(this.servicePoint.stop(), HOUR_MS);
    for (const store of this.#stores) store.close();
    rmSync(this.#folder, { recursive: true });
  }

  /** Status 3 is a promise: all that the settings want is on AMT, and the stored password opens it. */
  #watchStatus(): void {
    const [computer] = this.servicePoint.computers();
    const [device] = this.#story.devices;
    if (computer?.amtStatus !== 3 || device === undefined) return;
    const { setup, redirection, kerberos, accounts } = device.state;
    const isWhole =
      setup.provisioningState === 2 &&
      redirection.enabledState === 32_771 &&
      kerberos.enabled &&
      accounts.users.length === 1 &&
      accounts.adminHa1 === ha1Of(device, this.store.computers.secrets(computer.resourceId).adminPassword);
    if (!isWhole) this.halfProvisioned += 1;
  }

  #file(life: number): string {
    return join(this.#folder, `life-${life}.db`);
  }

  #copy(from: string, to: string): void {
    for (const suffix of ['', '-wal']) if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
  }
}

/** What AMT keeps of the administrator's password (RFC 2617, 3.2.2.2). */
function ha1Of(device: Device, password: string | undefined): string {
  const { adminUser, digestRealm } = device.state.accounts;
  return createHash('md5').update(`${adminUser}:${digestRealm}:${password}`).digest('hex');
}

/**
 * What goes wrong, counted from 1 and through all lives: at the nth write to the site database, or at the nth call that
 * AMT answers.
 */
interface Trouble {
  readonly killAtWrites?: readonly number[];
  readonly killAtCalls?: readonly number[];
  readonly powerLossAtCall?: number;
}

interface Outcome {
  readonly writes: number;
  readonly calls: number;
  readonly lives: number;
}

const open: { end(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});

/** Plays the story with the trouble in it, until the computer is Provisioned, and looks at what came out. */
async function provisionThrough(trouble: Trouble): Promise<Outcome> {
  const story = await deliveredComputer();
  const { clock } = story.company;
  const [device] = story.devices;
  let [writes, calls, lives] = [0, 0, 0];
  const site = new MortalServicePoint(story, () => {
    writes += 1;
    if (trouble.killAtWrites?.includes(writes) === true) site.kill();
  });
  open.push({ end: () => site.end() }, { end: () => story.close() });
  device?.onEvent(({ kind }) => {
    if (kind !== 'wsman') return;
    calls += 1;
    if (trouble.killAtCalls?.includes(calls) === true) site.kill();
    if (calls === trouble.powerLossAtCall) queueMicrotask(() => losePower(story));
  });
  const isDone = (): boolean =>
    site.servicePoint.isIdle() && site.servicePoint.computers().every(({ amtStatus }) => amtStatus === 3);
  do {
    lives += 1;
    if (lives > 1) await clock.advance(MINUTE_MS / 2);
    await site.start();
    await clock.until(() => site.isDead || isDone(), 3 * HOUR_MS);
  } while (site.isDead);
  const outcome = { writes, calls, lives };
  await expectProvisioned(story, site);
  for (const one of open.splice(0)) await one.end();
  return outcome;
}

function losePower(story: AdatumStory): void {
  const [device] = story.devices;
  device?.disconnectAc();
  story.company.clock.after(MINUTE_MS, 'somebody plugs the power cord in', () => device?.connectAc());
}

async function expectProvisioned(story: AdatumStory, site: MortalServicePoint): Promise<void> {
  const { clock, authority, forest } = story.company;
  const [device] = story.devices;
  const [computer] = site.servicePoint.computers();
  expect(computer?.amtStatusName).toBe('Provisioned');
  const resourceId = computer?.resourceId ?? 0;
  expect(site.halfProvisioned).toBe(0);
  const { adminPassword, pendingAdminPassword } = site.store.computers.secrets(resourceId);
  expect(pendingAdminPassword).toBeUndefined();
  expect(device && ha1Of(device, adminPassword)).toBe(device?.state.accounts.adminHa1);
  expect(device?.state.setup.provisioningState).toBe(2);
  const objects = forest.objects().filter(({ distinguishedName }) => distinguishedName.endsWith(`,${story.ouDn}`));
  expect(objects.map(({ distinguishedName }) => distinguishedName)).toEqual([computer?.accountDistinguishedName]);
  const known = computer?.certificates.map(({ serialHex }) => serialHex.toLowerCase()) ?? [];
  expect(known).toHaveLength(1);
  const issued = authority.rows().filter(({ disposition }) => disposition === 'issued');
  expect(issued.map(({ serialHex }) => serialHex)).toContain(known[0]);
  // The stored password opens AMT: an update logs on with it.
  expect(site.servicePoint.update([resourceId]).kind).toBe('accepted');
  expect(await clock.until(() => site.servicePoint.isIdle(), HOUR_MS)).toBe(true);
  const done = site.servicePoint.events.filter(({ id }) => id === 'run.done').map(({ fields }) => fields['task']);
  expect(done).toContain('Update');
}

/** Which points are tried: `EVERY_POINT=1` tries all, which takes minutes; otherwise one in so many. */
const STRIDE = process.env['EVERY_POINT'] === '1' ? 1 : 8;

/** Numbers from 1 to `last`, `STRIDE` apart. */
const upTo = (last: number): readonly number[] =>
  Array.from({ length: last }, (_, index) => index + 1).filter((number) => number % STRIDE === 1 % STRIDE);

/** Points of three deaths in one story, a third of the story apart. */
const thrice = (first: number, last: number): readonly number[] =>
  [0, 1, 2].map((index) => first + Math.ceil(last / 3) * index);

/** Goes through troubles one after the other; the message of a failure names the trouble. */
async function each(troubles: readonly Trouble[], look: (outcome: Outcome) => void): Promise<void> {
  for (const trouble of troubles) {
    try {
      look(await provisionThrough(trouble));
    } catch (cause) {
      throw new Error(`with ${JSON.stringify(trouble)}: ${cause instanceof Error ? cause.message : ''}`, { cause });
    }
  }
}

describe('provisioning', () => {
  test(
    'ends Provisioned, with one password on both sides, wherever the service point is killed',
    EVERYWHERE,
    async () => {
      const { writes, calls, lives } = await provisionThrough({});
      expect(lives).toBe(1);
      const troubles: readonly Trouble[] = [
        ...upTo(writes).map((write) => ({ killAtWrites: [write] })),
        ...upTo(calls).map((call) => ({ killAtCalls: [call] })),
      ];
      await each(troubles, (outcome) => expect(outcome.lives).toBe(2));
    },
  );

  test('ends Provisioned when the service point is killed three times on the way', EVERYWHERE, async () => {
    const { writes, calls } = await provisionThrough({});
    const troubles: readonly Trouble[] = [
      ...upTo(Math.ceil(writes / 3)).map((first) => ({ killAtWrites: thrice(first, writes) })),
      ...upTo(Math.ceil(calls / 3)).map((first) => ({ killAtCalls: thrice(first, calls) })),
    ];
    await each(troubles, (outcome) => expect(outcome.lives).toBeGreaterThan(2));
  });

  test(
    'ends Provisioned, with one password on both sides, wherever the computer loses its power',
    EVERYWHERE,
    async () => {
      const { calls } = await provisionThrough({});
      const troubles = upTo(calls).map((powerLossAtCall) => ({ powerLossAtCall }));
      await each(troubles, (outcome) => expect(outcome.lives).toBe(1));
    },
  );
});
