import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Ended } from './child.ts';

interface WslTarget {
  readonly address: string;
  readonly tls: boolean;
  readonly password: string;
}

/**
 * The commands of wsl ("whistle"), which talk WS-Management through curl, against one device. They write their requests,
 * answers and settings into a directory of their own, which disposing removes.
 */
export class Wsl implements AsyncDisposable {
  readonly #directory: string;
  readonly #target: WslTarget;

  private constructor(directory: string, target: WslTarget) {
    this.#directory = directory;
    this.#target = target;
  }

  /** wsl leaves the kind of login to curl, which takes Basic unless its own settings say Digest. */
  static async open(target: WslTarget): Promise<Wsl> {
    const directory = await mkdtemp(join(tmpdir(), 'amt-testbed-wsl-'));
    await writeFile(join(directory, '.curlrc'), 'digest\nnoproxy = "*"\n');
    await writeFile(join(directory, '.wsl-config'), '');
    return new Wsl(directory, target);
  }

  /** Runs one command to its end, with another password than the right one where asked. */
  async run(command: string, args: readonly string[], password: string = this.#target.password): Promise<Ended> {
    const { address, tls } = this.#target;
    return await run(command, args, {
      env: {
        HOME: this.#directory,
        OUTPREFIX: this.#directory,
        KEEPHISTORY: '0',
        WSAUTOMATED: '1',
        WSENDPOINT: `${address}:${tls ? 16993 : 16992}`,
        WSUSER: 'admin',
        WSPASS: password,
        ...(tls ? {} : { WSNOSSL: 'true' }),
      },
    });
  }

  /**
   * The path of a file with the first reference that the device gives of a class and that has this text in it. wsl sends
   * references as it finds them, with prefixes that only its own envelopes declare, so the prefixes are changed.
   */
  async reference(className: string, text: string): Promise<string> {
    const { stdout } = await this.run('wslenum', [className, '-mode', 'epr']);
    const found = (stdout.match(/<b:EndpointReference>[^]*?<\/b:EndpointReference>/g) ?? []).find((reference) =>
      reference.includes(text),
    );
    if (found === undefined) throw new Error(`no reference of ${className} with ${text}:\n${stdout}`);
    const path = join(this.#directory, `${className}.xml`);
    await writeFile(path, `${found.replaceAll(/(<\/?)b:/g, '$1wsa:').replaceAll(/(<\/?)c:/g, '$1wsman:')}\n`);
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }
}
