import { isoInstant } from '../clock/calendar.ts';
import type { Decision } from '../decisions/decision.ts';
import type { CallStanding, DeviceEvent } from '../device/events.ts';

/** Most different calls that are told apart on one device; clients make some hundred, scanners without end. */
export const MAX_CALLS = 2000;
const MAX_NAME_CHARACTERS = 128;

/** How often something became of a call. */
export type Standings = Readonly<Record<CallStanding, number>>;

/** One thing that clients asked for. */
export interface ReportedCall {
  readonly door: 'ws-management' | 'legacy-soap' | 'http';
  /** Class, legacy service, or method of HTTP. */
  readonly subject: string;
  /** Verb or method, or path. */
  readonly call: string;
  readonly count: number;
  readonly standings: Standings;
  /** ISO 8601. */
  readonly firstSeen: string;
  /** Reason code of the first one that was not carried out; empty when all were. */
  readonly refusal: string;
}

/** What the clients of one device asked for, most frequent first. */
export interface DeviceCalls {
  readonly calls: readonly ReportedCall[];
  readonly standings: Standings;
}

/** What {@link ClientReport.document} gives, ready for JSON. */
export interface ReportDocument {
  readonly devices: readonly ({ readonly uuid: string; readonly release: string } & DeviceCalls)[];
  readonly total: DeviceCalls;
}

/** A device, as far as its observers see it. */
export interface Watched {
  readonly uuid: string;
  readonly profile: { readonly release: string };
  onEvent(listener: (event: DeviceEvent) => void): Disposable;
  onDecision(listener: (decision: Decision) => void): Disposable;
}

/**
 * Collects what clients ask of devices and what becomes of it: which calls a program makes, which of them are modelled, and
 * where the emulator does less than firmware.
 */
export class ClientReport implements Disposable {
  readonly #devices: readonly DeviceReport[];

  constructor(devices: readonly Watched[]) {
    this.#devices = devices.map((device) => new DeviceReport(device));
  }

