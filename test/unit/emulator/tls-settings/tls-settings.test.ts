import { describe, expect, it } from 'vitest';
import { addCertificate, addKey, addTrustedRoot } from '../../../../emulator/device/trust/certificate-store.ts';
import type { DeviceState } from '../../../../emulator/device/state.ts';
import type { Step } from '../../../../emulator/device/step.ts';
import {
  bindCertificate,
  putTlsSettings,
  tlsCommitProblem,
  tlsCredentials,
  unbindCertificate,
} from '../../../../emulator/device/trust/tls-settings.ts';
import { certificateBlob, chain, desk001, instantOf, rsaKey } from '../../../fixtures/certificates/chains.ts';

const instant = instantOf();

type Change = (state: DeviceState) => Step<unknown>;

const withKey: Change = (state) => addKey(state, instant, rsaKey('desk001').toString('base64'));
const withOtherKey: Change = (state) => addKey(state, instant, rsaKey('desk002').toString('base64'));
const withOwn: Change = (state) => addCertificate(state, instant, certificateBlob('desk001'));
const withIssuing: Change = (state) => addCertificate(state, instant, certificateBlob('desk001', 1));
const withRoot: Change = (state) => addTrustedRoot(state, instant, certificateBlob('desk001', 2));
const bound: Change = (state) => bindCertificate(state, 0);
const remoteOn: Change = (state) => putTlsSettings(state, 'remote', { enabled: true });
const committed: Change = (state) => ({
  ok: true,
  state: { ...state, tls: { ...state.tls, active: state.tls.pending } },
  value: undefined,
  effects: [],
});

function after(...changes: readonly Change[]): DeviceState {
  let state = desk001();
  for (const change of changes) {
    const step = change(state);
    if (!step.ok) throw new Error(step.refusal.code);
    state = step.state;
  }
  return state;
}

function refusalOf(step: Step<unknown>): readonly [status: number, code: string] | undefined {
  return step.ok ? undefined : [step.refusal.status, step.refusal.code];
}

describe('TLS settings', () => {
  it('wait for the commit', () => {
    const state = after(withKey, withOwn, bound, remoteOn);
    expect([state.tls.pending.remote.enabled, state.tls.active.remote.enabled]).toEqual([true, false]);
    expect([state.tls.pending.certificateHandle, state.tls.active.certificateHandle]).toEqual([0, undefined]);
    expect(tlsCommitProblem(state)).toBeUndefined();
  });

  it('are written one interface at a time', () => {
    const state = after((before) => putTlsSettings(before, 'local', { enabled: true }));
    expect([state.tls.pending.remote.enabled, state.tls.pending.local.enabled]).toEqual([false, true]);
  });

  it('keep what a Put leaves out, except the trusted names', () => {
    const first = after(withRoot, (state) =>
      putTlsSettings(state, 'remote', {
        enabled: true,
        mutualAuthentication: true,
        acceptNonSecure: true,
        trustedCn: ['adatum.com'],
      }),
    );
    const second = putTlsSettings(first, 'remote', { enabled: true });
    expect(second.ok && second.state.tls.pending.remote).toEqual({
      enabled: true,
      mutualAuthentication: true,
      acceptNonSecure: true,
      trustedCn: [],
    });
  });

  it('do not change whether the local interface takes plain connections', () => {
    const before = desk001().tls.pending.local.acceptNonSecure;
    const state = after((given) => putTlsSettings(given, 'local', { enabled: false, acceptNonSecure: !before }));
    expect(state.tls.pending.local.acceptNonSecure).toBe(before);
  });

  it('need a trusted root before clients can be asked for certificates', () => {
    const mutual: Change = (state) => putTlsSettings(state, 'remote', { enabled: true, mutualAuthentication: true });
    expect(refusalOf(mutual(desk001()))).toEqual([2057, 'tls.mutual.no-trusted-root']);
    expect(after(withRoot, mutual).tls.pending.remote.mutualAuthentication).toBe(true);
  });

  it('change trusted names at once when nothing else changes, and with the rest otherwise', () => {
    const on = after(withKey, withOwn, bound, remoteOn, committed);
    const names = putTlsSettings(on, 'remote', { enabled: true, trustedCn: ['adatum.com'] });
    expect(names.ok && names.state.tls.active.remote.trustedCn).toEqual(['adatum.com']);
    const more = putTlsSettings(on, 'remote', { enabled: false, trustedCn: ['adatum.com'] });
    expect(more.ok && more.state.tls.active.remote.trustedCn).toEqual([]);
    expect(more.ok && more.state.tls.pending.remote.trustedCn).toEqual(['adatum.com']);
  });

  it.each([
    ['five names', ['a.net', 'b.net', 'c.net', 'd.net', 'e.net']],
    ['a name with a blank', ['adatum com']],
    ['an empty name', ['']],
    ['a name of 256 characters', ['a'.repeat(256)]],
  ])('refuse %s', (_what, trustedCn) => {
    const step = putTlsSettings(desk001(), 'remote', { enabled: false, trustedCn });
    expect(refusalOf(step)).toEqual([36, 'tls.trusted-cn.invalid']);
  });
});

describe('the commit', () => {
  it('misses a certificate when TLS is on without one', () => {
    expect(tlsCommitProblem(desk001())).toBeUndefined();
    expect(tlsCommitProblem(after(remoteOn))).toMatchObject({ status: 2057, code: 'tls.commit.no-certificate' });
    const unbound = after(withKey, withOwn, bound, remoteOn, unbindCertificate);
    expect(tlsCommitProblem(unbound)).toMatchObject({ status: 2057 });
  });

  it('misses a trusted root that was removed meanwhile', () => {
    const state = after(withKey, withOwn, withRoot, bound, (before) =>
      putTlsSettings(before, 'remote', { enabled: true, mutualAuthentication: true }),
    );
    expect(tlsCommitProblem(state)).toBeUndefined();
    const certificates = state.certificates.certificates.filter(({ isTrustedRoot }) => !isTrustedRoot);
    const without = { ...state, certificates: { ...state.certificates, certificates } };
    expect(tlsCommitProblem(without)).toMatchObject({ code: 'tls.commit.no-trusted-root' });
  });
});

describe('binding a certificate', () => {
  it('needs the certificate and its private key', () => {
    expect(refusalOf(bindCertificate(after(withKey), 0))).toEqual([36, 'tls.bind.unknown-certificate']);
    expect(refusalOf(bindCertificate(after(withOwn), 0))).toEqual([2060, 'tls.bind.no-keys']);
    expect(refusalOf(bindCertificate(after(withOwn, withOtherKey), 0))).toEqual([2064, 'tls.bind.key-does-not-match']);
    expect(bindCertificate(after(withOwn, withOtherKey, withKey), 0).ok).toBe(true);
  });

  it('gives the TLS server its chain and key once committed', () => {
    const state = after(withKey, withOwn, withIssuing, bound, remoteOn);
    expect(tlsCredentials(state)).toBeUndefined();
    const served = tlsCredentials(after(withKey, withOwn, withIssuing, bound, remoteOn, committed));
    expect(served).toEqual({ chain: chain('desk001').slice(0, 2), privateKey: rsaKey('desk001') });
  });
});
