import { closeSync, mkdirSync, openSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { Command, InvalidArgumentError, Option } from 'commander';
import { seededChance } from './clock/chance.ts';
import { RealClock } from './clock/real-clock.ts';
import { releases } from './firmware/releases.ts';
import { quirkNames, type QuirkName } from './firmware/quirks.ts';
import { skus } from './firmware/skus.ts';
import { startEmulation, type DeviceReport, type EmulateOptions } from './fleet/emulate.ts';
import { MAX_FLEET } from './fleet/fleet.ts';
import { chosenHardware } from './hardware/chosen-hardware.ts';
import { PcDescriptionError } from './hardware/read-pc-description.ts';
import { InitialStateError } from './machine/initial-state.ts';
import { hostLink } from './network/host-link.ts';
import { ClientReport, reportTable, type ReportDocument } from './report/client-report.ts';

const EXIT_RUNTIME = 1;
const EXIT_USAGE = 2;
const RELEASE_DEFAULT = '3.2.1';

const EXAMPLES = `
Examples:
  $ amt-testbed emulate
      one operational AMT 3.2.1 device on 127.0.0.1:16992, password drawn and printed
  $ amt-testbed emulate --count 20 --address 127.0.1.1 --tls --password 'P@ssw0rd1'
      twenty devices with TLS on 127.0.1.1 to 127.0.1.20, port 16993 each
  $ amt-testbed emulate --state setup --provisioning-server 127.0.0.1:9971 \\
      --dns-suffix adatum.com --root-hash 742c3192e607e424eb4549542be1bbc53e6174e2
      a device in setup that says hello and waits for a setup server on port 16993
  $ amt-testbed emulate --hardware ./pc.json
      the PC as the file describes it; "emulate --print-hardware laptop > pc.json" makes one to start from
  $ amt-testbed emulate --release 16.1 --sku standard-manageability
      a machine of 2022 without KVM and wireless; it has no plain ports, only 127.0.0.1:16993
  $ amt-testbed emulate --json --nvram ./devices
      for scripts: the first line on stdout is JSON, sent when all ports listen; state survives in ./devices
`;

/** `amt-testbed emulate`: devices on this computer's loopback addresses until Ctrl-C. */
export function emulateCommand(): Command {
  return new Command('emulate')
    .description('Run emulated Intel AMT devices until Ctrl-C')
    .addOption(new Option('--release <release>', 'firmware release').choices(releases).default(RELEASE_DEFAULT))
    .addOption(new Option('--sku <sku>', 'what the machines were sold as').choices(skus).default('amt'))
    .option('--count <n>', 'number of devices', wholeNumber(1, MAX_FLEET), 1)
    .option(
      '--address <ipv4>',
      'address of the first device; each further one has the next of 127.0.0.0/8',
      '127.0.0.1',
    )
    .option(
      '--port-base <port>',
      'put all devices on one address: ports of the first begin here',
      wholeNumber(1, 65_535),
    )
    .addOption(
      new Option('--state <state>', 'state to start in (not used where --nvram holds one)')
        .choices(['factory', 'setup', 'operational'])
        .default('operational'),
    )
    .option('--password <password>', 'administrator and MEBx password of operational devices (default: drawn)')
    .option('--tls', 'operational devices have a certificate and listen on 16993 instead of 16992', false)
    .option('--hardware <description>', 'the PC around the engine: desktop (if not said), laptop or a JSON file')
    .addOption(
      new Option('--print-hardware <sample>', 'print a description to start a JSON file from').choices([
        'desktop',
        'laptop',
      ]),
    )
    .option('--nvram <directory>', 'keep the devices in files of this directory')
    .option('--seed <text>', 'identities and passwords are drawn from this (default: another one each time)')
    .option('--provisioning-server <host[:port]>', 'where devices in setup say hello')
    .option('--dns-suffix <name>', 'DNS suffix that a setup certificate must have')
    .option('--root-hash <hex>', 'trust this root certificate hash for setup (repeatable)', collect, [])
    .option('--quirk <name>', `give the devices a defect of firmware: ${quirkNames.join(', ')} (repeatable)`, quirk, [])
    .option('--report <file>', 'write which calls the clients made, and what became of them, as JSON at the end')
    .option('--json', 'print one line of JSON when all ports listen', false)
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(amt-testbed emulate --help shows options and examples)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE))
    .action(async (flags: Flags) => {
      if (flags.printHardware !== undefined) {
        process.stdout.write(`${JSON.stringify(chosenHardware(flags.printHardware), undefined, 2)}\n`);
        return;
      }
      process.exitCode = await emulate(flags);
    });
}

interface Flags extends Omit<EmulateOptions, 'seed' | 'rootHashes' | 'quirks'> {
  readonly seed?: string;
  readonly rootHash: readonly string[];
  readonly quirk: readonly QuirkName[];
  readonly printHardware?: string;
  readonly report?: string;
  readonly json: boolean;
}

