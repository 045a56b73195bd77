import { isoInstant, serverLogTime, type TimeZone } from '../clock/calendar.ts';
import type { LogEvent } from '../ports/log.ts';
import { STAGE_EVENTS } from '../stages/stage-events.ts';
import { EVENTS, type EventDeclaration } from './event-table.ts';

/** Component name of the out of band service point in log lines and status messages. */
export const COMPONENT = 'SMS_AMT_OPERATION_MANAGER';

const DECLARATIONS: ReadonlyMap<string, EventDeclaration> = new Map(Object.entries({ ...EVENTS, ...STAGE_EVENTS }));

/** The sentence of an event, without framing. An event of a stage that has no wording here shows its id and fields. */
export function eventText(event: LogEvent): string {
  const declared = DECLARATIONS.get(event.id);
  const text =
    declared === undefined
      ? [event.id, ...Object.entries(event.fields).map(([name, value]) => `${name}=${String(value)}`)].join(' ')
      : declared.text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(event.fields[name] ?? whole));
  return oneLine(text);
}

/** Fields hold what strangers sent. A line break in one must not start a line of its own in the log. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

/**
 * One line of Amtopmgr.log in the framing of the 2007 server logs:
 * `message  $$<COMPONENT><Thu Nov 19 11:35:01.123 2009 Pacific Standard Time><thread=2880 (0xB40)>`.
 */
export function serverLogLine(event: LogEvent, zone: TimeZone, thread: number): string {
  const hex = thread.toString(16).toUpperCase();
  return `${eventText(event)}  $$<${COMPONENT}><${serverLogTime(event.atMs, zone)}><thread=${thread} (0x${hex})>`;
}

/** One line of JSON: `at`, `severity`, `id`, `fields`, `text`. */
export function jsonLine(event: LogEvent): string {
  const { severity, id, fields } = event;
  return JSON.stringify({ at: isoInstant(event.atMs), severity, id, fields, text: eventText(event) });
}
