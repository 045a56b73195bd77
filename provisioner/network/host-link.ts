import { createSocket } from 'node:dgram';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Endpoint, NetworkLink, TcpListener, UdpPort } from '../ports/link.ts';

/** The network adapters of the machine this process runs on, by way of the operating system's sockets. */
export function hostLink(): NetworkLink {
  return { bindUdp, listenTcp, connectTcp };
}

function bindUdp(at: Endpoint, onDatagram: (data: Buffer, from: Endpoint) => void): Promise<UdpPort> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.on('message', (data, from) => onDatagram(data, { address: from.address, port: from.port }));
    socket.bind(at.port, at.address, () => {
      socket.off('error', reject);
      // An ICMP "port unreachable" may surface here; whoever waits for an answer has a timer of its own.
      socket.on('error', () => undefined);
      socket.setBroadcast(true);
      const bound = socket.address();
      resolve({
        address: bound.address,
        port: bound.port,
        send: (data, to) => socket.send(data, to.port, to.address, () => undefined),
        close: () => new Promise((closed) => socket.close(() => closed())),
      });
    });
  });
}

function listenTcp(at: Endpoint, onConnection: (stream: Socket) => void): Promise<TcpListener> {
  return new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, onConnection);
    server.once('error', reject);
    server.listen(at.port, at.address, () => {
      server.off('error', reject);
      const bound = server.address() as AddressInfo;
      resolve({
        address: bound.address,
        port: bound.port,
        close: () => new Promise((closed) => server.close(() => closed())),
      });
    });
  });
}

function connectTcp(from: string, to: Endpoint, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const local = from === '' || from === '0.0.0.0' ? {} : { localAddress: from };
    const socket = createConnection({ host: to.address, port: to.port, noDelay: true, ...local });
    const done = (): void => {
      signal.removeEventListener('abort', aborted);
      socket.off('error', failed);
      socket.off('connect', connected);
    };
    const failed = (error: Error): void => {
      done();
      reject(error);
    };
    const connected = (): void => {
      done();
      resolve(socket);
    };
    const aborted = (): void => {
      done();
      socket.on('error', () => undefined);
      socket.destroy();
      reject(signal.reason as Error);
    };
    socket.once('error', failed);
    socket.once('connect', connected);
    signal.addEventListener('abort', aborted, { once: true });
  });
}
