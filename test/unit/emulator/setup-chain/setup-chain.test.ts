import { describe, expect, it } from 'vitest';
import {
  chainRefusals,
  judgeSetupChain,
  setupChainRules,
  type ChainVerdict,
} from '../../../../emulator/device/setup/setup-chain.ts';
import type { RootHash } from '../../../../emulator/device/state.ts';
import type { SetupProfile } from '../../../../emulator/firmware/profile.ts';
import { profileFor, withProfile } from '../../../../emulator/firmware/releases.ts';
import { chain, desk001, JUNE_2009_MS, rootEntry } from '../../../fixtures/certificates/chains.ts';

interface Circumstances {
  readonly hashes?: readonly RootHash[];
  readonly dhcpSuffix?: string;
  readonly trustedDnsSuffix?: string;
  readonly setup?: Partial<SetupProfile>;
  readonly nowMs?: number;
  readonly offsetMs?: number;
}

const listed = rootEntry(chain('accepted'));

function judge(presented: string | readonly Buffer[], given: Circumstances = {}): ChainVerdict {
  const profile = withProfile(profileFor('3.2.1'), { setup: given.setup ?? {} });
  const factory = desk001(profile);
  const hashes = given.hashes ?? [...factory.setup.hashes, listed];
  const setup = { ...factory.setup, hashes, trustedDnsSuffix: given.trustedDnsSuffix ?? '' };
  const state = { ...factory, setup, time: { ...factory.time, offsetMs: given.offsetMs ?? 0 } };
  return judgeSetupChain(typeof presented === 'string' ? chain(presented) : presented, {
    state,
    profile,
    nowMs: given.nowMs ?? JUNE_2009_MS,
    dhcpSuffix: given.dhcpSuffix ?? 'adatum.com',
    from: '10.0.0.15',
  });
}

function codeOf(verdict: ChainVerdict): string {
  return verdict.accepted ? 'accepted' : verdict.code;
}

const bought = rootEntry(chain('accepted-bought'));
const sha256 = rootEntry(chain('accepted-sha256'), 'sha256');
const truncated = chain('accepted').map((der, at) => (at === 1 ? der.subarray(0, -1) : der));
const modern = { refuseWeakHash: true };

/** One difference each from the good chain in good circumstances; what the files hold: test/fixtures/certificates/SOURCES.md. */
const refusals: readonly [code: string, presented: string | readonly Buffer[], given?: Circumstances][] = [
  ['setup.chain.no-certificate', []],
  ['setup.chain.too-long', 'too-long'],
  ['setup.chain.malformed', truncated],
  ['setup.chain.root-missing', 'root-missing'],
  ['setup.chain.root-missing', 'leaf-only'],
  ['setup.chain.root-missing', 'wrong-order'],
  ['setup.chain.no-root-match', 'root-twin'],
  ['setup.chain.no-root-match', 'accepted', { hashes: [bought] }],
  ['setup.chain.no-root-match', 'accepted', { hashes: [] }],
  ['setup.chain.root-inactive', 'accepted', { hashes: [bought, { ...listed, isActive: false }] }],
  ['setup.chain.bad-signature', 'bad-signature'],
  ['setup.chain.bad-signature', 'missing-issuer'],
  ['setup.chain.no-server-auth-eku', 'no-server-auth-eku'],
  ['setup.chain.no-oid-no-ou', 'no-oid-no-ou'],
  ['setup.chain.no-oid-no-ou', 'unit-period'],
  ['setup.chain.no-oid-no-ou', 'unit-case'],
  ['setup.chain.no-suffix', 'accepted', { dhcpSuffix: '' }],
  ['setup.chain.suffix-mismatch', 'suffix-mismatch'],
  ['setup.chain.suffix-mismatch', 'accepted', { dhcpSuffix: 'treyresearch.net' }],
  ['setup.chain.suffix-mismatch', 'accepted', { trustedDnsSuffix: 'treyresearch.net' }],
  ['setup.chain.suffix-mismatch', 'dns-names'],
  ['setup.chain.key-size', 'key-size'],
  ['setup.chain.key-size', 'key-size-issuer'],
  ['setup.chain.key-size', 'key-curve'],
  ['setup.chain.key-size', 'accepted', { setup: { allowedKeyBits: [1024] } }],
  ['setup.chain.weak-hash', 'accepted', { setup: modern }],
  ['setup.chain.weak-hash', 'strong-leaf-only', { setup: modern }],
  ['setup.chain.outside-validity', 'expired', { setup: { strictValidity: true } }],
  ['setup.chain.outside-validity', 'not-yet-valid', { setup: { strictValidity: true } }],
];

