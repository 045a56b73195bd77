import type { TimeZone } from '../clock/calendar.ts';
import { startHelloListener, type HelloListener } from '../hello/hello-listener.ts';
import type { Maintenance } from '../maintenance/maintenance.ts';
import type { LogEvent } from '../ports/log.ts';
import type { Ports } from '../ports/ports.ts';
import { RunQueue } from '../queue/run-queue.ts';
import { rememberingPfxOpener } from '../settings/pfx.ts';
import type { Settings } from '../settings/settings.ts';
import { validateSettings } from '../settings/validate-settings.ts';
import type { RunKind, RunPlan } from '../stages/run.ts';
import { EventLog } from '../status/event-log.ts';
import { exportRows } from '../status/list-export.ts';
import { COMPONENT } from '../status/render-log.ts';
import { installServicePoint } from '../store/service-point-role.ts';
import type { SiteStore } from '../store/site-store.ts';
import { ExchangeShelf } from './exchange-shelf.ts';
import { isSp1Client } from './hello-decision.ts';
import { acceptHello, resumeHellos } from './hello-desk.ts';
import { createCollection, importList, membersOf, updateMembership } from './intake-desk.ts';
import { maintenanceFor } from './maintenance-desk.ts';
import {
  checkTemplate,
  loadCertificate,
  messageOf,
  registerAlias,
  remarkOnAuthority,
  remarkOnServer,
} from './role-checks.ts';
import { carryOut, mayHaveLeftSetup } from './run-desk.ts';
import type {
  ActionResult,
  ComputerView,
  ExchangeView,
  ImportOptions,
  ImportResult,
  LoadedCertificateView,
  Refusal,
  RemoveOptions,
  SelectableTemplate,
  ServicePoint,
  SettingsResult,
  StartResult,
} from './service-point.ts';
import { rememberErrors, type SiteState } from './site-state.ts';
import { viewCertificate, viewComputers } from './views.ts';

export interface RunningOptions {
  readonly ports: Ports;
  readonly store: SiteStore;
  readonly settings: unknown;
  readonly plan: RunPlan;
  readonly address: string;
  readonly zone: TimeZone;
  readonly queuePollMs: number;
  readonly backoffFactor: number;
}

/** How long a stop waits, in milliseconds, before it says again what holds it up. */
const STOP_REMARK_MS = 10_000;
/** Operation codes with status 3 as their condition answer this when it is not met. */
const NOT_PROVISIONED = 'computer.not-provisioned';

/** The parts put together. See {@link ServicePoint} for what each call does. */
export class RunningServicePoint implements ServicePoint {
  readonly #options: RunningOptions;
  readonly #state: SiteState;
  readonly #queue: RunQueue;
  readonly #maintenance: Maintenance;
  #given: unknown;
  #listener: HelloListener | undefined;
  #running = false;
  /** What was begun and is not awaited by a caller: alias, template, a listener that moves. */
  #background: Promise<void> = Promise.resolve();

