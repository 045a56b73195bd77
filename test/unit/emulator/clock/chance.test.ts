import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';

test('the same seed and name give the same draws', () => {
  expect(seededChance(7).for('nonce').bytes(40)).toEqual(seededChance(7).for('nonce').bytes(40));
});

test('streams of different names differ, and drawing from one does not shift the other', () => {
  const chance = seededChance(7);
  const undisturbed = seededChance(7).for('b').bytes(16);
  chance.for('a').bytes(1000);
  expect(chance.for('b').bytes(16)).toEqual(undisturbed);
  expect(chance.for('a').bytes(16)).not.toEqual(undisturbed);
});

test('bytes come in one stream however they are asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 8 }), (lengths) => {
      const pieces = seededChance('s');
      const whole = seededChance('s').bytes(lengths.reduce((sum, length) => sum + length, 0));
      expect(Buffer.concat(lengths.map((length) => pieces.bytes(length)))).toEqual(whole);
    }),
  );
});

test('below() stays below', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.string(), (below, seed) => {
      const drawn = seededChance(seed).below(below);
      expect(drawn).toBeGreaterThanOrEqual(0);
      expect(drawn).toBeLessThan(below);
    }),
  );
});

test.each([0, -1, 1.5, Number.NaN])('below(%s) is a usage error', (below) => {
  expect(() => seededChance(1).below(below)).toThrow(RangeError);
});
