import { isoInstant } from '../clock/calendar.ts';
import { clearEventLog, freezeEventLog } from '../device/logs/event-log.ts';
import type { EventRecord } from '../device/state.ts';
import { refused, type Step } from '../device/step.ts';
import { eventText, severityText, sourceText } from './event-texts.ts';
import { hasField, type FormFields } from './form-fields.ts';
import { html, joined, type Html } from './html.ts';
import { button, facts, formOf, listing } from './layout.ts';
import { mayVisit, pageRealm, type Page, type PageForm, type PageView } from './page.ts';

const INVALID_PARAMETER = 36;

/** The event log, newest first. */
export const eventsPage: Page = {
  path: '/events.htm',
  title: 'Event Log',
  realms: [pageRealm.eventManager, pageRealm.eventLogReader],
  needs: 'event-log',
  isInMenu: true,
  content: eventLog,
};

/** Empties the log (field `ClearLog`), or stops and starts logging (field `SubmitFreeze`). */
export const eventsForm: PageForm = {
  path: '/logform',
  page: '/events.htm',
  realms: [pageRealm.eventManager],
  needs: 'event-log',
  submit: changeLog,
};

function eventLog(view: PageView): Html {
  const { records, frozen } = view.state.eventLog;
  const rows = records.map((record, index) => rowOf(record, index + 1));
  return joined([
    facts('', [
      ['Events in the log', `${String(records.length)} of at most ${String(view.profile.limits.eventRecords)}`],
      ['Logging', frozen ? 'stopped' : 'running'],
    ]),
    ...(mayVisit(eventsForm, view.visitor) ? [commands(view)] : []),
    rows.length === 0
      ? html`<p>The log is empty.</p>`
      : listing('Events, newest first', ['Event', 'Time', 'Severity', 'Source', 'Description'], rows),
  ]);
}

function commands(view: PageView): Html {
  const label = view.state.eventLog.frozen ? 'Start logging' : 'Stop logging';
  return formOf(view, '/logform', joined([button('Clear log', 'ClearLog', '1'), button(label, 'SubmitFreeze', '1')]));
}

function rowOf(record: EventRecord, number: number): readonly (string | number)[] {
  const time = record.atSeconds === 0 ? 'unknown' : isoInstant(record.atSeconds * 1000).replace(/T(.*)\.\d+Z/, ' $1');
  return [number, time, severityText(record), sourceText(record), eventText(record)];
}

function changeLog({ state }: PageView, fields: FormFields): Step {
  if (hasField(fields, 'ClearLog')) return clearEventLog(state);
  if (hasField(fields, 'SubmitFreeze')) return freezeEventLog(state, !state.eventLog.frozen);
  return refused(INVALID_PARAMETER, 'web.events.no-command');
}
