import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  addCertificate,
  addKey,
  addTrustedRoot,
  deleteCertificate,
  deleteKey,
  keyOfCertificate,
  publicHalf,
  replaceCertificate,
  storedCertificate,
  storedChain,
} from '../../../../emulator/device/trust/certificate-store.ts';
import type { DeviceState } from '../../../../emulator/device/state.ts';
import type { Instant, Step } from '../../../../emulator/device/step.ts';
import { bindCertificate } from '../../../../emulator/device/trust/tls-settings.ts';
import { profileFor, withProfile } from '../../../../emulator/firmware/releases.ts';
import { certificateBlob, chain, desk001, instantOf, rsaKey } from '../../../fixtures/certificates/chains.ts';

const instant = instantOf();
const ownKey = rsaKey('desk001').toString('base64');
const own = certificateBlob('desk001');
const issuing = certificateBlob('desk001', 1);
const root = certificateBlob('desk001', 2);

type Change = (state: DeviceState) => Step<unknown>;

/** The state after all of these; throws when one is refused. */
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

const withKey: Change = (state) => addKey(state, instant, ownKey);
const withOwn: Change = (state) => addCertificate(state, instant, own);
const withIssuing: Change = (state) => addCertificate(state, instant, issuing);
const withRoot: Change = (state) => addTrustedRoot(state, instant, root);
const bound: Change = (state) => bindCertificate(state, 0);

function limited(limits: Partial<Instant['profile']['limits']>): Instant {
  return instantOf(withProfile(profileFor('3.2.1'), { limits }));
}

