import { expect, it } from 'vitest';
import type { Sku } from '../../../../emulator/firmware/profile.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import { UnknownSkuError, withSku } from '../../../../emulator/firmware/skus.ts';

const skuNumberOf = (release: string, sku: Sku): string | undefined =>
  new Map(withSku(profileFor(release), sku).softwareIdentities).get('Sku');

it('is full AMT unless somebody asks for less', () => {
  expect(withSku(profileFor('16.1'), 'amt')).toBe(profileFor('16.1'));
  expect(skuNumberOf('16.1', 'amt')).toBe('16392');
});

// 16400 is what the tests of a public client (rpc-go) decode as Standard Manageability of release 16.1.
it('shows Standard Manageability by bit 16 instead of bit 8, and in the Server field', () => {
  expect(skuNumberOf('16.1', 'standard-manageability')).toBe('16400');
  expect(skuNumberOf('5.0', 'standard-manageability')).toBe('22');
  const { http } = withSku(profileFor('16.1'), 'standard-manageability');
  expect(http.serverProduct).toBe('Intel(R) Standard Manageability');
});

it('takes KVM and wireless away and leaves accounts and event log', () => {
  const { capabilities } = withSku(profileFor('16.1'), 'standard-manageability');
  expect([capabilities.has('kvm'), capabilities.has('wireless')]).toEqual([false, false]);
  expect([capabilities.has('kerberos'), capabilities.has('event-log')]).toEqual([true, true]);
});

it('did not exist before release 5', () => {
  expect(() => withSku(profileFor('4.2'), 'standard-manageability')).toThrow(UnknownSkuError);
  expect(() => withSku(profileFor('4.2'), 'standard-manageability')).toThrow(/4\.2 was not sold as/);
});
