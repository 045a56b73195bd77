import type { ServicePoint } from '../../provisioner/index.ts';

/** Looks at the computers list after each thing the service point reports, and keeps how the statuses changed. */
export class StatusHistory {
  readonly #statuses = new Map<string, (number | null)[]>();

  follow(servicePoint: ServicePoint): void {
    servicePoint.onEvent(() => {
      for (const { shortName, amtStatus } of servicePoint.computers()) {
        const seen = this.#statuses.get(shortName) ?? [];
        this.#statuses.set(shortName, seen);
        if (seen.length === 0 || seen.at(-1) !== amtStatus) seen.push(amtStatus);
      }
    });
  }

  /** Each status once for every time it came, oldest first. */
  of(shortName: string): readonly (number | null)[] {
    return this.#statuses.get(shortName) ?? [];
  }
}
