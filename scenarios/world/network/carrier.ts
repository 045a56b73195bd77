import type { Endpoint } from '../seams.ts';
import type { Wire } from './wire.ts';

/** A UDP port at a carrier; what it sends goes to another one, the fabric has already decided which. */
export interface CarrierUdp {
  /** The virtual port. */
  readonly port: number;
  send(data: Buffer, to: CarrierUdp): void;
  /** To an address outside the virtual network (127.0.0.0/8 in sockets mode). */
  sendOutside(data: Buffer, to: Endpoint): void;
  close(): Promise<void>;
}

export interface CarrierListener {
  readonly port: number;
  close(): Promise<void>;
}

/** How bytes get from one host to another. Addresses and ports are virtual. Rejections are Node system errors. */
export interface Carrier {
  /** `alias` tells the ports of hosts without an address (0.0.0.0) apart. */
  bindUdp(at: Endpoint, alias: string, take: (data: Buffer, from: Endpoint) => void): Promise<CarrierUdp>;
  listen(at: Endpoint, accept: (wire: Wire, remote: Endpoint) => void): Promise<CarrierListener>;
  connect(from: string, to: Endpoint, signal: AbortSignal): Promise<{ readonly wire: Wire; readonly local: Endpoint }>;
  close(): Promise<void>;
}
