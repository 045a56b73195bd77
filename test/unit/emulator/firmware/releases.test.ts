import { expect, it } from 'vitest';
import { dayLongHelloWaitsMs, fifteenTriesHelloWaitsMs } from '../../../../emulator/firmware/hello-schedules.ts';
import { profileFor, releases, UnknownReleaseError, withProfile } from '../../../../emulator/firmware/releases.ts';

it('knows three releases and names them to whoever asks for another', () => {
  expect(releases).toEqual(['3.2.1', '4.0', '5.0']);
  for (const release of releases) expect(profileFor(release).release).toBe(release);
  expect(() => profileFor('11.8')).toThrow(UnknownReleaseError);
  expect(() => profileFor('11.8')).toThrow(/3\.2\.1, 4\.0, 5\.0/);
});

it('says hello for 24 hours and 5 minutes, or fifteen times', () => {
  expect(dayLongHelloWaitsMs.reduce((sum, wait) => sum + wait, 0)).toBe((24 * 60 + 5) * 60_000);
  expect(fifteenTriesHelloWaitsMs).toHaveLength(14);
});

it('ships five root hashes of the right length, and a default power scheme that exists', () => {
  for (const release of releases) {
    const profile = profileFor(release);
    expect(profile.rootHashes.map(({ hex }) => hex.length)).toEqual([40, 40, 40, 40, 40]);
    expect(profile.power.schemes.map(({ id }) => id)).toContain(profile.power.defaultSchemeId);
    for (const { guidHex } of profile.power.schemes) expect(guidHex).toMatch(/^[0-9a-f]{32}$/);
  }
});

it('switches single values and leaves the release as it is', () => {
  const profile = profileFor('3.2.1');
  const switched = withProfile(profile, { setup: { strictValidity: true } });
  expect(switched.setup).toEqual({ ...profile.setup, strictValidity: true });
  expect(profile.setup.strictValidity).toBe(false);
});
