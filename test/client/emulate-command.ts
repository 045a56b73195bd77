import { fileURLToPath } from 'node:url';
import { Program } from './child.ts';

const COMMAND = fileURLToPath(new URL('../../scenarios/amt-testbed.mjs', import.meta.url));

/** What `amt-testbed emulate --json` promises for one device. */
export interface ReportedDevice {
  readonly uuid: string;
  readonly release: string;
  readonly address: string;
  readonly http: number | null;
  readonly https: number | null;
  readonly user: string;
  readonly password: string;
  readonly state: string;
}

/** The command `amt-testbed emulate --json` as a process of its own, and the devices in its first line. */
export async function emulate(
  ...flags: readonly string[]
): Promise<{ readonly program: Program; readonly devices: readonly ReportedDevice[] }> {
  const program = new Program(process.execPath, [COMMAND, 'emulate', '--json', ...flags]);
  try {
    const line = await program.printed(/^.*\n/);
    const { devices } = JSON.parse(line) as { readonly devices: readonly ReportedDevice[] };
    return { program, devices };
  } catch (error) {
    await program[Symbol.asyncDispose]();
    throw error;
  }
}
