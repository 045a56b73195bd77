import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { parseInstant } from '../../../../emulator/clock/calendar.ts';
import { factoryState } from '../../../../emulator/device/factory.ts';
import type { DeviceState } from '../../../../emulator/device/state.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import { newIdentity } from '../../../../emulator/machine/new-identity.ts';
import { judgeClientChain } from '../../../../emulator/transport/client-chain.ts';
import { makeTestChain } from '../../../support/certificate-chain.ts';

const NOW_MS = parseInstant('2008-09-01T08:00:00Z');
const REMOTE_CONSOLE = '2.16.840.1.113741.1.2.1';

const derOf = (pems: readonly string[]): readonly Buffer[] => pems.map((pem) => new X509Certificate(pem).raw);

function trusting(root: Buffer | undefined, trustedCn: readonly string[] = []): DeviceState {
  const chance = seededChance('mutual');
  const factory = factoryState(profileFor('3.2.1'), newIdentity('3.2.1', chance), chance);
  const remote = { ...factory.tls.active.remote, trustedCn };
  const stored =
    root === undefined ? [] : [{ handle: 1, der: root.toString('base64'), isTrustedRoot: true, isReadOnly: false }];
  return {
    ...factory,
    tls: { ...factory.tls, active: { ...factory.tls.active, remote } },
    certificates: { ...factory.certificates, certificates: stored },
  };
}

describe('mutual authentication', () => {
  const chain = derOf(makeTestChain('console.adatum.com', NOW_MS, [REMOTE_CONSOLE]).certificates);
  const root = chain[2];

  it('takes a console whose chain leads to a trusted root, with the root sent along or not', () => {
    expect(judgeClientChain(chain, trusting(root), NOW_MS).code).toBe('tls.client.accepted');
    expect(judgeClientChain(chain.slice(0, 2), trusting(root), NOW_MS).code).toBe('tls.client.accepted');
    expect(judgeClientChain(chain, trusting(root, ['adatum.com']), NOW_MS).code).toBe('tls.client.accepted');
  });

  it.each([
    ['no-certificate', [], root, NOW_MS, []],
    ['malformed', [Buffer.from('junk')], root, NOW_MS, []],
    ['untrusted', chain, undefined, NOW_MS, []],
    ['untrusted', chain.slice(0, 1), root, NOW_MS, []],
    ['outside-validity', chain, root, NOW_MS + 366 * 86_400_000, []],
    ['name-not-trusted', chain, root, NOW_MS, ['dev.adatum.com', 'um.com']],
  ] as const)('refuses %s', (code, presented, trusted, nowMs, names) => {
    expect(judgeClientChain(presented, trusting(trusted, names), nowMs).code).toBe(`tls.client.${code}`);
  });

  it.each([
    ['the console', 0],
    ['its issuer', 1],
  ])('refuses a chain when a revocation list has the certificate of %s', (_who, at) => {
    const serialHex = new X509Certificate(chain[at] ?? '').serialNumber;
    const serialNumbers = [Buffer.from(serialHex, 'hex').toString('base64')];
    const state = trusting(root);
    const withList = (list: readonly string[]): DeviceState => ({
      ...state,
      features: { ...state.features, crls: { lists: [{ handle: 0, url: '', serialNumbers: list }] } },
    });
    expect(judgeClientChain(chain, withList(serialNumbers), NOW_MS)).toMatchObject({
      code: 'tls.client.revoked',
      alert: 44,
    });
    expect(judgeClientChain(chain, withList(['fwE=']), NOW_MS).code).toBe('tls.client.accepted');
  });

  it('refuses a certificate without the remote console usage', () => {
    const other = derOf(makeTestChain('console.adatum.com', NOW_MS).certificates);
    expect(judgeClientChain(other, trusting(other[2]), NOW_MS).code).toBe('tls.client.no-console-usage');
  });
});
