import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedBy, MAX_CERTIFICATE_BYTES, readCertificate } from '../../emulator/codec/certificate.ts';
import { DerError, derChildren, derOid, derTags, readDer, writeDer } from '../../emulator/codec/der.ts';
import { readRsaPrivateKey } from '../../emulator/codec/rsa-private-key.ts';
import { compareSuffix } from '../../emulator/device/setup/domain-suffix.ts';
import { judgeSetupChain } from '../../emulator/device/setup/setup-chain.ts';
import { profileFor } from '../../emulator/firmware/releases.ts';
import { chain, desk001, JUNE_2009_MS, rootEntry, rsaKey } from '../fixtures/certificates/chains.ts';

const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength }).map((octets) => Buffer.from(octets));

/** Either reads or refuses with its own error. */
function tolerates(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    return error instanceof DerError;
  }
}

describe('certificate readers', () => {
  it('read back what was written', () => {
    fc.assert(
      fc.property(fc.array(bytes(300), { maxLength: 10 }), (parts) => {
        const encoded = writeDer(derTags.sequence, ...parts.map((part) => writeDer(derTags.octetString, part)));
        expect(derChildren(readDer(encoded)).map(({ contents }) => contents)).toEqual(parts);
      }),
    );
  });

  it('end with a DerError on bytes of any kind', () => {
    fc.assert(
      fc.property(bytes(400), (input) => {
        const wrapped = writeDer(derTags.sequence, input);
        for (const der of [input, wrapped, writeDer(derTags.oid, input)]) {
          expect(tolerates(() => readCertificate(der))).toBe(true);
          expect(tolerates(() => readRsaPrivateKey(der))).toBe(true);
          expect(tolerates(() => derOid(readDer(der)))).toBe(true);
        }
      }),
    );
  });

  it('end with a DerError, or a signature that does not hold, on a certificate with an octet changed or cut off', () => {
    const [leaf = Buffer.alloc(0), issuing = Buffer.alloc(0)] = chain('accepted');
    const issuer = readCertificate(issuing);
    fc.assert(
      fc.property(fc.nat(leaf.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(leaf);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(tolerates(() => expect(isSignedBy(readCertificate(changed), issuer)).toBe(false))).toBe(true);
        expect(() => readCertificate(leaf.subarray(0, at))).toThrow(DerError);
      }),
      { numRuns: 300 },
    );
  });

  it('end with a DerError on a private key with an octet changed', () => {
    const key = rsaKey('desk002');
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(key);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(tolerates(() => readRsaPrivateKey(changed))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('refuse what is longer than their limit without reading it', () => {
    expect(() => readCertificate(writeDer(derTags.sequence, Buffer.alloc(MAX_CERTIFICATE_BYTES)))).toThrow(DerError);
  });
});

describe('the judgement on a setup chain', () => {
  it('never throws, and accepts nothing but the good chain among its changed forms', () => {
    const good = chain('accepted');
    const profile = profileFor('3.2.1');
    const factory = desk001(profile);
    const state = { ...factory, setup: { ...factory.setup, hashes: [rootEntry(good)] } };
    const changedOctet = fc.tuple(fc.nat(2), fc.nat(5000), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(changedOctet, ([which, at, change]) => {
        const presented = good.map((der, position) => {
          if (position !== which) return der;
          const changed = Buffer.from(der);
          changed[at % der.length] = (changed[at % der.length] ?? 0) ^ change;
          return changed;
        });
        const question = { state, profile, nowMs: JUNE_2009_MS, dhcpSuffix: 'adatum.com', from: '10.0.0.15' };
        expect(judgeSetupChain(presented, question).accepted).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('takes the suffix of a name as matching under every policy when the name lies directly in it', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    fc.assert(
      fc.property(label, label, fc.constantFrom('com', 'net', 'org'), (host, domain, top) => {
        for (const policy of ['exact', 'two-label-com-net', 'two-label', 'tld-table', 'cn-or-san'] as const) {
          expect(compareSuffix(policy, `${domain}.${top}`, `${host}.${domain}.${top}`, []).matches).toBe(true);
        }
      }),
    );
  });
});
