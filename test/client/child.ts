import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';

/** Longest life of a program that a test starts, milliseconds; then it is killed and the test fails with what it said. */
const LONGEST_LIFE_MS = 45_000;

export interface Ended {
  /** Exit code, null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  /** Sent to standard input, which is then closed. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that is running. Disposing of it kills it, and only it, when it still runs. */
export class Program implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';
  #failure: Error | undefined;
  #isOver = false;

  constructor(command: string, args: readonly string[], options: ProgramOptions = {}) {
    const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, LC_ALL: 'C', ...options.env };
    this.#child = spawn(command, args, { env, stdio: 'pipe', timeout: LONGEST_LIFE_MS, killSignal: 'SIGKILL' });
    this.#child.stdout.on('data', (data: Buffer) => (this.#stdout += data.toString()));
    this.#child.stderr.on('data', (data: Buffer) => (this.#stderr += data.toString()));
    // A program that does not read to the end of its input breaks the pipe; its answer says why.
    this.#child.stdin.on('error', () => undefined);
    this.#child.on('error', (error) => (this.#failure = error));
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        this.#isOver = true;
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
    this.#child.stdin.end(options.input ?? '');
  }

  /** Resolves when the program has printed something that matches; rejects when it ends without. */
  async printed(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.#stdout);
      if (found !== null) return found[0];
      if (this.#isOver) throw new Error(`it ended without ${String(pattern)}:\n${this.#stdout}${this.#stderr}`);
      await Promise.race([once(this.#child.stdout, 'data'), this.#ended]);
    }
  }

  /** Sends a signal to this program. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Resolves when it is over; rejects when it could not be started. */
  async ended(): Promise<Ended> {
    const ended = await this.#ended;
    if (this.#failure !== undefined) throw this.#failure;
    return ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOver) this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

/** Runs a program to its end. */
export async function run(command: string, args: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  await using program = new Program(command, args, options);
  return await program.ended();
}
