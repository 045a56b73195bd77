/** Where a device keeps its state. A write either leaves the old text or the new one, never a mixture. */
export interface Nvram {
  /** The last text written, undefined when there is none. Throws `NvramCorruptError` when it cannot be read whole. */
  read(): string | undefined;
  write(text: string): void;
}
