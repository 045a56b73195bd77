import { getServers } from 'node:dns';
import { existsSync } from 'node:fs';
import { embeddedAuthority } from './authority/embedded-authority.ts';
import { nodeKeys } from './authority/node-keys.ts';
import { isoInstant } from './clock/calendar.ts';
import { systemChance } from './clock/chance.ts';
import { realClock } from './clock/real-clock.ts';
import { StartRefusedError } from './error-hint.ts';
import { embeddedDirectory } from './directory/embedded-directory.ts';
import { writeJsonFile } from './files/json-file.ts';
import { rfc2136Names } from './names/rfc2136-names.ts';
import { parseTsigKey } from './names/tsig-key-file.ts';
import { hostLink } from './network/host-link.ts';
import { thisHost } from './network/this-host.ts';
import type { Endpoint } from './ports/link.ts';
import type { LogEvent } from './ports/log.ts';
import type { Ports } from './ports/ports.ts';
import { createServicePoint } from './service-point/create.ts';
import type { ServicePoint } from './service-point/service-point.ts';
import { loadSettings } from './settings/load-settings.ts';
import type { Settings } from './settings/settings.ts';
import { eventText, jsonLine } from './status/render-log.ts';
import { secretBox, secretKeyFromFile } from './store/secret-box.ts';
import { openSqliteStore } from './store/sqlite-store.ts';

/** How often the server looks for work, in milliseconds. The product is said to wait 20 seconds; here a person watches. */
const QUEUE_POLL_MS = 1000;

/** The command line was wrong, or a file that it names. The message ends with what to do about it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface ProvisionFlags {
  readonly settings?: string;
  readonly database: string;
  readonly import?: string;
  readonly collection: string;
  readonly headings?: true;
  readonly address: string;
  readonly fqdn: string;
  readonly dns?: Endpoint;
  readonly tsigKey?: string;
  readonly json?: true;
}

/** What the process around the server gives it. */
export interface ProcessDoor {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Throws Node's system errors. */
  readText(file: string): Buffer;
  print(line: string): void;
}

/**
 * Runs a service point on real time and real sockets until it is interrupted. Rejects with UsageError when command line or
 * settings are wrong, with other errors when something fails while it runs.
 */
export async function runProvision(flags: ProvisionFlags, door: ProcessDoor): Promise<void> {
  const settings = readSettings(flags, door);
  const store = openSqliteStore({
    path: flags.database,
    secrets: secretBox(secretKeyFromFile(`${flags.database}.key`)),
  });
  try {
    const ports = await makePorts(flags, door, settings);
    const site = { address: flags.address, queuePollMs: QUEUE_POLL_MS };
    const servicePoint = createServicePoint({ settings, ports, store, site });
    using printing = servicePoint.onEvent((event) => door.print(flags.json ? jsonLine(event) : humanLine(event)));
    void printing;
    importFirst(flags, door, servicePoint);
    const started = await servicePoint.start();
    if (started.kind === 'refused') throw new StartRefusedError(started.refusals);
    await interruption(door.interrupted);
    await servicePoint.stop();
  } finally {
    store.close();
  }
}

function readSettings(flags: ProvisionFlags, door: ProcessDoor): Settings {
  if (flags.settings === undefined)
    throw new UsageError('--settings is missing. Hint: --print-sample prints a file to begin with.');
  if (!flags.fqdn.includes('.'))
    throw new UsageError(`"${flags.fqdn}" is not the full name of this server. Hint: --fqdn server15.adatum.com`);
  // SQLite takes an empty name for a database that is thrown away at the end.
  if (flags.database === '') throw new UsageError('--database names no file. Hint: --database site.db');
  const loaded = loadSettings(flags.settings, { env: door.env, host: thisHost(flags.fqdn) });
  if (!loaded.ok) {
    const told = loaded.problems.map(({ path, message, hint }) => `${path}: ${message} Hint: ${hint}`);
    throw new UsageError(`${flags.settings}: ${told.join('; ')}`);
  }
  return loaded.settings;
}

async function makePorts(flags: ProvisionFlags, door: ProcessDoor, settings: Settings): Promise<Ports> {
  const clock = realClock();
  const chance = systemChance();
  const link = hostLink();
  const keys = nodeKeys();
  const directoryFile = `${flags.database}.directory.json`;
  if (!existsSync(directoryFile))
    writeJsonFile(directoryFile, { containers: [settings.general.container], principals: [], accounts: [] });
  const chosen = settings.general.webServerTemplate;
  const key = flags.tsigKey === undefined ? {} : { key: readTsigKey(flags.tsigKey, door) };
  return {
    clock,
    chance,
    link,
    keys,
    directory: embeddedDirectory(directoryFile),
    authority: await embeddedAuthority({
      file: `${flags.database}.authority.json`,
      name: chosen?.authority ?? `${flags.fqdn.split('.')[0] ?? flags.fqdn}\\AMT testbed CA`,
      ...(chosen === undefined ? {} : { template: chosen.template }),
      clock,
      chance,
      keys,
    }),
    names: rfc2136Names({
      link,
      clock,
      chance,
      server: flags.dns ?? systemDnsServer(),
      zone: settings.site.dnsDomain,
      ...key,
    }),
    host: thisHost(flags.fqdn),
  };
}

function readTsigKey(file: string, door: ProcessDoor): ReturnType<typeof parseTsigKey> {
  try {
    return parseTsigKey(door.readText(file).toString('latin1'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${file}: ${reason}. Hint: make one with tsig-keygen.`, { cause });
  }
}

/** The first IPv4 DNS server that the system is configured with. */
function systemDnsServer(): Endpoint {
  for (const configured of getServers()) {
    const [, address, port = '53'] = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d+))?$/.exec(configured) ?? [];
    if (address !== undefined) return { address, port: Number(port) };
  }
  return { address: '127.0.0.1', port: 53 };
}

function importFirst(flags: ProvisionFlags, door: ProcessDoor, servicePoint: ServicePoint): void {
  if (flags.import === undefined) return;
  let csv: Buffer;
  try {
    csv = door.readText(flags.import);
  } catch (cause) {
    throw new UsageError(`${flags.import} cannot be read. Hint: check the name and the access rights.`, { cause });
  }
  const made = servicePoint.createCollection(flags.collection);
  const [refusal] = made.kind === 'refused' ? made.refusals : [];
  if (refusal !== undefined && refusal.code !== 'collection.name-taken')
    throw new UsageError(`--collection: ${refusal.message} Hint: choose another name.`);
  const hasHeadings = flags.headings === true;
  const imported = servicePoint.importComputers(csv, { collection: flags.collection, hasHeadings });
  // A computer that is known from an earlier start is no mistake; a line that cannot be read is.
  const mistake = imported.refusals?.find(({ code }) => code !== 'import.exists');
  if (mistake !== undefined)
    throw new UsageError(`${flags.import}, line ${mistake.line}: ${mistake.message} Hint: see --help for the format.`);
  servicePoint.updateCollectionMembership(flags.collection);
}

function humanLine(event: LogEvent): string {
  return `${isoInstant(event.atMs)} ${event.severity.toUpperCase().padEnd(7)} ${eventText(event)}`;
}

function interruption(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
