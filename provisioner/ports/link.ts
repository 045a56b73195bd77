import type { Duplex } from 'node:stream';

/** Where a datagram or a connection came from. */
export interface Endpoint {
  /** Dotted IPv4 text. */
  readonly address: string;
  readonly port: number;
}

/** A TCP stream as the network hands it over; TLS is laid over it by whoever asked for it. */
export interface TcpStream extends Duplex {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
}

/** A bound UDP port. Closing it ends its datagrams. */
export interface UdpPort {
  readonly address: string;
  readonly port: number;
  /** Sends one datagram. Address 255.255.255.255 reaches everybody on the segment who has that port bound. */
  send(data: Buffer, to: Endpoint): void;
  close(): Promise<void>;
}

/** A listening TCP port. Closed, it takes no further connections. */
export interface TcpListener {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The server's network adapter. The service point never opens a socket any other way, so a test
 * world can put memory, loopback, a firewall or a fault plan behind it.
 */
export interface NetworkLink {
  /** Address 0.0.0.0 stands for "no address yet": broadcasts only. */
  bindUdp(at: Endpoint, onDatagram: (data: Buffer, from: Endpoint) => void): Promise<UdpPort>;
  /** Port 0 takes any free port. Rejects with a Node system error (`EADDRINUSE`, ...). */
  listenTcp(at: Endpoint, onConnection: (stream: TcpStream) => void): Promise<TcpListener>;
  /**
   * Rejects with a Node system error (`ECONNREFUSED`, `EHOSTUNREACH`, ...). Never times out by itself: abort the signal
   * from a timer of the clock, then it rejects with the signal's reason.
   */
  connectTcp(from: string, to: Endpoint, signal: AbortSignal): Promise<TcpStream>;
}
