import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import type { Endpoint, NetworkLink, TcpListener, TcpStream, UdpPort } from './link.ts';

/** This computer's own sockets as a network link: binds the addresses that it is asked to bind. */
export function hostLink(): NetworkLink {
  return { bindUdp, listenTcp, connectTcp };
}

/** Broadcasts need a route for 255.255.255.255; a send that the system refuses is lost, as datagrams may be. */
function bindUdp(at: Endpoint, onDatagram: (data: Buffer, from: Endpoint) => void): Promise<UdpPort> {
  const socket = createSocket('udp4', (data, { address, port }) => onDatagram(data, { address, port }));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ address: at.address, port: at.port }, () => {
      socket.off('error', reject);
      socket.on('error', () => socket.close());
      socket.setBroadcast(true);
      let isOpen = true;
      socket.on('close', () => {
        isOpen = false;
      });
      resolve({
        address: at.address,
        port: socket.address().port,
        send: (data, to) => {
          if (isOpen) socket.send(data, to.port, to.address, () => undefined);
        },
        close: () => new Promise<void>((done) => (isOpen ? socket.close(() => done()) : done())),
      });
    });
  });
}

function listenTcp(at: Endpoint, onConnection: (stream: TcpStream) => void): Promise<TcpListener> {
  const server = createServer({ allowHalfOpen: false, noDelay: true }, onConnection);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: at.address, port: at.port, exclusive: true }, () => {
      server.off('error', reject);
      const bound = server.address();
      const port = bound === null || typeof bound === 'string' ? at.port : bound.port;
      // Connections that exist do not hold the port: the listener is shut from now on.
      const close = async (): Promise<void> => void server.close();
      resolve({ address: at.address, port, close });
    });
  });
}

async function connectTcp(from: string, to: Endpoint, signal: AbortSignal): Promise<TcpStream> {
  signal.throwIfAborted();
  const socket = connect({ host: to.address, port: to.port, localAddress: from, noDelay: true });
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      socket.destroy();
      reject(signal.reason as Error);
    };
    const onError = (error: Error): void => {
      signal.removeEventListener('abort', onAbort);
      reject(error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('connect', () => {
      signal.removeEventListener('abort', onAbort);
      socket.off('error', onError);
      resolve(socket);
    });
  });
}
