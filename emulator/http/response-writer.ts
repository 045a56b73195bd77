import { imfFixdate } from '../clock/calendar.ts';
import type { FirmwareProfile } from '../firmware/profile.ts';

export type HttpStatus = 200 | 303 | 400 | 401 | 403 | 404 | 500;

const REASONS: Readonly<Record<HttpStatus, string>> = {
  200: 'OK',
  303: 'See Other',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
};

/**
 * How SOAP answers are cut into chunks. Recorded firmware fills one send buffer of 762 bytes: the head and the first
 * chunk share it (218 + 544), every further chunk has it alone; chunk lines are not counted.
 */
export const SEND_BUFFER_BYTES = 762;

/** Four digits, and two line ends. */
const CHUNK_FRAME_BYTES = 8;
const LAST_CHUNK = '0\r\n\r\n';

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
  return { status, bytes: withChunks(head, Buffer.from(text, 'utf8')), closes };
}

/** The 401 answer. It has no Date, as recorded, and the connection ends with it. */
export function challengeAnswer(profile: FirmwareProfile, challenge: string, page: string): Answer {
  return pageBytes(profile, 401, page, [`WWW-Authenticate: ${challenge}`], true);
}

/** A page of HTML. Only a page that was asked for keeps the connection. */
export function pageAnswer(profile: FirmwareProfile, status: 200 | 400 | 403 | 404 | 500, page: string): Answer {
  return pageBytes(profile, status, page, framing(profile, status), status !== 200);
}

/** A picture or a style sheet. */
export function fileAnswer(profile: FirmwareProfile, contentType: string, bytes: Buffer): Answer {
  return fileBytes(profile, 200, contentType, bytes, [], false);
}

/**
 * The empty answer with status 400, which users of management software report. What makes firmware send it is not
 * published; it does not announce that the connection ends.
 */
export function emptyBadRequestAnswer(profile: FirmwareProfile, deviceMs: number): Answer {
  const lines = [`Date: ${imfFixdate(deviceMs)}`, `Server: ${serverText(profile)}`, 'Content-Length: 0'];
  return { status: 400, bytes: headBytes(400, lines), closes: true };
}

/** The answer to HEAD: what GET would get, without its body (RFC 9110, 9.3.2). */
export function withoutBody(answer: Answer): Answer {
  return { ...answer, bytes: answer.bytes.subarray(0, answer.bytes.indexOf('\r\n\r\n') + 4) };
}

/** The answer to `GET /`, which scanners use to read the version, and to a form that was carried out. */
export function redirectAnswer(profile: FirmwareProfile, location: string): Answer {
  const lines = [`Location: ${location}`, 'Content-Length: 0', `Server: ${serverText(profile)}`];
  return { status: 303, bytes: headBytes(303, lines), closes: false };
}

/** The interim answer to `Expect: 100-continue` (RFC 9110, 15.2.1). */
export function continueBytes(): Buffer {
  return Buffer.from('HTTP/1.1 100 Continue\r\n\r\n', 'latin1');
}

/** Pages may not be shown inside others where the release says so of its SOAP answers; for pages that is assumed. */
function framing(profile: FirmwareProfile, status: HttpStatus): readonly string[] {
  return status === 200 && profile.http.xFrameOptions ? ['X-Frame-Options: DENY'] : [];
}

function pageBytes(
  profile: FirmwareProfile,
  status: HttpStatus,
  page: string,
  before: readonly string[],
  closes: boolean,
): Answer {
  return fileBytes(profile, status, 'text/html', Buffer.from(page, 'utf8'), before, closes);
}

function fileBytes(
  profile: FirmwareProfile,
  status: HttpStatus,
  contentType: string,
  body: Buffer,
  before: readonly string[],
  closes: boolean,
): Answer {
  const lines = [
    ...before,
    `Content-Type: ${contentType}`,
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

/** Head and chunked body in one piece. Chunk lengths are four upper-case hex digits; the end is a bare `0`. */
function withChunks(head: Buffer, body: Buffer): Buffer {
  const first = Math.max(SEND_BUFFER_BYTES - head.length, 1);
  const chunks = body.length === 0 ? 0 : 1 + Math.ceil(Math.max(body.length - first, 0) / SEND_BUFFER_BYTES);
  const bytes = Buffer.allocUnsafe(head.length + body.length + chunks * CHUNK_FRAME_BYTES + LAST_CHUNK.length);
  let written = head.copy(bytes);
  let room = first;
  for (let at = 0; at < body.length;) {
    const length = Math.min(room, body.length - at);
    written += bytes.write(`${length.toString(16).toUpperCase().padStart(4, '0')}\r\n`, written, 'latin1');
    written += body.copy(bytes, written, at, at + length);
    written += bytes.write('\r\n', written, 'latin1');
    at += length;
    room = SEND_BUFFER_BYTES;
  }
  bytes.write(LAST_CHUNK, written, 'latin1');
  return bytes;
}
