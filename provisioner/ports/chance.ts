/** The only source of chance in the service point: passwords, MessageIDs, client nonces. */
export interface Chance {
  /** A stream of its own for `name`; the same name under the same seed gives the same draws. */
  for(name: string): Chance;
  /** `length` bytes. */
  bytes(length: number): Buffer;
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
}
