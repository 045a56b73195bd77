import { isoInstant, type TimeZone } from '../clock/calendar.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { ProvisioningCertificate } from '../stages/run.ts';
import type { StatusLog } from '../status/event-log.ts';
import {
  DAY_MS,
  followingWeeklyMs,
  nextMidnightMs,
  nextWeeklyMs,
  WINDOWS_PASSWORD_DAYS,
  type MaintenanceSchedule,
} from './schedule.ts';

export type MaintenanceTask = 'Evaluate Provisioned AMT Computer Certificates' | 'Reset AMT Computer Passwords';

const EVALUATE: MaintenanceTask = 'Evaluate Provisioned AMT Computer Certificates';
const RESET: MaintenanceTask = 'Reset AMT Computer Passwords';

/** Longest single wait, in milliseconds: the wall clock is looked at again at least this often. */
const LONGEST_WAIT_MS = DAY_MS;

/** Certificate number that the warning about the provisioning certificate carries: this site keeps only one. */
const CERTIFICATE_ID = 1;

/** What the tasks need from the service point around them. */
export interface MaintenanceOptions {
  readonly clock: Clock;
  readonly log: StatusLog;
  readonly zone: TimeZone;
  readonly schedule: MaintenanceSchedule;
  /** Computers with status 3, with the ends of their certificates (wall time). */
  provisioned(): readonly { readonly resourceId: number; readonly certificatesUntilMs: readonly number[] }[];
  owe(resourceId: number, kind: 'renew-certificate' | 'reset-password'): void;
  /** Wall time at which a task ran last, kept across restarts; undefined when it never ran. */
  lastRunMs(task: MaintenanceTask): number | undefined;
  recordRun(task: MaintenanceTask, atMs: number): void;
  certificate(): ProvisioningCertificate | undefined;
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
    const { log, schedule, clock } = this.#options;
    const { window, pendingDays } = schedule.evaluateCertificates;
    const { intervalDays } = schedule.resetPasswords;
    const hours = `weekday ${window.weekday}, ${window.fromHour}:00 to ${window.toHour}:00`;
    log.write('maintenance.enabled', { task: EVALUATE, schedule: `${hours}, ${pendingDays} days to expiration` });
    log.write('maintenance.enabled', { task: RESET, schedule: `every ${intervalDays} days` });
    if (intervalDays >= WINDOWS_PASSWORD_DAYS) {
      const windowsDays = WINDOWS_PASSWORD_DAYS;
      log.write('maintenance.passwords-exceed-windows', { days: intervalDays, windowsDays });
    }
    // The interval begins when the task is enabled first: there is no password older than that.
    if (this.#options.lastRunMs(RESET) === undefined) this.#options.recordRun(RESET, clock.nowMs());
    this.#scheduleEvaluation(nextWeeklyMs(clock.nowMs(), this.#options.zone, window));
    this.#scheduleReset();
    this.watchCertificate();
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  /** Says at once what is to be said about the certificate in memory, then daily, and removes it when it expires. */
  watchCertificate(): void {
    const { clock, log, schedule, zone } = this.#options;
    for (const name of ['certificate warning', 'certificate expiry']) this.#cancel(name);
    const certificate = this.#options.certificate();
    if (certificate === undefined) return;
    const { thumbprint, validFromMs, validUntilMs } = certificate;
    const nowMs = clock.nowMs();
    if (nowMs < validFromMs) log.write('certificate.not-yet-valid', { thumbprint, validFrom: isoInstant(validFromMs) });
    const leftMs = validUntilMs - nowMs;
    if (leftMs > 0 && leftMs <= schedule.certificateWarningDays * DAY_MS) {
      const days = Math.ceil(leftMs / DAY_MS);
      log.write('certificate.expiring', { thumbprint, days, certId: CERTIFICATE_ID });
    }
    this.#at('certificate warning', nextMidnightMs(nowMs, zone), () => this.watchCertificate());
    this.#at('certificate expiry', validUntilMs + 1, () => {
      log.write('certificate.expired', { thumbprint });
      this.#options.dropCertificate();
    });
  }

  #scheduleEvaluation(atMs: number): void {
    const { clock, zone, schedule } = this.#options;
    this.#at('certificate evaluation', atMs, () => {
      this.#evaluate();
      this.#scheduleEvaluation(followingWeeklyMs(clock.nowMs(), zone, schedule.evaluateCertificates.window));
    });
  }

  #evaluate(): void {
    const { clock, schedule } = this.#options;
    const limitMs = clock.nowMs() + schedule.evaluateCertificates.pendingDays * DAY_MS;
    const due = this.#options
      .provisioned()
      .filter(({ certificatesUntilMs }) => certificatesUntilMs.some((untilMs) => untilMs <= limitMs));
    this.#run(EVALUATE, 'renew-certificate', due);
  }

  #scheduleReset(): void {
    const { clock, schedule } = this.#options;
    const lastMs = this.#options.lastRunMs(RESET) ?? clock.nowMs();
    this.#at('password reset', lastMs + schedule.resetPasswords.intervalDays * DAY_MS, () => {
      this.#run(RESET, 'reset-password', this.#options.provisioned());
      this.#scheduleReset();
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
