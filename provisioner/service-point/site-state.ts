import type { Ports } from '../ports/ports.ts';
import type { PfxOpener } from '../settings/pfx.ts';
import type { Settings } from '../settings/settings.ts';
import type { ProvisioningCertificate } from '../stages/run.ts';
import type { EventLog } from '../status/event-log.ts';
import type { SiteStore } from '../store/site-store.ts';
import type { ExchangeShelf } from './exchange-shelf.ts';
import type { LastErrorView } from './service-point.ts';

/** What the parts of one running service point share. Everything that must survive a crash is in the store instead. */
export interface SiteState {
  readonly ports: Ports;
  readonly store: SiteStore;
  readonly log: EventLog;
  /** Undefined until valid settings were given. */
  settings: Settings | undefined;
  /** Of this service point, so that a file it has opened is not opened anew. */
  readonly openPfx: PfxOpener;
  certificate: ProvisioningCertificate | undefined;
  /** Number of the certificate in the site database. */
  certificateId: number;
  /** Computers that need a person first: wall time, milliseconds since 1970, until which their hellos are left alone. */
  readonly heldBack: Map<number, number>;
  readonly exchanges: ExchangeShelf;
  readonly lastErrors: Map<number, LastErrorView>;
}

/** Messages looked through at the start for the last error of each computer. */
const MESSAGES_LOOKED_THROUGH = 5000;

/** The last error of each computer, as the status messages of an earlier life tell it. */
export function rememberErrors(state: SiteState): void {
  for (const { id, fields, atMs } of state.store.messages.latest(MESSAGES_LOOKED_THROUGH)) {
    const { resourceId, stage, code, message } = fields;
    if (typeof resourceId !== 'number') continue;
    if (id === 'run.done') state.lastErrors.delete(resourceId);
    if (id !== 'run.failure') continue;
    state.lastErrors.set(resourceId, { stage: String(stage), code: String(code), message: String(message), atMs });
  }
}
