/** What is in NVRAM cannot be read whole. `reason` is a stable word of why, fit for a log; it never holds what was read. */
export class NvramCorruptError extends Error {
  readonly reason: string;

  constructor(reason: string, detail: string) {
    super(`NVRAM cannot be read: ${detail}`);
    this.name = 'NvramCorruptError';
    this.reason = reason;
  }
}
