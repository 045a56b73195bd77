import type { Activity } from '../seams.ts';

/** Counts what moves on a network, so that virtual time can stand still meanwhile. */
export class Traffic implements Activity {
  #inFlight = 0;
  #moves = 0;

  get inFlight(): number {
    return this.#inFlight;
  }

  get moves(): number {
    return this.#moves;
  }

  /** Something set out: a datagram, a connection attempt. */
  begin(): void {
    this.#inFlight += 1;
    this.#moves += 1;
  }

  /** Something arrived, or was given up. */
  end(): void {
    this.#inFlight -= 1;
    this.#moves += 1;
  }

  moved(): void {
    this.#moves += 1;
  }
}

/**
 * One direction of a TCP connection: pending while bytes or a FIN were sent and have not been taken in. Bytes that wait
 * because the reader does not read do not count: they wait for the reader, not for the network.
 */
export class Direction {
  readonly #traffic: Traffic;
  #pendingBytes = 0;
  #finPending = false;
  #parked = false;
  #over = false;
  #counted = false;

  constructor(traffic: Traffic) {
    this.#traffic = traffic;
  }

  sent(bytes: number): void {
    this.#pendingBytes += bytes;
    this.#update();
  }

  taken(bytes: number): void {
    this.#pendingBytes -= bytes;
    this.#update();
  }

  /** A FIN or a reset set out. */
  finSent(): void {
    this.#finPending = true;
    this.#update();
  }

  /** The reader has stopped (true) or resumed (false) reading. */
  park(parked: boolean): void {
    this.#parked = parked;
    this.#update();
  }

  /** Nothing more will be taken in: the end has arrived, or the reader is gone. */
  over(): void {
    this.#over = true;
    this.#update();
  }

  #update(): void {
    this.#traffic.moved();
    const pending = !this.#over && !this.#parked && (this.#pendingBytes > 0 || this.#finPending);
    if (pending === this.#counted) return;
    this.#counted = pending;
    if (pending) this.#traffic.begin();
    else this.#traffic.end();
  }
}
