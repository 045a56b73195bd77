import type { Decision, Device, DeviceEvent } from '../../emulator/index.ts';
import { eventText, type LogEvent, type ServicePoint } from '../../provisioner/index.ts';
import type { Exchange } from '../narrator/row.ts';

/** Longest message text that a report shows, characters. */
const LONGEST_DETAIL = 4000;

type Entry =
  | { readonly kind: 'device'; readonly who: string; readonly event: DeviceEvent }
  | { readonly kind: 'decision'; readonly who: string; readonly decision: Decision }
  | { readonly kind: 'log'; readonly event: LogEvent };

/** Writes down what happens, in the order in which it happens; put into words only when somebody asks. */
export class Journal {
  readonly #startMs: number;
  readonly #entries: Entry[] = [];
  #told: readonly Exchange[] | undefined;

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  followDevice(who: string, device: Device): void {
    device.onEvent((event) => this.#entries.push({ kind: 'device', who, event }));
    device.onDecision((decision) => this.#entries.push({ kind: 'decision', who, decision }));
  }

  followServicePoint(servicePoint: ServicePoint): void {
    for (const event of servicePoint.events) this.#entries.push({ kind: 'log', event });
    servicePoint.onEvent((event) => this.#entries.push({ kind: 'log', event }));
  }

  /** The same array every time, once the story has been played. */
  exchanges(): readonly Exchange[] {
    if (this.#told?.length !== this.#entries.length)
      this.#told = this.#entries.map((entry) => tell(entry, this.#startMs));
    return this.#told;
  }
}

function tell(entry: Entry, startMs: number): Exchange {
  switch (entry.kind) {
    case 'device':
      return { atMs: entry.event.atMs - startMs, ...describe(entry.who, entry.event) };
    case 'decision': {
      const { atMs, code, verdict, inputs } = entry.decision;
      return {
        atMs: atMs - startMs,
        what: `${entry.who} decides ${code}: ${verdict}`,
        detail: cut(JSON.stringify(inputs)),
      };
    }
    case 'log': {
      const { atMs, severity, id } = entry.event;
      return { atMs: atMs - startMs, what: `server15 ${severity}: ${id}`, detail: cut(eventText(entry.event)) };
    }
  }
}

function describe(who: string, event: DeviceEvent): { readonly what: string; readonly detail: string } {
  if (event.kind === 'wsman') {
    const method = event.action.split('/').at(-1) ?? '';
    const resource = event.resource.split('/').at(-1) ?? '';
    return {
      what: `${who} answers ${method} on ${resource}: ${event.outcome}`,
      detail: cut(`> ${event.request}\n                < ${event.response}`),
    };
  }
  if (event.kind === 'hello')
    return { what: `${who} ${event.what} hello ${event.retry} to ${event.to}`, detail: cut(event.bytesHex) };
  const { kind, atMs: _atMs, ...rest } = event;
  return { what: `${who} ${kind}`, detail: cut(JSON.stringify(rest)) };
}

function cut(text: string): string {
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}... (${text.length} characters)` : text;
}
