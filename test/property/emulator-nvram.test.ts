import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryNvram, PowerCutError } from '../../emulator/nvram/memory-nvram.ts';

it('a power cut at any write leaves the old text or the new one', () => {
  const points = fc.constantFrom('before' as const, 'during' as const, 'after' as const);
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 8 }), fc.nat(7), points, (texts, at, point) => {
      const nvram = new MemoryNvram();
      const cut = (at % texts.length) + 1;
      nvram.cutPowerAt(cut, point);
      let before: string | undefined;
      for (const text of texts.slice(0, cut - 1)) {
        nvram.write(text);
        before = text;
      }
      const last = texts[cut - 1] ?? '';
      expect(() => nvram.write(last)).toThrow(PowerCutError);
      const isWhole = point === 'after' || (point === 'during' && last.length === 0);
      expect(nvram.read()).toBe(isWhole ? last : before);
      nvram.write('next');
      expect(nvram.read()).toBe('next');
    }),
  );
});
