import type { Alarm } from './alarm-clock-state.ts';
import type { DeviceState } from '../state.ts';
import { done, doneWith, refused, type Effect, type HostView, type Instant, type Step } from '../step.ts';

/** What a caller says of an alarm. */
export type AlarmTemplate = Omit<Alarm, 'isOver'>;

/** Alarms that a device has room for (Intel AMT class reference, AMT_AlarmClockService.AddAlarm). */
export const MAX_ALARMS = 5;

/** PT_STATUS numbers. */
const MAX_LIMIT_REACHED = 23;
const INVALID_PARAMETER = 36;
const DUPLICATE = 2058;
const NOT_FOUND = 2068;

/**
 * Adds an alarm. Refused: a name that is taken or empty, and one alarm too many. Assumed: a time that has passed is
 * taken, and rings never or at its next repetition.
 */
export function addAlarm(state: DeviceState, instant: Instant, template: AlarmTemplate): Step {
  const { alarms } = state.features.alarmClock;
  const { id } = template;
  if (id === '') return refused(INVALID_PARAMETER, 'alarm.no-name');
  if (alarms.some((alarm) => alarm.id === id)) return refused(DUPLICATE, 'alarm.duplicate', { id });
  if (alarms.length >= MAX_ALARMS) return refused(MAX_LIMIT_REACHED, 'alarm.too-many', { held: alarms.length });
  return done(withAlarms(state, [...alarms, armed(template, deviceMs(state, instant))]));
}

/** Changes an alarm; what is absent stays. */
export function changeAlarm(
  state: DeviceState,
  instant: Instant,
  id: string,
  change: Partial<Omit<AlarmTemplate, 'id'>>,
): Step {
  const { alarms } = state.features.alarmClock;
  if (!alarms.some((alarm) => alarm.id === id)) return refused(NOT_FOUND, 'alarm.unknown', { id });
  const nowMs = deviceMs(state, instant);
  return done(
    withAlarms(
      state,
      alarms.map((alarm) => (alarm.id === id ? armed({ ...alarm, ...change }, nowMs) : alarm)),
    ),
  );
}

export function removeAlarm(state: DeviceState, id: string): Step {
  const { alarms } = state.features.alarmClock;
  if (!alarms.some((alarm) => alarm.id === id)) return refused(NOT_FOUND, 'alarm.unknown', { id });
  return done(
    withAlarms(
      state,
      alarms.filter((alarm) => alarm.id !== id),
    ),
  );
}

/** Sets the single alarm of early devices; time 0 takes it away. */
export function setSingleAlarm(state: DeviceState, singleMs: number, singleIntervalSeconds: number): Step {
  const alarmClock = { ...state.features.alarmClock, singleMs, singleIntervalSeconds };
  return done({ ...state, features: { ...state.features, alarmClock } });
}

/** When the next alarm rings, wall milliseconds; undefined when none will. */
export function nextAlarmMs(state: DeviceState): number | undefined {
  const { alarms, singleMs } = state.features.alarmClock;
  const times = alarms.filter(({ isOver }) => !isOver).map(({ startMs }) => startMs);
  if (singleMs > 0) times.push(singleMs);
  return times.length === 0 ? undefined : Math.min(...times) - state.time.offsetMs;
}

/**
 * Rings every alarm whose time has come: the host is switched on unless it runs. Repeated alarms move on to their next
 * time, single ones are over or gone. The value names those that rang.
 */
export function ringAlarms(state: DeviceState, instant: Instant, host: HostView): Step<readonly string[]> {
  const nowMs = deviceMs(state, instant);
  const { alarms, singleMs, singleIntervalSeconds } = state.features.alarmClock;
  const due = alarms.filter((alarm) => !alarm.isOver && alarm.startMs <= nowMs);
  const isSingleDue = singleMs > 0 && singleMs <= nowMs;
  const names = [...due.map(({ id, elementName }) => elementName || id), ...(isSingleDue ? [''] : [])];
  const [details] = names;
  if (details === undefined) return doneWith(state, []);
  const left = alarms.flatMap((alarm) => (due.includes(alarm) ? afterRing(alarm, nowMs) : [alarm]));
  const nextSingleMs = isSingleDue ? (following(singleMs, singleIntervalSeconds, nowMs) ?? 0) : singleMs;
  const alarmClock = { alarms: left, singleMs: nextSingleMs, singleIntervalSeconds };
  const noted = names.map((alarm): Effect => ({
    kind: 'decision',
    decision: { code: 'alarm.rang', verdict: 'noted', inputs: { alarm } },
  }));
  const wake: readonly Effect[] = host.isOn
    ? []
    : [{ kind: 'host-power', action: 'on', because: { cause: 'alarm', details } }];
  return doneWith({ ...state, features: { ...state.features, alarmClock } }, names, ...noted, ...wake);
}

/** The state after a time without power: what should have rung is over or moves on, silently (assumed). */
export function missAlarms(state: DeviceState, instant: Instant): DeviceState {
  const missed = ringAlarms(state, instant, { isOn: true });
  return missed.ok ? missed.state : state;
}

function armed(template: AlarmTemplate, nowMs: number): Alarm {
  if (template.startMs > nowMs) return { ...template, isOver: false };
  const startMs = following(template.startMs, template.intervalSeconds, nowMs);
  return { ...template, startMs: startMs ?? template.startMs, isOver: startMs === undefined };
}

function afterRing(alarm: Alarm, nowMs: number): readonly Alarm[] {
  const startMs = following(alarm.startMs, alarm.intervalSeconds, nowMs);
  if (startMs !== undefined) return [{ ...alarm, startMs }];
  return alarm.deleteOnCompletion ? [] : [{ ...alarm, isOver: true }];
}

/** The next time after now; undefined without repetition. */
function following(startMs: number, intervalSeconds: number, nowMs: number): number | undefined {
  const intervalMs = intervalSeconds * 1000;
  if (intervalMs <= 0) return undefined;
  return startMs + (Math.floor((nowMs - startMs) / intervalMs) + 1) * intervalMs;
}

function deviceMs(state: DeviceState, instant: Instant): number {
  return instant.nowMs + state.time.offsetMs;
}

function withAlarms(state: DeviceState, alarms: readonly Alarm[]): DeviceState {
  return { ...state, features: { ...state.features, alarmClock: { ...state.features.alarmClock, alarms } } };
}
