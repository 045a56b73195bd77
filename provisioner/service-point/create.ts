import { UTC, type TimeZone } from '../clock/calendar.ts';
import type { Ports } from '../ports/ports.ts';
import { runPlan as productPlan } from '../stages/plan.ts';
import type { RunPlan } from '../stages/run.ts';
import type { SiteStore } from '../store/site-store.ts';
import { RunningServicePoint } from './running-service-point.ts';
import type { ServicePoint } from './service-point.ts';

/** What belongs to the place the service point runs in rather than to the component's dialogs. */
export interface PlaceOptions {
  /** Own address to listen on. Default 0.0.0.0, all of them. */
  readonly address?: string;
  /** Time zone of the maintenance windows and the log. Default UTC. */
  readonly zone?: TimeZone;
  /**
   * How often the queue looks for work, in milliseconds. Default 20 000: administrators remember the product's log saying
   * that its workers wait 20 seconds; no public text confirms it.
   */
  readonly queuePollMs?: number;
  /** What the wait between two runs of one computer is multiplied by each time. Default 1, the product's constant delay. */
  readonly backoffFactor?: number;
}

/** What a service point is made of: settings, what it needs from outside, its database, its place. */
export interface ServicePointOptions {
  /** The component's settings as they are typed or read from a file; undefined takes what the store holds. */
  readonly settings: unknown;
  readonly ports: Ports;
  readonly store: SiteStore;
  /** The stages of a run; tests hand in their own. */
  readonly runPlan?: RunPlan;
  readonly site?: PlaceOptions;
}

/** A service point over `store`. Nothing happens before `start`. */
export function createServicePoint(options: ServicePointOptions): ServicePoint {
  const site = options.site ?? {};
  return new RunningServicePoint({
    ports: options.ports,
    store: options.store,
    settings: options.settings ?? options.store.site.settings()?.settings,
    plan: options.runPlan ?? productPlan,
    address: site.address ?? '0.0.0.0',
    zone: site.zone ?? UTC,
    queuePollMs: site.queuePollMs ?? 20_000,
    backoffFactor: site.backoffFactor ?? 1,
  });
}
