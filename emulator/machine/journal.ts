/** Keeps the newest records and tells everybody who listens; a listener that throws does so to whoever caused the record. */
export class Journal<T> {
  readonly #limit: number;
  readonly #kept: T[] = [];
  readonly #listeners = new Set<(record: T) => void>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Oldest first. */
  get records(): readonly T[] {
    return this.#kept;
  }

  add(record: T): void {
    this.#kept.push(record);
    if (this.#kept.length > this.#limit) this.#kept.shift();
    for (const listener of this.#listeners) listener(record);
  }

  on(listener: (record: T) => void): Disposable {
    const own = (record: T): void => listener(record);
    this.#listeners.add(own);
    return { [Symbol.dispose]: () => void this.#listeners.delete(own) };
  }
}