const acceptances: readonly [why: string, presented: string | readonly Buffer[], given?: Circumstances][] = [
  ['the good chain', 'accepted'],
  ['the organizational unit in place of the extended key usage', 'accepted-unit'],
  ['a wildcard name', 'accepted-wildcard'],
  ['a leaf signed over MD5', 'accepted-md5'],
  ['a leaf issued by the root', 'accepted-two'],
  ['four certificates', 'accepted-four'],
  ['a certificate bought from a listed authority', 'accepted-bought', { hashes: [bought] }],
  ['an entry of SHA-256', 'accepted-sha256', { hashes: [sha256] }],
  ['SHA-256 throughout where weak hashes are refused', 'accepted-sha256', { hashes: [sha256], setup: modern }],
  ['a device suffix of which only the last two labels agree', 'accepted', { dhcpSuffix: 'sales.adatum.com' }],
  ['the suffix from MEBx before that from DHCP', 'suffix-mismatch', { trustedDnsSuffix: 'treyresearch.net' }],
  ['a DNS name where the firmware looks at them', 'dns-names', { setup: { suffixPolicy: 'cn-or-san' } }],
  ['a key of 4096 bits where the firmware handles them', 'key-size', { setup: { allowedKeyBits: [2048, 4096] } }],
  ['five certificates where there is room', 'too-long', { setup: { maxChainCertificates: 5 } }],
  ['an active entry beside an inactive one', 'accepted', { hashes: [{ ...listed, isActive: false }, listed] }],
];

describe('the setup chain', () => {
  it.each(refusals)('is refused with %s', (code, presented, given) => {
    expect(codeOf(judge(presented, given))).toBe(code);
  });

  it.each(acceptances)('is accepted with %s', (_why, presented, given) => {
    expect(codeOf(judge(presented, given))).toBe('accepted');
  });

  it('has a refused fixture and an explanation for every code that a rule can give', () => {
    const codes = setupChainRules.flatMap((rule) => rule.refusals);
    expect(new Set(refusals.map(([code]) => code))).toEqual(new Set(codes));
    expect(chainRefusals.map(({ code }) => code)).toEqual(codes);
  });

  it("does not look at the root's own signature, which nobody can check when it is over MD2", () => {
    const sha1 = Buffer.from('06092a864886f70d010105', 'hex');
    const presented = chain('accepted').map((der, at) => (at === 2 ? withMd2(der, sha1) : der));
    expect(codeOf(judge(presented, { hashes: [rootEntry(presented)] }))).toBe('accepted');
    const leafOverMd2 = chain('accepted').map((der, at) => (at === 0 ? withMd2(der, sha1) : der));
    expect(codeOf(judge(leafOverMd2))).toBe('setup.chain.bad-signature');
  });

  it('notes an expired certificate and goes on', () => {
    const verdict = judge('expired');
    expect(verdict.accepted && verdict.record.isTimeValid).toBe(false);
    expect(verdict.decisions).toContainEqual(
      expect.objectContaining({ code: 'setup.chain.outside-validity', verdict: 'noted' }),
    );
  });

  it('goes by the clock of the device, not by that on the wall', () => {
    const backToMid2008 = Date.parse('2008-06-01T00:00:00Z') - JUNE_2009_MS;
    const verdict = judge('expired', { offsetMs: backToMid2008 });
    expect(verdict.accepted && verdict.record).toMatchObject({
      isTimeValid: true,
      atMs: Date.parse('2008-06-01T00:00:00Z'),
    });
    expect(judge('accepted', { nowMs: 0 })).toMatchObject({ accepted: true, record: { isTimeValid: false } });
  });

  it('leaves a record of how it was proved', () => {
    const verdict = judge('accepted-four', { trustedDnsSuffix: 'adatum.com' });
    expect(verdict.accepted && verdict.record).toMatchObject({
      atMs: JUNE_2009_MS,
      tlsMode: 2,
      secureDns: true,
      serverFqdn: 'server15.adatum.com',
      serverAddress: '10.0.0.15',
      hashAlgorithm: 'sha1',
      hashHex: listed.hex,
      hashIsDefault: false,
      moreSerials: false,
      isTimeValid: true,
    });
    expect(verdict.accepted && verdict.record.issuerSerials).toHaveLength(3);
  });

  it('flags in the record that there were more than three issuers', () => {
    const verdict = judge('too-long', { setup: { maxChainCertificates: 5 } });
    expect(verdict.accepted && verdict.record).toMatchObject({ moreSerials: true });
    expect(verdict.accepted && verdict.record.issuerSerials).toHaveLength(3);
  });

  it('logs every rule up to the one that refuses, with what it looked at', () => {
    const verdict = judge('unit-case');
    expect(verdict.decisions.map(({ code }) => code)).toEqual([
      'setup.chain.rule.presented',
      'setup.chain.rule.length',
      'setup.chain.rule.readable',
      'setup.chain.rule.root-included',
      'setup.chain.rule.root-listed',
      'setup.chain.rule.signatures',
      'setup.chain.rule.server-authentication',
      'setup.chain.no-oid-no-ou',
    ]);
    expect(verdict.decisions.at(-1)?.inputs).toMatchObject({
      units: ['Intel(R) client setup certificate'],
      usages: ['1.3.6.1.5.5.7.3.1'],
      from: '10.0.0.15',
    });
  });
});

/** The same certificate claiming md2WithRSAEncryption, inside and outside the signed part. */
function withMd2(der: Buffer, sha1: Buffer): Buffer {
  const changed = Buffer.from(der);
  for (let at = changed.indexOf(sha1); at >= 0; at = changed.indexOf(sha1, at + 1)) changed[at + sha1.length - 1] = 2;
  return changed;
}
