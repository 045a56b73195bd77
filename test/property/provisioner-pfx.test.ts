import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPfx } from '../../provisioner/settings/pfx.ts';

const legacy = readFileSync(new URL('../fixtures/pfx/legacy.pfx', import.meta.url));

test('any bytes are opened or refused with a code, never an exception', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
      fc.string(),
      (bytes, password) => {
        const result = openPfx(bytes, password);
        expect(result.ok ? '' : result.code).toMatch(/^pfx\./);
      },
    ),
  );
});

test('a PFX with one byte changed does not open as if nothing had happened, and raises no exception', () => {
  fc.assert(
    fc.property(fc.nat(legacy.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(legacy);
      changed.writeUInt8(changed.readUInt8(at) ^ flip, at);
      const result = openPfx(changed, 'Export-Pass1!');
      const original = openPfx(legacy, 'Export-Pass1!');
      expect(!result.ok || JSON.stringify(result) === JSON.stringify(original)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
