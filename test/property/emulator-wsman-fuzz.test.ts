import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceState } from '../../emulator/device/state.ts';
import { decodeSnapshot, encodeSnapshot } from '../../emulator/nvram/snapshot.ts';
import { readXmlText } from '../../emulator/wsman/xml-reader.ts';
import { ADMIN } from '../unit/emulator/wsman/bench.ts';
import { FuzzedDevice, messagesOf } from './wsman-fuzz.ts';

/** Faults that DSP0226 gives HTTP 500, because the fault is the service's. */
const RECEIVER = /<a:Value>a:Receiver<\/a:Value>/;

const survived = new WeakMap<DeviceState, DeviceState>();

/** The state as NVRAM gives it back. */
function afterPowerCut(state: DeviceState): DeviceState {
  const known = survived.get(state) ?? decodeSnapshot(encodeSnapshot(state));
  survived.set(state, known);
  return known;
}

describe.each(['3.2.1', '5.2', '9.5', '16.1', '19.0'])('the WS-Management service of release %s', (release) => {
  it('answers whatever it is sent, and changes nothing that it refuses', () => {
    const device = new FuzzedDevice(release);
    fc.assert(
      fc.property(fc.array(messagesOf(device), { minLength: 1, maxLength: 4 }), (messages) => {
        device.reset();
        const { holder, engine } = device;
        for (const message of messages) {
          const before = holder.state;
          const { status, text } = engine.answer(message, ADMIN);
          expect(readXmlText(text).ok).toBe(true);
          expect(holder.decisions.filter(({ code }) => code.startsWith('defect.'))).toEqual([]);
          expect(text.includes('<a:Fault>')).toBe(status !== 200);
          expect(RECEIVER.test(text)).toBe(status === 500);
          // What is refused changes nothing, and what is accepted survives a power cut.
          expect(status === 200 || holder.state === before).toBe(true);
          expect(afterPowerCut(holder.state)).toEqual(holder.state);
        }
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? '250') },
    );
    device.engine.close();
  });
});
