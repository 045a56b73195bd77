import type { Clock } from '../clock/clock.ts';
import type { Endpoint, NetworkLink } from './link.ts';

export interface HelloDelivery {
  readonly link: NetworkLink;
  readonly clock: Clock;
  /** Own address. */
  readonly from: string;
  readonly to: Endpoint;
  readonly bytes: Buffer;
  /** For connecting and for writing, each, milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Delivers one hello: connect, write, close; nothing is read. Rejects with the link's system error, with the signal's
 * reason, or with a time-out error.
 */
export async function deliverHello(delivery: HelloDelivery): Promise<void> {
  const { link, clock, from, to, bytes, timeoutMs, signal } = delivery;
  const patience = new AbortController();
  const either = AbortSignal.any([signal, patience.signal]);
  const give = (what: string) => (): void => patience.abort(new Error(`no ${what} in ${timeoutMs} ms`));
  using connecting = clock.after(timeoutMs, 'hello connect', give('connection'));
  const stream = await link.connectTcp(from, to, either);
  connecting.cancel();
  using writing = clock.after(timeoutMs, 'hello write', give('delivery'));
  try {
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => reject(either.reason as Error);
      either.addEventListener('abort', onAbort, { once: true });
      if (either.aborted) onAbort();
      stream.on('error', reject);
      stream.on('close', () => resolve());
      stream.resume();
      stream.end(bytes);
    });
  } finally {
    writing.cancel();
    stream.destroy();
  }
}
