import type { TcpStream } from './link.ts';

/**
 * Breaks a connection off as when cable or power are gone: what is not sent yet never is, and no FIN says goodbye. The
 * nearest that a link can do is a reset (RFC 9293, 3.10.5).
 */
export function cutOff(stream: TcpStream): void {
  const isIdle = stream.writableLength === 0 && !stream.destroyed;
  if (isIdle && stream.resetAndDestroy !== undefined) stream.resetAndDestroy();
  else stream.destroy(Object.assign(new Error('the link is down'), { code: 'ENETDOWN' }));
}
