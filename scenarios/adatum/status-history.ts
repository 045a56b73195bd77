import type { ServicePoint } from '../../provisioner/index.ts';

/** A status that the site database began to show. */
interface SeenStatus {
  readonly atMs: number;
  readonly status: number | null;
}

/** Looks at the computers list after each thing the service point reports, and keeps how the statuses changed. */
export class StatusHistory {
  readonly #seen = new Map<string, SeenStatus[]>();

  follow(servicePoint: ServicePoint): void {
    servicePoint.onEvent(({ atMs }) => {
      for (const { shortName, amtStatus } of servicePoint.computers()) {
        const seen = this.#seen.get(shortName) ?? [];
        this.#seen.set(shortName, seen);
        if (seen.length === 0 || seen.at(-1)?.status !== amtStatus) seen.push({ atMs, status: amtStatus });
      }
    });
  }

  /** Each status once for every time it came, oldest first; with the virtual wall time at which it was first seen. */
  of(shortName: string): readonly SeenStatus[] {
    return this.#seen.get(shortName) ?? [];
  }
}
