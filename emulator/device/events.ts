/** Something that happened in or around the device and that an observer may want to see. Times are wall milliseconds. */
export type DeviceEvent = { readonly atMs: number } & DeviceEventDraft;

/**
 * What a device made of a call: carried out, kept without anything acting on it, refused, of a class or method that the
 * release does not have, or of one that it has and this device does not carry out.
 */
export type CallStanding = 'modelled' | 'stored-only' | 'refused' | 'unknown' | 'missing';

/** An event before somebody stamps the time on it. */
export type DeviceEventDraft =
  | {
      readonly kind: 'power';
      readonly what:
        | 'ac-on'
        | 'ac-off'
        | 'host-on'
        | 'host-off'
        | 'host-reset'
        | 'host-asleep'
        | 'host-hibernating'
        | 'host-interrupted';
    }
  | { readonly kind: 'cable'; readonly what: 'plugged' | 'unplugged' }
  | { readonly kind: 'dhcp'; readonly what: string; readonly detail: Readonly<Record<string, string>> }
  | { readonly kind: 'dns'; readonly question: string; readonly answer: readonly string[]; readonly rcode: string }
  | {
      readonly kind: 'hello';
      readonly what: 'sent' | 'failed';
      readonly to: string;
      readonly retry: number;
      readonly bytesHex: string;
    }
  | {
      readonly kind: 'setup';
      readonly what: 'window-opened' | 'window-closed' | 'entered-in' | 'operational' | 'unprovisioned';
      readonly why: string;
    }
  /** What the person at the PC sees of a request for consent; the code is for that person alone. */
  | { readonly kind: 'consent'; readonly what: 'code-shown'; readonly code: string }
  | { readonly kind: 'consent'; readonly what: 'accepted' | 'withdrawn' }
  | {
      readonly kind: 'tls';
      readonly what: 'handshake' | 'refused';
      readonly from: string;
      readonly detail: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'http';
      readonly from: string;
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly user: string;
      readonly bytesIn: number;
      readonly bytesOut: number;
    }
  | {
      readonly kind: 'wsman';
      readonly action: string;
      readonly resource: string;
      /** `ok`, or the name of the fault. */
      readonly outcome: string;
      readonly standing: CallStanding;
      /** Reason code of a refusal, `return-value.16` of a method that answered so; empty otherwise. */
      readonly code: string;
      /** Without its secrets; made when somebody looks. */
      readonly request: string;
      /** Without its secrets; made when somebody looks. */
      readonly response: string;
    }
  /** Somebody named an account, or none that there is, and did not know its password. */
  | {
      readonly kind: 'login';
      readonly what: 'refused';
      readonly from: string;
      readonly user: string;
      /** How often in a row that account was guessed at; names that are no account count together. */
      readonly failures: number;
      readonly overTls: boolean;
    }
  | { readonly kind: 'soap'; readonly service: string; readonly method: string; readonly status: number }
  | { readonly kind: 'listeners'; readonly ports: readonly number[] }
  /** Something that the event log, trap receivers and subscribers may have to hear of; see the event catalogue. */
  | {
      readonly kind: 'platform';
      readonly cause: string;
      /** Instead of the event data of the catalogue: hex of 8 octets. */
      readonly dataHex?: string;
      /** First message argument. */
      readonly argument?: string;
    }
  | {
      readonly kind: 'alert';
      readonly what: 'sent' | 'failed' | 'given-up';
      readonly how: 'trap' | 'event-message';
      readonly to: string;
      /** Cause in the event catalogue. */
      readonly cause: string;
      readonly problem?: string;
    };

/** The event with its time. What is only made when somebody looks stays so. */
export function stamped(atMs: number, event: DeviceEventDraft): DeviceEvent {
  if (event.kind !== 'wsman') return { atMs, ...event };
  const { kind, action, resource, outcome, standing, code } = event;
  return {
    atMs,
    kind,
    action,
    resource,
    outcome,
    standing,
    code,
    get request() {
      return event.request;
    },
    get response() {
      return event.response;
    },
  };
}
