/** Something that happened in or around the device and that an observer may want to see. Times are wall milliseconds. */
export type DeviceEvent = { readonly atMs: number } & DeviceEventDraft;

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
      readonly outcome: string;
      readonly request: string;
      readonly response: string;
    }
  | { readonly kind: 'soap'; readonly service: string; readonly method: string; readonly status: number }
  | { readonly kind: 'listeners'; readonly ports: readonly number[] };