async function emulate(flags: Flags): Promise<number> {
  const seed = flags.seed ?? randomBytes(8).toString('hex');
  const stopped = untilSignal();
  try {
    if (flags.nvram !== undefined) makeDirectory(flags.nvram);
    if (flags.report !== undefined) claimReport(flags.report);
    const onDefect = (what: string): void => void process.stderr.write(`amt-testbed emulate: ${what}\n`);
    const onWarning = (what: string): void => void process.stderr.write(`amt-testbed emulate: WARNING: ${what}\n`);
    const world = { clock: new RealClock(), chance: seededChance(seed), link: hostLink(), onDefect, onWarning };
    const options = { ...flags, seed, rootHashes: flags.rootHash, quirks: flags.quirk };
    const { fleet, reports } = await startEmulation(options, world);
    using clients = new ClientReport(flags.report === undefined ? [] : fleet.devices);
    process.stdout.write(flags.json ? `${JSON.stringify({ devices: reports, control: null })}\n` : told(reports, seed));
    await stopped.signal;
    await fleet.close();
    if (flags.report !== undefined) writeReport(flags.report, clients.document());
    return 0;
  } catch (error) {
    process.stderr.write(`amt-testbed emulate: ${explained(error)}\n`);
    return error instanceof RangeError || error instanceof InitialStateError || error instanceof PcDescriptionError
      ? EXIT_USAGE
      : EXIT_RUNTIME;
  } finally {
    stopped.release();
  }
}

/** Makes sure, before any device starts, that the report can be written at the end. Throws a RangeError when not. */
function claimReport(path: string): void {
  try {
    closeSync(openSync(path, 'a'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RangeError(`--report: ${why} (hint: give --report a file that you may write)`);
  }
}

/** Writes the report, and shows it where a person reads along. Throws system errors. */
function writeReport(path: string, report: ReportDocument): void {
  writeFileSync(path, `${JSON.stringify(report, undefined, 2)}\n`);
  if (process.stderr.isTTY) process.stderr.write(reportTable(report));
}

/**
 * Makes the directory and those above it. Not with the option `recursive`, which Node repeats for ever where nothing can be
 * made, as in /proc. Throws system errors.
 */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(path) !== path) makeDirectory(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** Resolves at Ctrl-C or SIGTERM, and keeps the process alive until then. */
function untilSignal(): { readonly signal: Promise<void>; readonly release: () => void } {
  const alive = new MessageChannel();
  alive.port1.on('message', () => undefined);
  let onSignal = (): void => undefined;
  const signal = new Promise<void>((resolve) => {
    onSignal = resolve;
  });
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const release = (): void => {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    alive.port1.close();
  };
  return { signal, release };
}

function told(reports: readonly DeviceReport[], seed: string): string {
  const lines = reports.map((report) => {
    const ports = [
      ...(report.http === null ? [] : [`http://${report.address}:${report.http}`]),
      ...(report.https === null ? [] : [`https://${report.address}:${report.https}`]),
    ];
    const where = ports.length === 0 ? `${report.address} (all ports shut)` : ports.join(' ');
    const login =
      report.password === null ? `${report.user} (password as before)` : `${report.user} / ${report.password}`;
    return `${report.uuid}  AMT ${report.release}  ${report.state}  ${where}  ${login}`;
  });
  return `${lines.join('\n')}\nseed ${seed}; Ctrl-C ends\n`;
}

function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const hint = HINTS.find(([start]) => code.startsWith(start) || error.name === start)?.[1];
  return hint === undefined ? error.message : `${error.message} (hint: ${hint})`;
}

const HINTS: readonly (readonly [start: string, hint: string])[] = [
  ['EADDRINUSE', 'another program has that port; choose another --address or a --port-base'],
  ['EADDRNOTAVAIL', 'this computer does not have that --address; 127.0.0.1 always works'],
  ['EEXIST', 'give --nvram a directory, not a file'],
  ['ENOTDIR', 'give --nvram a directory, not a file'],
  ['ENOENT', 'give --nvram a directory that can be made'],
  ['EROFS', 'give --nvram a directory that you may write'],
  ['EACCES', 'choose a --port-base above 1023, or a directory that you may write'],
  [
    'accounts.',
    'a --password has 8 to 32 characters, among them lower and upper case, a digit and a special character',
  ],
  ['nvram.other-release', 'the files in the --nvram directory belong to another --release'],
  ['NvramCorruptError', 'remove the damaged file from the --nvram directory; the device starts anew'],
];

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

function quirk(text: string, before: readonly QuirkName[]): readonly QuirkName[] {
  const found = quirkNames.find((name) => name === text);
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${quirkNames.join(', ')}.`);
  return [...before, found];
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