  constructor(options: RunningOptions) {
    this.#options = options;
    this.#given = options.settings;
    const { ports, store } = options;
    this.#state = {
      ports,
      store,
      log: new EventLog(ports.clock),
      settings: undefined,
      openPfx: rememberingPfxOpener(),
      certificate: undefined,
      certificateId: 0,
      heldBack: new Map(),
      lastErrors: new Map(),
      exchanges: new ExchangeShelf(),
    };
    this.#keepMessages();
    rememberErrors(this.#state);
    this.#queue = this.#makeQueue();
    this.#maintenance = maintenanceFor(this.#state, this.#queue, options.zone);
    const validated = validateSettings(options.settings, ports.host, this.#state.openPfx);
    if (validated.ok) this.#state.settings = validated.settings;
  }

  get events(): readonly LogEvent[] {
    return this.#state.log.events;
  }

  async start(): Promise<StartResult> {
    if (this.#running && this.#listener !== undefined) return { kind: 'started', hello: endpointOf(this.#listener) };
    const { ports, store, log } = this.#state;
    const validated = validateSettings(this.#given, ports.host, this.#state.openPfx);
    if (!validated.ok) return this.#refuseStart(validated.problems.map(refusalOf));
    for (const problem of validated.warnings) log.write('settings.warning', refusalOf(problem));
    const { settings } = validated;
    this.#state.settings = settings;
    this.#state.heldBack.clear();
    store.site.saveSettings(settings, ports.clock.nowMs());
    installServicePoint(store, ports.host.fqdn, ports.clock.nowMs());
    remarkOnServer(ports.host, log);
    loadCertificate(this.#state, settings);
    try {
      this.#listener = await this.#listen(settings);
    } catch (cause) {
      const message = `port ${settings.general.provisioningPort} cannot be listened on: ${messageOf(cause)}`;
      return this.#refuseStart([{ code: 'role.port-unavailable', path: 'general.provisioningPort', message }]);
    }
    this.#running = true;
    const entries = this.#queue.start();
    if (entries > 0) log.write('component.resumed', { entries });
    resumeHellos(this.#state, this.#queue);
    this.#maintenance.start();
    const hello = endpointOf(this.#listener);
    log.write('component.started', { component: COMPONENT, server: ports.host.fqdn, ...hello });
    log.write('hello.listening', {});
    this.#inBackground(() => this.#checkSurroundings(settings));
    return { kind: 'started', hello };
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    const { log, ports } = this.#state;
    this.#maintenance.stop();
    const listener = this.#listener;
    this.#listener = undefined;
    const remark = (): void => {
      const runs = this.#queue.runningResources().map((resourceId) => `run of machine ${resourceId}`);
      log.write('component.stop-waits', {
        component: COMPONENT,
        waitsFor: runs.join(', ') || 'the network and the directory services',
      });
      timer = ports.clock.after(STOP_REMARK_MS, 'stop takes long', remark);
    };
    let timer = ports.clock.after(STOP_REMARK_MS, 'stop takes long', remark);
    await Promise.all([listener?.close(), this.#queue.stop(), this.#background]);
    timer.cancel();
    log.write('component.stopped', { component: COMPONENT });
  }

  applySettings(input: unknown): SettingsResult {
    const { ports, store, log } = this.#state;
    const validated = validateSettings(input, ports.host, this.#state.openPfx);
    if (!validated.ok) {
      const refusals = validated.problems.map(refusalOf);
      for (const refusal of refusals) log.write('settings.refused', refusal);
      return { kind: 'refused', refusals };
    }
    const before = this.#state.settings;
    const { settings } = validated;
    store.site.saveSettings(settings, ports.clock.nowMs());
    this.#given = input;
    this.#state.settings = settings;
    this.#state.heldBack.clear();
    log.write('settings.applied', {});
    for (const problem of validated.warnings) log.write('settings.warning', refusalOf(problem));
    if (!this.#running) return { kind: 'applied' };
    loadCertificate(this.#state, settings);
    this.#maintenance.watchCertificate();
    this.#inBackground(async () => {
      if (before?.general.provisioningPort !== settings.general.provisioningPort) await this.#moveListener(settings);
      await this.#checkSurroundings(settings);
    });
    return { kind: 'applied' };
  }

  async selectableTemplates(): Promise<readonly SelectableTemplate[]> {
    const { authority } = this.#state.ports;
    try {
      const offered = await authority.templates();
      return offered
        .filter(({ version, extendedKeyUsage }) => version === 2 && extendedKeyUsage.includes('1.3.6.1.5.5.7.3.1'))
        .map(({ name }) => ({ authority: authority.name, template: name }));
    } catch (cause) {
      remarkOnAuthority(this.#state, cause);
      return [];
    }
  }

  importComputers(csv: string | Buffer, options: ImportOptions): ImportResult {
    return importList(this.#state, csv, options);
  }

  createCollection(name: string): ActionResult {
    return createCollection(this.#state, name);
  }

  updateCollectionMembership(name: string): ActionResult {
    return updateMembership(this.#state, name);
  }

  members(collection: string): readonly ComputerView[] {
    return viewComputers(this.#state, this.#queue, membersOf(this.#state, collection));
  }

  computers(): readonly ComputerView[] {
    return viewComputers(this.#state, this.#queue, this.#state.store.computers.all());
  }

  exportList(collection: string | undefined, format: 'csv' | 'json'): string {
    return exportRows(collection === undefined ? this.computers() : this.members(collection), format);
  }

  setClientInstalled(resourceId: number, version: string | undefined): ActionResult {
    return this.#onComputers([resourceId], () =>
      this.#state.store.computers.change(resourceId, { hasClient: version !== undefined && isSp1Client(version) }),
    );
  }

  update(resourceIds: readonly number[]): ActionResult {
    return this.#owe(resourceIds, 'update');
  }

  removeProvisioning(resourceIds: readonly number[], options: RemoveOptions): ActionResult {
    // Before the removal is owed: a crash in between must not let the next hello bring the computer back.
    const before = (resourceId: number): void =>
      this.#state.store.computers.change(resourceId, { suppressAutoProvision: true });
    const kind = options.full ? 'remove-full' : 'remove-partial';
    return this.#owe(resourceIds, kind, options.suppressAutoProvision ? before : undefined);
  }

  clearSuppressAutoProvision(resourceIds: readonly number[]): ActionResult {
    return this.#onComputers(resourceIds, (resourceId) => {
      this.#state.store.computers.change(resourceId, { suppressAutoProvision: false });
      this.#state.log.write('computers.suppress-cleared', { resourceId });
    });
  }

  onEvent(listener: (event: LogEvent) => void): Disposable {
    return this.#state.log.onEvent(listener);
  }

  isIdle(): boolean {
    return this.#queue.isIdle();
  }

  loadedCertificate(): LoadedCertificateView | undefined {
    return viewCertificate(this.#state);
  }

  exchanges(resourceId: number): readonly ExchangeView[] {
    return this.#state.exchanges.of(resourceId);
  }

  revealAdminPassword(resourceId: number): string | undefined {
    if (this.#state.store.computers.get(resourceId) === undefined) return undefined;
    this.#state.log.write('computers.password-revealed', { resourceId });
    return this.#state.store.computers.secrets(resourceId).adminPassword;
  }

  /**
   * Warnings, errors and runs that succeeded become status messages of the site, so that they outlive the process. A
   * database that takes none must not stop what is being reported about: the first message that is lost is said so, once
   * until one is kept again.
   */
  #keepMessages(): void {
    const { log, store } = this.#state;
    let losing = false;
    log.onEvent((event) => {
      if (event.severity === 'info' && event.id !== 'run.done') return;
      try {
        store.messages.append(event);
        losing = false;
      } catch (cause) {
        if (losing) return;
        losing = true;
        log.write('component.messages-lost', { message: messageOf(cause) });
      }
    });
  }

  #makeQueue(): RunQueue {
    const { ports, store, log } = this.#state;
    return new RunQueue({
      store: store.queue,
      clock: ports.clock,
      log,
      pollIntervalMs: this.#options.queuePollMs,
      workers: () => this.#state.settings?.servicePoint.workers ?? 1,
      retryPolicy: () => ({
        retries: this.#state.settings?.servicePoint.retries ?? 0,
        delayMs: (this.#state.settings?.servicePoint.retryDelayMinutes ?? 1) * 60_000,
        backoffFactor: this.#options.backoffFactor,
      }),
      mustNotGiveUp: (run) => mayHaveLeftSetup(this.#state, run),
      run: (run, signal) => carryOut(this.#state, this.#options.plan, run, signal),
    });
  }

  #listen(settings: Settings): Promise<HelloListener> {
    const { ports, log } = this.#state;
    return startHelloListener({
      link: ports.link,
      clock: ports.clock,
      at: { address: this.#options.address, port: settings.general.provisioningPort },
      limits: { connections: settings.servicePoint.helloConnections },
      onHello: (message, from, bytes) => acceptHello(this.#state, this.#queue, message, from, bytes),
      log: log.scoped({}),
    });
  }

  async #moveListener(settings: Settings): Promise<void> {
    const old = this.#listener;
    try {
      this.#listener = await this.#listen(settings);
      await old?.close();
    } catch (cause) {
      const { address } = this.#options;
      const port = settings.general.provisioningPort;
      this.#state.log.write('hello.listen-failed', { address, port, message: messageOf(cause) });
    }
  }

  async #checkSurroundings(settings: Settings): Promise<void> {
    await registerAlias(this.#state, settings);
    await checkTemplate(this.#state, settings);
  }

  #inBackground(work: () => Promise<void>): void {
    this.#background = this.#background.then(work).catch((cause: unknown) => {
      this.#state.log.write('component.defect', { where: 'work in the background', message: messageOf(cause) });
    });
  }

  #refuseStart(refusals: readonly Refusal[]): StartResult {
    for (const { code, message } of refusals) this.#state.log.write('role.refused', { code, message });
    return { kind: 'refused', refusals };
  }

  #owe(resourceIds: readonly number[], kind: RunKind, before?: (resourceId: number) => void): ActionResult {
    const { store } = this.#state;
    const refusals = resourceIds.flatMap((resourceId) => {
      const stored = store.computers.get(resourceId);
      if (stored === undefined || stored.amtStatus === 3) return [];
      const message = `${stored.shortName} is not provisioned by this site`;
      return [{ code: NOT_PROVISIONED, path: String(resourceId), message }];
    });
    if (refusals.length > 0) return { kind: 'refused', refusals };
    return this.#onComputers(resourceIds, (resourceId) => {
      before?.(resourceId);
      this.#queue.add({ resourceId, kind, address: '', helloId: undefined });
    });
  }

  #onComputers(resourceIds: readonly number[], act: (resourceId: number) => void): ActionResult {
    const { store } = this.#state;
    const refusals = resourceIds
      .filter((resourceId) => store.computers.get(resourceId) === undefined)
      .map((resourceId) => {
        const message = `there is no computer with the resource id ${resourceId}`;
        return { code: 'computer.unknown', path: String(resourceId), message };
      });
    if (refusals.length > 0) return { kind: 'refused', refusals };
    for (const resourceId of resourceIds) act(resourceId);
    return { kind: 'accepted' };
  }
}

function refusalOf(problem: {
  readonly tab: string;
  readonly field: string;
  readonly code: string;
  readonly message: string;
}): Refusal {
  const path = problem.field === '' ? problem.tab : `${problem.tab}.${problem.field}`;
  return { code: problem.code, path, message: problem.message };
}

function endpointOf(listener: HelloListener): { readonly address: string; readonly port: number } {
  return { address: listener.address, port: listener.port };
}