  document(): ReportDocument {
    const total = new Calls();
    for (const { calls } of this.#devices) total.addAll(calls);
    return {
      devices: this.#devices.map(({ uuid, release, calls }) => ({ uuid, release, ...calls.report() })),
      total: total.report(),
    };
  }

  [Symbol.dispose](): void {
    for (const device of this.#devices) device[Symbol.dispose]();
  }
}

/** Listens to one device. */
class DeviceReport implements Disposable {
  readonly uuid: string;
  readonly release: string;
  readonly calls = new Calls();
  readonly #listening: readonly Disposable[];
  /** Code of the newest refusal that no event has claimed. */
  #refusal = '';
  /** The service behind the web server has told what it was asked, and the web server has not yet. */
  #isServed = false;

  constructor(device: Watched) {
    this.uuid = device.uuid;
    this.release = device.profile.release;
    this.#listening = [
      device.onDecision(({ verdict, code }) => {
        if (verdict === 'refused') this.#refusal = code;
      }),
      device.onEvent((event) => this.#see(event)),
    ];
  }

  [Symbol.dispose](): void {
    for (const listener of this.#listening) listener[Symbol.dispose]();
  }

  #see(event: DeviceEvent): void {
    if (event.kind === 'wsman') {
      const { action, resource, standing, code } = event;
      this.#note(event.atMs, 'ws-management', lastWord(resource), lastWord(action), standing, code);
    } else if (event.kind === 'soap') {
      const { standing, code } = this.#legacyStanding(event.status);
      this.#note(event.atMs, 'legacy-soap', event.service, event.method, standing, code);
    } else if (event.kind === 'http') {
      this.#seeHttp(event);
    }
  }

  #legacyStanding(status: number): { readonly standing: CallStanding; readonly code: string } {
    if (status === 0) return { standing: 'modelled', code: '' };
    if (status !== -1) return { standing: 'refused', code: this.#refusal || `status.${status}` };
    return { standing: legacyFaults[this.#refusal] ?? 'refused', code: this.#refusal };
  }

  /** What a service answered was counted there; the challenge that every client begins with is no refusal. */
  #seeHttp({ atMs, method, path, status }: Extract<DeviceEvent, { kind: 'http' }>): void {
    if (!this.#isServed && this.#refusal !== 'http.digest.no-credentials') {
      const isDone = status < 400;
      const standing = isDone ? 'modelled' : status === 404 ? 'unknown' : 'refused';
      const code = isDone ? '' : this.#refusal || `http.${status}`;
      this.#note(atMs, 'http', method, path.split('?', 1)[0] ?? '', standing, code);
    }
    this.#isServed = false;
    this.#refusal = '';
  }

  #note(
    atMs: number,
    door: ReportedCall['door'],
    subject: string,
    call: string,
    standing: CallStanding,
    code: string,
  ): void {
    this.#isServed = door !== 'http';
    this.#refusal = '';
    this.calls.add({ door, subject: cut(subject), call: cut(call) }, { atMs, standing, code, count: 1 });
  }
}

type Place = Pick<ReportedCall, 'door' | 'subject' | 'call'>;

interface Counted {
  readonly place: Place;
  readonly standings: Record<CallStanding, number>;
  firstMs: number;
  refusal: string;
}

/** Calls by what was asked. */
class Calls {
  readonly #counted = new Map<string, Counted>();

  add(
    place: Place,
    seen: { readonly atMs: number; readonly standing: CallStanding; readonly code: string; readonly count: number },
  ): void {
    const counted = this.#at(place, seen.atMs);
    counted.standings[seen.standing] += seen.count;
    counted.firstMs = Math.min(counted.firstMs, seen.atMs);
    if (counted.refusal === '') counted.refusal = seen.code;
  }

  addAll(others: Calls): void {
    for (const { place, standings, firstMs, refusal } of others.#counted.values())
      for (const standing of STANDINGS) {
        const count = standings[standing];
        if (count > 0) this.add(place, { atMs: firstMs, standing, code: refusal, count });
      }
  }

  report(): DeviceCalls {
    const calls = [...this.#counted.values()].map(({ place, standings, firstMs, refusal }): ReportedCall => ({
      ...place,
      count: sum(standings),
      standings,
      firstSeen: isoInstant(firstMs),
      refusal,
    }));
    const standings = noneYet();
    for (const call of calls) for (const standing of STANDINGS) standings[standing] += call.standings[standing];
    return { calls: calls.toSorted((one, other) => other.count - one.count), standings };
  }

  #at(place: Place, atMs: number): Counted {
    const key = JSON.stringify([place.door, place.subject, place.call]);
    const known = this.#counted.get(key);
    if (known !== undefined) return known;
    if (this.#counted.size >= MAX_CALLS && place.call !== FURTHER) {
      return this.#at({ ...place, subject: FURTHER, call: FURTHER }, atMs);
    }
    const fresh: Counted = { place, standings: noneYet(), firstMs: atMs, refusal: '' };
    this.#counted.set(key, fresh);
    return fresh;
  }
}

/** Stands for calls past {@link MAX_CALLS}. */
const FURTHER = '(further)';

/** Faults of legacy services that are not the client's mistake, by reason code. */
const legacyFaults: Readonly<Record<string, CallStanding>> = {
  'soap.method.unknown': 'unknown',
  'soap.method.missing': 'missing',
};

const STANDINGS: readonly CallStanding[] = ['modelled', 'stored-only', 'refused', 'unknown', 'missing'];

function noneYet(): Record<CallStanding, number> {
  return { modelled: 0, 'stored-only': 0, refused: 0, unknown: 0, missing: 0 };
}

function sum(standings: Standings): number {
  return STANDINGS.reduce((count, standing) => count + standings[standing], 0);
}

function lastWord(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** Names as a terminal may be shown them: of bounded length, and without characters that steer it. */
function cut(text: string): string {
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
  return visible.length > MAX_NAME_CHARACTERS ? `${visible.slice(0, MAX_NAME_CHARACTERS)}...` : visible;
}

/** The total as lines for people: what was not simply carried out first. */
export function reportTable({ total, devices }: ReportDocument): string {
  const rows = total.calls
    .map(({ subject, call, count, standings, refusal }) => {
      const became = STANDINGS.filter((standing) => standings[standing] > 0)
        .map((standing) => (standings[standing] === count ? standing : `${standing} ${standings[standing]}`))
        .join(', ');
      return { isPlain: standings.modelled === count, cells: [String(count), `${subject} ${call}`, became, refusal] };
    })
    .toSorted((one, other) => Number(one.isPlain) - Number(other.isPlain));
  const table = [['calls', 'what', 'became', 'first refusal'], ...rows.map(({ cells }) => cells)];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  const summary = `${counted(sum(total.standings), 'call')} on ${counted(devices.length, 'device')}`;
  return `${lines.join('\n')}\n${summary}\n`;
}
