import { describe, expect, it } from 'vitest';
import { dayLongHelloWaitsMs, fifteenTriesHelloWaitsMs } from '../../../../emulator/firmware/hello-schedules.ts';
import { evolved } from '../../../../emulator/firmware/profile-changes.ts';
import { profileFor, releases, UnknownReleaseError, withProfile } from '../../../../emulator/firmware/releases.ts';

const HEX_DIGITS = { sha1: 40, sha256: 64, sha384: 96 } as const;

it('knows seventeen releases, oldest first by number and not by letter', () => {
  expect(releases.join(' ')).toBe('2.6 3.2.1 4.0 4.2 5.0 5.2 6.2 7.1 8.1 9.5 10.0 11.8 12.0 15.0 16.1 18.0 19.0');
});

it('names the releases that it knows to whoever asks for another', () => {
  expect(() => profileFor('11.9')).toThrow(UnknownReleaseError);
  expect(() => profileFor('11.9')).toThrow(/2\.6, 3\.2\.1, 4\.0/);
});

it('says hello for 24 hours and 5 minutes, or fifteen times', () => {
  expect(dayLongHelloWaitsMs.reduce((sum, wait) => sum + wait, 0)).toBe((24 * 60 + 5) * 60_000);
  expect(fifteenTriesHelloWaitsMs).toHaveLength(14);
});

describe.each(releases)('release %s', (release) => {
  const profile = profileFor(release);

  it('is called what it was asked for, and its version begins with that', () => {
    expect(profile.release).toBe(release);
    expect(`${profile.version}.`.startsWith(`${release}.`)).toBe(true);
    expect(profile.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('shows in its Server field the version, and from 11 on the build as a fourth part', () => {
    const identities = new Map(profile.softwareIdentities);
    const { serverVersion = profile.version } = profile.http;
    const build = identities.get('Build Number') ?? '';
    expect(serverVersion).toBe(Number.parseInt(release) < 11 ? profile.version : `${profile.version}.${build}`);
    expect(identities.get('AMT')).toBe(profile.version);
  });

  it('lists root hashes of the right length, each once, and no more than a hello carries', () => {
    for (const { algorithm, hex } of profile.rootHashes) expect(hex).toHaveLength(HEX_DIGITS[algorithm]);
    expect(new Set(profile.rootHashes.map(({ hex }) => hex)).size).toBe(profile.rootHashes.length);
    expect(profile.rootHashes.length).toBeLessThanOrEqual(profile.setup.helloMaxHashes);
  });

  it('has the default power scheme that it names', () => {
    expect(profile.power.schemes.map(({ id }) => id)).toContain(profile.power.defaultSchemeId);
    for (const { guidHex } of profile.power.schemes) expect(guidHex).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is served over one interface at least', () => {
    expect(profile.capabilities.has('wsman') || profile.capabilities.has('legacy-soap')).toBe(true);
  });

  it('says of nothing twice how well it is known', () => {
    const said = profile.evidence.map(({ what }) => what);
    expect(said.toSorted()).toEqual([...new Set(said)].toSorted());
  });
});

it.each([
  ['wsman', ['2.6']],
  ['legacy-soap', ['9.5', '10.0', '11.8', '12.0', '15.0', '16.1', '18.0', '19.0']],
  ['psk-setup', ['11.8', '12.0', '15.0', '16.1', '18.0', '19.0']],
  ['audit-log', ['2.6', '3.2.1']],
  ['wireless', ['3.2.1', '5.0', '5.2']],
  ['login-cache', ['2.6', '3.2.1', '4.0', '4.2', '5.0', '5.2']],
] as const)('has %s except on %s', (capability, without) => {
  const lacking = releases.filter((release) => !profileFor(release).capabilities.has(capability));
  expect(lacking).toEqual(without);
});

it('opens no plain port over the network from 16.1 on', () => {
  const shut = releases.filter((release) => !profileFor(release).http.plainRemotePorts);
  expect(shut).toEqual(['16.1', '18.0', '19.0']);
});

it('switches single values and leaves the release as it is', () => {
  const profile = profileFor('3.2.1');
  const switched = withProfile(profile, { setup: { strictValidity: true } });
  expect(switched.setup).toEqual({ ...profile.setup, strictValidity: true });
  expect(profile.setup.strictValidity).toBe(false);
});

it('lets no release outdate evidence that the one before it does not have', () => {
  const change = { release: '5.3', version: '5.3.0', outdated: ['what nobody said'], learned: [] };
  expect(() => evolved(profileFor('5.2'), change)).toThrow(/5\.2 has no evidence for "what nobody said"/);
});
