import { isoInstant, type TimeZone } from '../clock/calendar.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { ProvisioningCertificate } from '../stages/run.ts';
import type { StatusLog } from '../status/event-log.ts';
import {
  CERTIFICATE_WARNING_DAYS,
  DAY_MS,
  followingWeeklyMs,
  nextMidnightMs,
  nextWeeklyMs,
  WINDOWS_PASSWORD_DAYS,
  type MaintenanceSchedule,
} from './schedule.ts';

export type MaintenanceTask = 'Evaluate Provisioned AMT Computer Certificates' | 'Reset AMT Computer Passwords';

export const EVALUATE: MaintenanceTask = 'Evaluate Provisioned AMT Computer Certificates';
export const RESET: MaintenanceTask = 'Reset AMT Computer Passwords';

/** Longest single wait, in milliseconds: the wall clock is looked at again at least this often. */
const LONGEST_WAIT_MS = DAY_MS;

/** What the tasks need from the service point around them. */
export interface MaintenanceOptions {
  readonly clock: Clock;
  readonly log: StatusLog;
  readonly zone: TimeZone;
  /** Asked at the start. */
  schedule(): MaintenanceSchedule;
  /** Computers with status 3, with the ends of their certificates (wall time). */
  provisioned(): readonly { readonly resourceId: number; readonly certificatesUntilMs: readonly number[] }[];
  owe(resourceId: number, kind: 'renew-certificate' | 'reset-password'): unknown;
  /** Wall time at which a task ran last, kept across restarts; undefined when it never ran. */
  lastRunMs(task: MaintenanceTask): number | undefined;
  recordRun(task: MaintenanceTask, atMs: number): void;
  /** The certificate in memory; `certId` is its number in the site database. */
  certificate(): (ProvisioningCertificate & { readonly certId: number }) | undefined;
  /** Takes the certificate out of memory, and tries to load what the settings have now. */
  dropCertificate(): void;
}

/** The recurring work of the role: two site maintenance tasks, and the watch over the provisioning certificate. */
export class Maintenance {
  readonly #options: MaintenanceOptions;
  readonly #timers = new Map<string, Timer>();

  constructor(options: MaintenanceOptions) {
    this.#options = options;
  }

  start(): void {
    this.#startEvaluation();
    this.#startReset();
    this.watchCertificate();
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  /** Says at once what is to be said about the certificate in memory, then daily, and removes it when it expires. */
  watchCertificate(): void {
    const { clock, log, zone } = this.#options;
    for (const name of ['certificate warning', 'certificate expiry']) this.#cancel(name);
    const certificate = this.#options.certificate();
    if (certificate === undefined) return;
    const { thumbprint, validFromMs, validUntilMs, certId } = certificate;
    const nowMs = clock.nowMs();
    if (nowMs < validFromMs) log.write('certificate.not-yet-valid', { thumbprint, validFrom: isoInstant(validFromMs) });
    const leftMs = validUntilMs - nowMs;
    if (leftMs > 0 && leftMs <= CERTIFICATE_WARNING_DAYS * DAY_MS) {
      const days = Math.ceil(leftMs / DAY_MS);
      log.write('certificate.expiring', { thumbprint, days, certId });
    }
    this.#at('certificate warning', nextMidnightMs(nowMs, zone), () => this.watchCertificate());
    this.#at('certificate expiry', validUntilMs + 1, () => {
      log.write('certificate.expired', { thumbprint });
      this.#options.dropCertificate();
    });
  }

  #startEvaluation(): void {
    const { clock, log, zone } = this.#options;
    const task = this.#options.schedule().evaluateCertificates;
    if (task === undefined) return;
    const { window, pendingDays } = task;
    const hours = `weekday ${window.weekday} from ${timeOfDay(window.startMinute)} to ${timeOfDay(window.endMinute)}`;
    log.write('maintenance.enabled', { task: EVALUATE, schedule: `${hours}, ${pendingDays} days to expiration` });
    this.#scheduleEvaluation(nextWeeklyMs(clock.nowMs(), zone, window), task);
  }

  #scheduleEvaluation(atMs: number, task: NonNullable<MaintenanceSchedule['evaluateCertificates']>): void {
    const { clock, zone } = this.#options;
    this.#at('certificate evaluation', atMs, () => {
      const limitMs = clock.nowMs() + task.pendingDays * DAY_MS;
      const due = this.#options
        .provisioned()
        .filter(({ certificatesUntilMs }) => certificatesUntilMs.some((untilMs) => untilMs <= limitMs));
      this.#run(EVALUATE, 'renew-certificate', due);
      this.#scheduleEvaluation(followingWeeklyMs(clock.nowMs(), zone, task.window), task);
    });
  }

  #startReset(): void {
    const { clock, log } = this.#options;
    const task = this.#options.schedule().resetPasswords;
    if (task === undefined) return;
    const { intervalDays } = task;
    log.write('maintenance.enabled', { task: RESET, schedule: `every ${intervalDays} days` });
    if (intervalDays >= WINDOWS_PASSWORD_DAYS) {
      const windowsDays = WINDOWS_PASSWORD_DAYS;
      log.write('maintenance.passwords-exceed-windows', { days: intervalDays, windowsDays });
    }
    // The interval begins when the task is enabled first: there is no password older than that.
    if (this.#options.lastRunMs(RESET) === undefined) this.#options.recordRun(RESET, clock.nowMs());
    this.#scheduleReset(intervalDays);
  }

  #scheduleReset(intervalDays: number): void {
    const lastMs = this.#options.lastRunMs(RESET) ?? this.#options.clock.nowMs();
    this.#at('password reset', lastMs + intervalDays * DAY_MS, () => {
      this.#run(RESET, 'reset-password', this.#options.provisioned());
      this.#scheduleReset(intervalDays);
    });
  }

  #run(
    task: MaintenanceTask,
    kind: 'renew-certificate' | 'reset-password',
    due: readonly { readonly resourceId: number }[],
  ): void {
    const { log, clock } = this.#options;
    log.write('maintenance.began', { task });
    for (const { resourceId } of due) this.#options.owe(resourceId, kind);
    this.#options.recordRun(task, clock.nowMs());
    log.write('maintenance.ended', { task, count: due.length });
  }

  /** Runs `what` at a wall time, however the wall clock is set until then. */
  #at(name: string, wallMs: number, what: () => void): void {
    this.#cancel(name);
    const { clock } = this.#options;
    const leftMs = wallMs - clock.nowMs();
    const fire = (): void => {
      this.#timers.delete(name);
      if (clock.nowMs() >= wallMs) what();
      else this.#at(name, wallMs, what);
    };
    this.#timers.set(name, clock.after(Math.min(leftMs, LONGEST_WAIT_MS), name, fire));
  }

  #cancel(name: string): void {
    this.#timers.get(name)?.cancel();
    this.#timers.delete(name);
  }
}

function timeOfDay(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