describe('adding a key', () => {
  it.each([
    ['not DER', Buffer.from('nonsense'), 2062, 'certificates.key.malformed'],
    ['nothing', Buffer.alloc(0), 2062, 'certificates.key.malformed'],
    ['octets after the end', Buffer.concat([rsaKey('desk001'), Buffer.alloc(1)]), 2062, 'certificates.key.malformed'],
    ['a certificate', Buffer.from(own, 'base64'), 2062, 'certificates.key.malformed'],
    ['primes of another modulus', spoilt(rsaKey('desk001')), 2062, 'certificates.key.malformed'],
    ['an odd length', rsaKey('bits-1280'), 2062, 'certificates.key.length'],
    ['exponent 3', rsaKey('exponent-3'), 2062, 'certificates.key.exponent'],
  ])('is refused for %s', (_what, der, status, code) => {
    expect(refusalOf(addKey(desk001(), instant, der.toString('base64')))).toEqual([status, code]);
  });

  it('takes RSA keys of the lengths of the release', () => {
    const both = after(withKey, (state) => addKey(state, instant, rsaKey('desk002').toString('base64')));
    expect(both.certificates.keys.map(({ handle }) => handle)).toEqual([0, 1]);
  });

  it('refuses the same key twice and one too many', () => {
    expect(refusalOf(addKey(after(withKey), instant, ownKey))).toEqual([2058, 'certificates.key.duplicate']);
    const other = rsaKey('desk002').toString('base64');
    expect(refusalOf(addKey(after(withKey), limited({ keys: 1 }), other))).toEqual([23, 'certificates.key.full']);
  });

  it('shows no more than the public half, which OpenSSL reads', () => {
    const [stored] = after(withKey).certificates.keys;
    if (stored === undefined) throw new Error('no key');
    const shown = createPublicKey({ key: Buffer.from(publicHalf(stored), 'base64'), format: 'der', type: 'pkcs1' });
    expect(shown.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });
});

describe('adding a certificate', () => {
  it.each([
    ['not DER', Buffer.from('nonsense').toString('base64'), 2063, 'certificates.certificate.malformed'],
    ['a certificate cut short', cut(own), 2063, 'certificates.certificate.malformed'],
    [
      'a key of 4096 bits, as a CA may have',
      certificateBlob('key-size-issuer', 1),
      2062,
      'certificates.certificate.key-length',
    ],
    ['a key that is not RSA', certificateBlob('key-curve'), 2066, 'certificates.certificate.not-rsa'],
  ])('is refused for %s', (_what, blob, status, code) => {
    expect(refusalOf(addCertificate(desk001(), instant, blob))).toEqual([status, code]);
  });

  it('refuses equal bytes, but takes another certificate of the same subject', () => {
    const state = after(withOwn);
    expect(refusalOf(addCertificate(state, instant, own))).toEqual([2058, 'certificates.certificate.duplicate']);
    const renewed = addCertificate(state, instant, certificateBlob('desk001-renewed'));
    expect(renewed).toMatchObject({ ok: true, value: 1 });
  });

  it('refuses one too many and one too large', () => {
    const one = limited({ certificates: 1 });
    expect(refusalOf(addCertificate(after(withOwn), one, issuing))).toEqual([23, 'certificates.certificate.full']);
    const small = limited({ certificateBytes: 100 });
    expect(refusalOf(addCertificate(desk001(), small, own))).toEqual([2063, 'certificates.certificate.too-large']);
  });

  it('finds its key whichever came first', () => {
    expect(keyOfCertificate(after(withKey, withOwn), 0)?.handle).toBe(0);
    expect(keyOfCertificate(after(withOwn, withKey), 0)?.handle).toBe(0);
    expect(keyOfCertificate(after(withOwn), 0)).toBeUndefined();
  });

  it('builds the chain to send from stored issuers, not from trusted roots', () => {
    const [leafDer, issuingDer, rootDer] = chain('desk001');
    expect(storedChain(after(withOwn, withRoot, withIssuing), 0)).toEqual([leafDer, issuingDer]);
    const whole = after(withIssuing, withOwn, (state) => addCertificate(state, instant, root));
    expect(storedChain(whole, 1)).toEqual([leafDer, issuingDer, rootDer]);
  });
});

describe('adding a trusted root', () => {
  it('takes self-signed roots only, as before release 11.8', () => {
    expect(refusalOf(addTrustedRoot(desk001(), instant, issuing))).toEqual([2063, 'certificates.root.not-self-signed']);
    expect(addTrustedRoot(desk001(), instant, root)).toMatchObject({ ok: true, value: 0 });
  });

  it('refuses one too many', () => {
    const one = limited({ trustedRoots: 1 });
    const other = certificateBlob('root-twin', 2);
    expect(refusalOf(addTrustedRoot(after(withRoot), one, other))).toEqual([23, 'certificates.root.full']);
  });

  it('is not permitted while the network interface demands client certificates', () => {
    const state = after(withRoot);
    const remote = { ...state.tls.active.remote, enabled: true, mutualAuthentication: true };
    const mutual = { ...state, tls: { ...state.tls, active: { ...state.tls.active, remote } } };
    const other = certificateBlob('root-twin', 2);
    expect(refusalOf(addTrustedRoot(mutual, instant, other))).toEqual([16, 'certificates.root.mutual-tls-on']);
  });
});

describe('removing', () => {
  it('frees the handle for the next', () => {
    const state = after(withOwn, withIssuing, (before) => deleteCertificate(before, 0));
    expect(storedCertificate(state, 0)).toBeUndefined();
    expect(addTrustedRoot(state, instant, root)).toMatchObject({ ok: true, value: 0 });
    const emptied = after(withKey, (before) => deleteKey(before, 0));
    expect(addKey(emptied, instant, ownKey)).toMatchObject({ ok: true, value: 0 });
  });

  it('spares what TLS is bound to, and the key of it', () => {
    const state = after(withKey, withOwn, withIssuing, bound);
    expect(refusalOf(deleteCertificate(state, 0))).toEqual([16, 'certificates.certificate.in-use']);
    expect(refusalOf(deleteKey(state, 0))).toEqual([16, 'certificates.key.in-use']);
    expect(deleteCertificate(state, 1).ok).toBe(true);
    const { pending } = state.tls;
    const committed = {
      ...state,
      tls: { active: pending, pending: { ...pending, certificateHandle: undefined } },
    };
    expect(refusalOf(deleteCertificate(committed, 0))).toEqual([16, 'certificates.certificate.in-use']);
  });

  it("spares the firmware's own certificate", () => {
    const state = after(withOwn);
    const certificates = state.certificates.certificates.map((stored) => ({ ...stored, isReadOnly: true }));
    const readOnly = { ...state, certificates: { ...state.certificates, certificates } };
    expect(refusalOf(deleteCertificate(readOnly, 0))).toEqual([16, 'certificates.certificate.read-only']);
    expect(refusalOf(replaceCertificate(readOnly, instant, 0, issuing))).toEqual([
      16,
      'certificates.certificate.read-only',
    ]);
  });

  it('knows what is not there', () => {
    expect(refusalOf(deleteCertificate(desk001(), 7))).toEqual([2053, 'certificates.certificate.unknown']);
    expect(refusalOf(deleteKey(desk001(), 7))).toEqual([2053, 'certificates.key.unknown']);
  });
});

describe('replacing a certificate', () => {
  it('keeps the handle', () => {
    const renewed = certificateBlob('desk001-renewed');
    const step = replaceCertificate(after(withKey, withOwn, bound), instant, 0, renewed);
    expect(step.ok && storedCertificate(step.state, 0)?.der).toBe(renewed);
  });

  it('must not take the key away from what TLS is bound to', () => {
    const state = after(withKey, withOwn, bound);
    expect(refusalOf(replaceCertificate(state, instant, 0, issuing))).toEqual([16, 'certificates.certificate.in-use']);
  });
});

function cut(blob: string): string {
  return Buffer.from(blob, 'base64').subarray(0, -1).toString('base64');
}

/** One bit of the modulus is wrong. */
function spoilt(der: Buffer): Buffer {
  const changed = Buffer.from(der);
  changed[40] = (changed[40] ?? 0) ^ 1;
  return changed;
}
