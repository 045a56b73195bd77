import { run } from './child.ts';

/** Two network namespaces with one cable between them; `eth0` at both ends. */
export class NamespacePair implements AsyncDisposable {
  readonly server: string;
  readonly client: string;

  private constructor(name: string) {
    this.server = `${name}-server`;
    this.client = `${name}-client`;
  }

  /** Makes both; the server's end gets an address, and a route for broadcasts. Rejects with what `ip` said. */
  static async make(name: string, serverAddress: string): Promise<NamespacePair> {
    const pair = new NamespacePair(name);
    try {
      await ip('netns', 'add', pair.server);
      await ip('netns', 'add', pair.client);
      await ip(...`-n ${pair.server} link add eth0 type veth peer name eth0 netns ${pair.client}`.split(' '));
      for (const namespace of [pair.server, pair.client]) await ip('-n', namespace, 'link', 'set', 'eth0', 'up');
      await ip('-n', pair.server, 'address', 'add', `${serverAddress}/24`, 'dev', 'eth0');
      await ip('-n', pair.server, 'route', 'add', '255.255.255.255/32', 'dev', 'eth0');
      return pair;
    } catch (error) {
      await pair[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Deletes both, and with them the cable. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const namespace of [this.server, this.client]) await run('ip', ['netns', 'delete', namespace]);
  }
}

/** Runs `ip`. Rejects with what it said when it fails. */
export async function ip(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await run('ip', args);
  if (code !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}
