import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  createDevice,
  profileFor,
  withProfile,
  type Device,
  type FirmwareProfile,
  type RsaKeySource,
} from '../../emulator/index.ts';
import type {
  ComputerView,
  ImportResult,
  SelectableTemplate,
  ServicePoint,
  SiteStore,
  StartResult,
} from '../../provisioner/index.ts';
import type { PlayedStory, PlayOptions } from '../narrator/play.ts';
import { DAY_MS } from '../world/clock/dates.ts';
import { poolKeys } from '../world/keys/pool.ts';
import { operatingSystemRenews } from '../world/os/operating-system.ts';
import { ADDRESS, foundCompany, reservationOf, type Company } from './company.ts';
import { Journal } from './exchanges.ts';
import type { AdatumPlan, DeliveredComputer } from './plan.ts';
import { prepareDirectory, preparePki, WEB_SERVER_TEMPLATE, webServerUsages, type PkiWork } from './preparation.ts';
import { openDatabase, openServicePoint } from './service-point.ts';
import { settingsOf } from './site-settings.ts';
import { StatusHistory } from './status-history.ts';

/** The chapters in the order in which Tommy Hartono works through his table. */
export const CHAPTERS = ['server', 'pki', 'site', 'import', 'delivery', 'monitoring'] as const;
export type Chapter = (typeof CHAPTERS)[number];

/** The story of A. Datum after it was played: who did what, and everything there is to look at. */
export interface AdatumStory extends PlayedStory {
  readonly plan: AdatumPlan;
  readonly options: PlayOptions;
  readonly company: Company;
  /** Chapters that were reached, with the virtual time at which each began. */
  readonly chapters: readonly { readonly chapter: Chapter; readonly atMs: number }[];
  /** Where a person could not go on, and why. */
  readonly stopped: { readonly chapter: Chapter; readonly code: string; readonly reason: string } | undefined;
  readonly ouDn: string;
  readonly pki: PkiWork | undefined;
  readonly servicePoint: ServicePoint;
  /** The site database, to look at. */
  readonly database: SiteStore;
  readonly startResult: StartResult | undefined;
  readonly selectableTemplates: readonly SelectableTemplate[];
  readonly importResult: ImportResult | undefined;
  /** Short names that the collection showed after the import and before somebody updated its membership. */
  readonly shownBeforeUpdate: readonly string[];
  readonly devices: readonly Device[];
  /** Virtual time at which the computers were connected, milliseconds since 1970. */
  readonly connectedAtMs: number | undefined;
  readonly computer: (shortName: string) => ComputerView | undefined;
  /** AMT statuses of a computer in the site database, as they followed each other while the service point worked. */
  readonly statusesOf: (shortName: string) => readonly (number | null)[];
  /** Wall time at which the site database began to show a computer as Provisioned; undefined when it never did. */
  readonly provisionedAtMs: (shortName: string) => number | undefined;
  /** File of the site database; undefined when it lives in memory. */
  readonly databaseFile: string | undefined;
}

type Writable = { -readonly [K in keyof AdatumStory]: AdatumStory[K] } & {
  devices: Device[];
  journal: Journal;
  history: StatusHistory;
};

/** Plays the whole story on a world of its own. Rejects only on a defect; what people get wrong ends in `stopped`. */
export async function playAdatum(plan: AdatumPlan, options: PlayOptions): Promise<AdatumStory> {
  const company = await foundCompany(plan, options);
  const { clock } = company;
  const chapters: { chapter: Chapter; atMs: number }[] = [];
  const startMs = clock.nowMs();
  const devices: Device[] = [];
  const history = new StatusHistory();
  const databaseFile = plan.site.databaseOnDisk
    ? join(mkdtempSync(join(tmpdir(), 'amt-testbed-')), 'site.db')
    : undefined;
  const database = openDatabase(company, databaseFile);
  const story: Writable = {
    plan,
    options,
    company,
    chapters,
    stopped: undefined,
    ouDn: '',
    pki: undefined,
    servicePoint: openServicePoint(company, database, undefined),
    database,
    startResult: undefined,
    selectableTemplates: [],
    importResult: undefined,
    shownBeforeUpdate: [],
    devices,
    connectedAtMs: undefined,
    elapsedMs: 0,
    computer: (shortName) => story.servicePoint.computers().find((one) => one.shortName === shortName),
    statusesOf: (shortName) => history.of(shortName).map(({ status }) => status),
    provisionedAtMs: (shortName) => history.of(shortName).find(({ status }) => status === 3)?.atMs,
    databaseFile,
    history,
    exchanges: () => story.journal.exchanges(),
    journal: new Journal(startMs),
    close: () => closeStory(story),
  };
  const steps: Readonly<Record<Chapter, (story: Writable) => Promise<void>>> = {
    server: serverChapter,
    pki: pkiChapter,
    site: siteChapter,
    import: importChapter,
    delivery: deliveryChapter,
    monitoring: monitoringChapter,
  };
  for (const chapter of CHAPTERS) {
    chapters.push({ chapter, atMs: clock.nowMs() });
    await steps[chapter](story);
    if (story.stopped !== undefined) break;
  }
  story.elapsedMs = clock.nowMs() - startMs;
  return story;
}

