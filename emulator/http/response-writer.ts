import { imfFixdate } from '../clock/calendar.ts';
import type { FirmwareProfile } from '../firmware/profile.ts';

export type HttpStatus = 200 | 303 | 400 | 401 | 404 | 500;

const REASONS: Readonly<Record<HttpStatus, string>> = {
  200: 'OK',
  303: 'See Other',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  500: 'Internal Server Error',
};

/**
 * How SOAP answers are cut into chunks. Recorded firmware fills one send buffer of 762 bytes: the head and the first
 * chunk share it (218 + 544), every further chunk has it alone; chunk lines are not counted.
 */
export const SEND_BUFFER_BYTES = 762;

/** Content type of the legacy SOAP services. */
export const LEGACY_CONTENT_TYPE = 'text/xml; charset=UTF-8';

export interface Answer {
  readonly status: HttpStatus;
  readonly bytes: Buffer;
  /** Whether the head announced that the connection ends here. */
  readonly closes: boolean;
}

/** `Intel(R) Active Management Technology 3.2.1`. */
export function serverText(profile: FirmwareProfile): string {
  return `${profile.http.serverProduct} ${profile.http.serverVersion ?? profile.version}`;
}

/** A SOAP answer, chunked. Faults of WS-Management announce that the connection closes; other answers keep it. */
export function soapAnswer(
  profile: FirmwareProfile,
  deviceMs: number,
  status: 200 | 400 | 500,
  text: string,
  kind: 'wsman' | 'legacy',
): Answer {
  const closes = kind === 'wsman' && status !== 200;
  const contentType = kind === 'wsman' ? profile.http.soapContentType : LEGACY_CONTENT_TYPE;
  const lines = [
    `Date: ${imfFixdate(deviceMs)}`,
    `Server: ${serverText(profile)}`,
    ...(profile.http.xFrameOptions ? ['X-Frame-Options: DENY'] : []),
    `Content-Type: ${contentType}`,
    'Transfer-Encoding: chunked',
    ...(kind === 'legacy' ? ['Cache-Control: no-cache', 'Expires: Thu, 26 Oct 1995 00:00:00 GMT'] : []),
    ...(closes ? ['Connection: close'] : []),
  ];
  const head = headBytes(status, lines);
  const body = cutIntoChunks(Buffer.from(text, 'utf8'), head.length);
  return { status, bytes: Buffer.concat([head, ...body]), closes };
}

/** The 401 answer. It has no Date, as recorded, and the connection ends with it. */
export function challengeAnswer(profile: FirmwareProfile, challenge: string, page: string): Answer {
  return pageBytes(profile, 401, page, [`WWW-Authenticate: ${challenge}`], true);
}

/** A page of HTML. */
export function pageAnswer(profile: FirmwareProfile, status: 200 | 400 | 404, page: string): Answer {
  return pageBytes(profile, status, page, [], status !== 200);
}

/** The answer to `GET /`, which scanners use to read the version. */
export function redirectAnswer(profile: FirmwareProfile, location: string): Answer {
  const lines = [`Location: ${location}`, 'Content-Length: 0', `Server: ${serverText(profile)}`];
  return { status: 303, bytes: headBytes(303, lines), closes: false };
}

/** The interim answer to `Expect: 100-continue` (RFC 9110, 15.2.1). */
export function continueBytes(): Buffer {
  return Buffer.from('HTTP/1.1 100 Continue\r\n\r\n', 'latin1');
}

function pageBytes(
  profile: FirmwareProfile,
  status: 200 | 400 | 401 | 404,
  page: string,
  before: readonly string[],
  closes: boolean,
): Answer {
  const body = Buffer.from(page, 'utf8');
  const lines = [
    ...before,
    'Content-Type: text/html',
    `Server: ${serverText(profile)}`,
    `Content-Length: ${String(body.length)}`,
    ...(closes ? ['Connection: close'] : []),
  ];
  return { status, bytes: Buffer.concat([headBytes(status, lines), body]), closes };
}

function headBytes(status: HttpStatus, lines: readonly string[]): Buffer {
  const text = [`HTTP/1.1 ${String(status)} ${REASONS[status]}`, ...lines, '', ''].join('\r\n');
  return Buffer.from(text, 'latin1');
}

/** Chunk lengths are four upper-case hex digits; the end is a bare `0`. */
function cutIntoChunks(body: Buffer, head: number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let room = Math.max(SEND_BUFFER_BYTES - head, 1);
  for (let at = 0; at < body.length;) {
    const piece = body.subarray(at, at + room);
    const length = piece.length.toString(16).toUpperCase().padStart(4, '0');
    pieces.push(Buffer.from(`${length}\r\n`, 'latin1'), piece, Buffer.from('\r\n', 'latin1'));
    at += piece.length;
    room = SEND_BUFFER_BYTES;
  }
  pieces.push(Buffer.from('0\r\n\r\n', 'latin1'));
  return pieces;
}
