import type { PowerProfile, PowerScheme } from './profile.ts';

type Row = readonly [description: string, guidHex: string, onInSleepStates: readonly number[]];

const desktopRows: readonly Row[] = [
  ['Desktop: ON in S0', '944f8312fb104fdc968e1e232b0c9065', []],
  ['Desktop: ON in S0, S3', 'a18600ab9a7f4c42a6e6bb243a295d9e', [3]],
  ['Desktop: ON in S0, S3, S4-5', '7286abac96b448e29b9e9b7df91c7fd4', [3, 4, 5]],
  ['Desktop: ON in S0, ME Wake in S3', '7b32cd4d6bbe4389a62a4d7bd8dbd026', [3]],
  ['Desktop: ON in S0, ME Wake in S3, S4-5', '7322734623dc432fa98a13d37982d855', [3, 4, 5]],
];

const mobileRows: readonly Row[] = [
  ['Mobile: ON in S0', '763997110b56504388709812f391b560', []],
  ['Mobile: ON in S0, S3/AC', '26d31c768708c74bbb5f38744315a5ff', [3]],
  ['Mobile: ON in S0, S3/AC, S4-5/AC', '530e08db6c0fd948b2d28958d3f1156e', [3, 4, 5]],
  ['Mobile: ON in S0, ME Wake in S3/AC', '055dd5b64ca4874da5a8b47c14deda5f', [3]],
  ['Mobile: ON in S0, ME Wake in S3/AC, S4-5/AC', '30800dee09c07843af287868a2dbbe3a', [3, 4, 5]],
];

function numbered(rows: readonly Row[]): readonly PowerScheme[] {
  return rows.map(([description, guidHex, onInSleepStates], index) => ({
    id: `SCHEME ${index}`,
    description,
    guidHex,
    onInSleepStates,
  }));
}

/**
 * Power packages of desktops; GUIDs as in Intel's open-source LMS (audit log event 1616). A desktop that is plugged in
 * answers in every sleep state, which bare-metal setup of a computer that was never switched on depends on.
 */
export const desktopPower: PowerProfile = { schemes: numbered(desktopRows), defaultSchemeId: 'SCHEME 2' };

/** Power packages of notebooks; beyond S0 the management engine needs mains power. */
export const mobilePower: PowerProfile = { schemes: numbered(mobileRows), defaultSchemeId: 'SCHEME 2' };

/**
 * The two power packages that recorded notebooks of later releases offer: on in S0 only, and on in S0 with waking from the
 * others on mains power, which they word in their own way.
 */
export const recordedPower: PowerProfile = {
  schemes: numbered([
    ['Mobile: ON in S0', '763997110b56504388709812f391b560', []],
    ['Mobile: ON in S0, ME Wake in S3, S4-5 (AC only)', '30800dee09c07843af287868a2dbbe3a', [3, 4, 5]],
  ]),
  defaultSchemeId: 'SCHEME 1',
};
