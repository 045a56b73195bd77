import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { hintFor } from './error-hint.ts';
import { runProvision, UsageError, type ProvisionFlags } from './provision-server.ts';
import { sampleSettings } from './settings-sample.ts';

const EXAMPLES = `
Examples:
  $ amt-testbed provision --print-sample > site.json
  $ amt-testbed provision --settings site.json --import computers.csv --collection "New computers"
  $ amt-testbed provision --settings site.json --address 127.0.0.1 --json

A file of computers has one line each, passwords in Base64:
  DESK001,DESK001.adatum.com,55555555-5555-5555-5555-555555555555[,05:06:07:08:09:0A[,MEBx password[,admin password]]]

Beside the site database (--database) are kept: its key (.key), the embedded authority (.authority.json) and the embedded
directory (.directory.json). Enter into the directory's "principals" the SID of every user and group that the settings
name: {"name": "ADATUM\\\\AMT Helpdesk", "kind": "group", "groupScope": "global", "sid": "S-1-5-21-..."}.

Exit codes: 0 ended by Ctrl-C, 1 failed while running, 2 the command line or the settings are wrong.`;

/** `amt-testbed provision`: the out of band service point as a long-running server. */
export function provisionCommand(): Command {
  return new Command('provision')
    .description('run the out of band service point: hear hello messages and provision AMT computers')
    .option('--settings <file>', 'settings of the component, JSON')
    .option('--print-sample', 'print a complete settings file and end')
    .option('--database <file>', 'site database, made when it does not exist', 'amt-testbed-site.db')
    .option('--import <csv>', 'computers to import first')
    .option(
      '--collection <name>',
      'collection for the imported computers, made when it does not exist',
      'AMT computers',
    )
    .option('--headings', 'the file of computers begins with a line of column headings')
    .option('--address <ip>', 'own address to listen on', ipv4, '0.0.0.0')
    .option('--fqdn <name>', 'full name of this server', hostname())
    .option('--dns <ip[:port]>', 'DNS server; default: the first one that this system uses', endpoint)
    .option('--tsig-key <file>', 'key that signs the registration of the alias, as tsig-keygen writes it')
    .option('--json', 'print events as lines of JSON')
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (flags: ProvisionFlags & { readonly printSample?: true }) => {
      process.exitCode = await act(flags);
    });
}

async function act(flags: ProvisionFlags & { readonly printSample?: true }): Promise<number> {
  if (flags.printSample) {
    process.stdout.write(`${JSON.stringify(sampleSettings(), undefined, 2)}\n`);
    return 0;
  }
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  // Only once: a second Ctrl-C finds no listener any more and ends the process at once.
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    await runProvision(flags, {
      env: process.env,
      interrupted: interrupted.signal,
      readText: (file) => readFileSync(file),
      print: (line) => void process.stdout.write(`${line}\n`),
    });
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const known = hintFor(error);
    const hint = known === undefined ? '' : ` Hint: ${known}`;
    process.stderr.write(`amt-testbed provision: ${message.replaceAll(/\s*\n\s*/g, '; ')}${hint}\n`);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function ipv4(text: string): string {
  const parts = text.split('.').map(Number);
  const right = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && parts.every((part) => part <= 255);
  if (!right) throw new InvalidArgumentError('It has to be an IPv4 address such as 127.0.0.1.');
  return text;
}

function endpoint(text: string): { readonly address: string; readonly port: number } {
  const [address = '', port = '53', ...more] = text.split(':');
  if (more.length > 0 || !/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new InvalidArgumentError('It has to be an address and a port such as 127.0.0.1:53.');
  return { address: ipv4(address), port: Number(port) };
}