/** Ends the story's world. The service point's stop may wait for virtual time, so time goes on while it ends. */
async function closeStory(story: AdatumStory): Promise<void> {
  const { clock, fabric, dns, dhcp } = story.company;
  const ended = Promise.all([story.servicePoint.stop(), ...story.devices.map((device) => device.close())]);
  await clock.settled(ended, 3_600_000);
  await clock.settled(Promise.all([dns.close(), dhcp.close()]), 60_000);
  await fabric.close();
  if (story.databaseFile === undefined) return;
  story.database.close();
  rmSync(dirname(story.databaseFile), { recursive: true });
}

async function serverChapter(story: Writable): Promise<void> {
  story.ouDn = prepareDirectory(story.company, story.plan);
  const alias = story.plan.network.dns.foreignAlias;
  if (alias !== undefined) {
    story.company.dns.addRecord({
      name: 'ProvisionServer.adatum.com',
      type: 'CNAME',
      data: alias.target,
      ttlSeconds: 3600,
    });
    await listenElsewhere(story.company);
  }
}

/** Another host takes hello messages, and does nothing with them. */
async function listenElsewhere({ fabric }: Company): Promise<void> {
  const at = { address: ADDRESS.printServer, port: 9971 };
  await fabric.attach('print01', ADDRESS.printServer).listenTcp(at, (stream) => {
    stream.on('error', () => stream.destroy());
    stream.on('end', () => stream.end());
    stream.resume();
  });
}

async function pkiChapter(story: Writable): Promise<void> {
  story.pki = await preparePki(story.company, story.plan);
  if (story.pki.problem !== undefined) story.stopped = { chapter: 'pki', ...story.pki.problem };
}

async function siteChapter(story: Writable): Promise<void> {
  const { company, plan, pki } = story;
  story.selectableTemplates = await story.servicePoint.selectableTemplates();
  const offered = story.selectableTemplates.some(({ template }) => template === pki?.webServerTemplate);
  if (!offered) {
    story.stopped = {
      chapter: 'site',
      code: 'template.not-offered',
      reason: `${pki?.webServerTemplate ?? 'the template'} is not in the selection list`,
    };
    return;
  }
  story.servicePoint = openServicePoint(company, story.database, settingsOf(plan, story));
  story.journal.followServicePoint(story.servicePoint);
  story.history.follow(story.servicePoint);
  story.startResult = await company.clock.settled(story.servicePoint.start(), 60_000);
  if (story.startResult.kind === 'refused') {
    const [first] = story.startResult.refusals;
    story.stopped = { chapter: 'site', code: first?.code ?? '', reason: first?.message ?? '' };
    return;
  }
  await company.clock.advance(60_000);
  if (plan.directory.ouDeletedLater) company.forest.remove(story.ouDn);
}

async function importChapter(story: Writable): Promise<void> {
  const { plan, servicePoint, company } = story;
  if (!plan.import.isRun) return;
  servicePoint.createCollection(plan.import.collection);
  const csv = plan.import.csv(plan.computers);
  const { collection, hasHeadings } = plan.import;
  story.importResult = servicePoint.importComputers(csv, { collection, hasHeadings });
  story.shownBeforeUpdate = servicePoint.members(collection).map(({ shortName }) => shortName);
  servicePoint.updateCollectionMembership(collection);
  for (const { shortName, clientVersion } of plan.computers) {
    const id = story.computer(shortName)?.resourceId;
    if (clientVersion !== undefined && id !== undefined) servicePoint.setClientInstalled(id, clientVersion);
  }
  if (plan.network.dns.hostRecordsByHand) {
    for (const [index, computer] of plan.computers.entries()) {
      const { address } = reservationOf(computer, index);
      company.dns.addRecord({ name: computer.fqdn, type: 'A', data: address, ttlSeconds: 3600 });
    }
  }
  await Promise.resolve();
}

