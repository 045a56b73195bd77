import { expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { startEmulation } from '../../../../emulator/fleet/emulate.ts';
import type { QuirkName } from '../../../../emulator/firmware/quirks.ts';
import { START_MS } from '../../../support/bare-metal.ts';
import { MemorySegment } from '../../../support/memory-link.ts';

async function started(quirks: readonly QuirkName[]) {
  const segment = new MemorySegment();
  const clock = new VirtualClock({ startMs: START_MS, activity: segment });
  const warnings: string[] = [];
  const options = {
    release: '11.8',
    count: 2,
    address: '127.0.0.1',
    state: 'operational',
    tls: false,
    seed: 'a',
    rootHashes: [],
    quirks,
  } as const;
  const world = {
    clock,
    link: segment.link(),
    chance: seededChance('a'),
    onWarning: (what: string) => void warnings.push(what),
  };
  const { fleet, reports } = await clock.settled(startEmulation(options, world), 60_000);
  const codes = fleet.devices.map((device) => device.decisions.map(({ code }) => code));
  return { warnings, reports, codes };
}

it('a quirk that was asked for is told to the user, in the report and in the decision log of every device', async () => {
  const { warnings, reports, codes } = await started(['digest-short-response']);
  expect(warnings).toEqual([
    'quirk digest-short-response: every device logs in whoever sends an empty Digest response (CVE-2017-5689)',
  ]);
  expect(reports.map(({ quirks }) => quirks)).toEqual([['digest-short-response'], ['digest-short-response']]);
  for (const said of codes) expect(said).toContain('quirk.digest-short-response');
});

it('nothing is said of quirks where none was asked for', async () => {
  const { warnings, reports, codes } = await started([]);
  expect([warnings, reports.every((report) => !('quirks' in report))]).toEqual([[], true]);
  expect(codes.flat().filter((code) => code.startsWith('quirk.'))).toEqual([]);
});