async function deliveryChapter(story: Writable): Promise<void> {
  const { company, plan, devices } = story;
  await company.clock.advance(plan.operation.daysUntilDelivery * DAY_MS);
  company.authority.available = !plan.authority.isDownAtDelivery;
  if (plan.authority.webServerTemplate.usageChangedAfterSelection)
    company.authority.change(WEB_SERVER_TEMPLATE, { usages: webServerUsages(plan) });
  if (plan.operation.servicePointDownHours > 0) await company.clock.settled(story.servicePoint.stop(), 60_000);
  breakAfterStage(story, plan.operation.breaksAfterStage);
  for (const computer of plan.computers) {
    const device = deliver(company, computer);
    story.journal.followDevice(computer.shortName, device);
    devices.push(device);
  }
  story.connectedAtMs = company.clock.nowMs();
  story.options.onMoment?.('connected');
  for (const [index, device] of devices.entries()) {
    const computer = plan.computers[index];
    if (computer?.power === 'connected') device.connectAc();
    device.plugCable(computer?.cable);
  }
}

/** A computer as it comes out of its box. */
function deliver(company: Company, computer: DeliveredComputer): Device {
  const { clock, chance, fabric, externalAuthority } = company;
  return createDevice({
    firmware: firmwareOf(computer),
    firmwareImage: {
      mebxPassword: computer.mebxPassword,
      provisioningServer: computer.provisioningServer,
      ...(computer.rootInFirmware
        ? {
            extraDefaultHashes: [
              {
                name: 'External SSL CA',
                algorithm: 'sha1',
                hex: externalAuthority.rootHash('sha1'),
                isDefault: true,
                isActive: true,
              },
            ],
          }
        : {}),
    },
    identity: {
      uuid: computer.uuid,
      wiredMac: computer.mac,
      manufacturer: 'Proseware',
      model: 'Desk 8000',
      serialNumber: computer.shortName,
    },
    clock,
    chance: chance.for(computer.shortName),
    link: fabric.attach(computer.shortName),
    keys: deviceKeys(),
    hasDateZeroCertificate: computer.dateZeroCertificate,
  });
}

function firmwareOf(computer: DeliveredComputer): FirmwareProfile {
  const profile = profileFor(computer.release);
  const version = computer.firmwareVersion;
  if (version === undefined) return profile;
  const softwareIdentities = profile.softwareIdentities.map(([id, value]): readonly [string, string] => [
    id,
    value === profile.version ? version : value,
  ]);
  return withProfile(profile, { version, softwareIdentities });
}

/** Keys for the self-signed pairs of setup come from the public pool, so that no run waits for prime numbers. */
function deviceKeys(): RsaKeySource {
  return { rsaPrivateKey: (bits) => derOf(poolKeys(bits === 1024 ? 1024 : 2048)[0] ?? '') };
}

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
}

/** How long AMT stays out of reach: longer than a run goes on calling, shorter than the queue goes on trying. */
const BREAK_MS = 150_000;

/** The way to AMT breaks as soon as a stage is done, and somebody mends it. */
function breakAfterStage(story: Writable, stage: string | undefined): void {
  if (stage === undefined) return;
  const { fabric, clock } = story.company;
  const watch = story.servicePoint.onEvent(({ id, fields }) => {
    if (id !== 'oob.stage.done' || fields['stage'] !== stage) return;
    watch[Symbol.dispose]();
    const mend = fabric.firewall.add({ from: 'server15', port: 16993, protocol: 'tcp', action: 'reject' });
    clock.after(BREAK_MS, 'somebody mends the link', mend);
  });
}

async function monitoringChapter(story: Writable): Promise<void> {
  const { company, plan } = story;
  const { clock } = company;
  const watchedMs = plan.operation.watchedHours * 3_600_000;
  const downMs = plan.operation.servicePointDownHours * 3_600_000;
  if (downMs > 0) {
    await clock.advance(Math.min(downMs, watchedMs));
    if (downMs < watchedMs) story.startResult = await clock.settled(story.servicePoint.start(), 60_000);
  }
  const isDone = (): boolean =>
    story.servicePoint.isIdle() && plan.computers.every((one) => story.computer(one.shortName)?.amtStatus === 3);
  if (await clock.until(isDone, Math.max(0, watchedMs - downMs))) story.options.onMoment?.('provisioned');
  await installOperatingSystems(story);
}

async function installOperatingSystems(story: Writable): Promise<void> {
  const { company, plan, devices } = story;
  for (const [index, computer] of plan.computers.entries()) {
    const address = devices[index]?.address?.address;
    if (computer.osFqdn === undefined || address === undefined) continue;
    await operatingSystemRenews({
      link: company.fabric.attach(computer.shortName),
      chance: company.chance.for(`${computer.shortName}/os`),
      mac: computer.mac,
      address,
      fqdn: computer.osFqdn,
      dhcpServer: ADDRESS.dhcp,
    });
  }
  await company.clock.settle();
}
