import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultDesktop } from '../../emulator/hardware/default-desktop.ts';
import { defaultLaptop } from '../../emulator/hardware/default-laptop.ts';
import type { PcDescription } from '../../emulator/hardware/pc-description.ts';
import { PcDescriptionError, readPcDescription } from '../../emulator/hardware/read-pc-description.ts';
import { smbiosStructures } from '../../emulator/hardware/smbios.ts';

const text = fc
  .array(fc.integer({ min: 0x20, max: 0x7e }), { maxLength: 20 })
  .map((codes) => String.fromCodePoint(...codes));
const word = fc.integer({ min: 0, max: 65_535 });

/** The default PCs with texts, numbers and lists changed within what a description may say. */
const descriptions: fc.Arbitrary<PcDescription> = fc
  .record({
    base: fc.constantFrom(defaultDesktop, defaultLaptop),
    version: text,
    capacityMib: fc.integer({ min: 1, max: 16_777_216 }),
    modules: fc.integer({ min: 0, max: 8 }),
    family: fc.integer({ min: 1, max: 65_533 }),
    speed: word,
    bits: fc.uniqueArray(fc.integer({ min: 0, max: 63 })),
    fans: fc.array(fc.record({ description: text, nominalRpm: word }), { maxLength: 16 }),
    sensors: fc.array(
      fc.record({ description: text, kind: fc.constantFrom('temperature' as const, 'voltage' as const) }),
      { maxLength: 32 },
    ),
  })
  .map(({ base, version, capacityMib, modules, family, speed, bits, fans, sensors }) => {
    const [module] = base.memory.modules;
    const [processor] = base.processors;
    if (module === undefined || processor === undefined) throw new Error('a default PC without processor or memory');
    return {
      ...base,
      chassis: { ...base.chassis, version },
      bios: { ...base.bios, characteristics: bits },
      processors: [{ ...processor, family, maxSpeedMhz: speed }],
      memory: {
        maxCapacityMib: capacityMib,
        slots: 8,
        modules: Array.from({ length: modules }, (_, slot) => ({ ...module, slot, capacityMib, speedMhz: speed })),
      },
      fans,
      sensors,
    };
  });

it('a description comes back from JSON as it was', () => {
  fc.assert(
    fc.property(descriptions, (pc) => {
      expect(readPcDescription(JSON.stringify(pc))).toEqual(pc);
    }),
  );
});

it('text that is no description is refused and says why', () => {
  const json = fc.oneof(fc.string(), fc.json());
  fc.assert(
    fc.property(json, (anything) => {
      expect(() => readPcDescription(anything)).toThrow(PcDescriptionError);
    }),
  );
});

it('a description with one value of another kind is refused with the place', () => {
  const places = ['chassis.type', 'bios.romKib', 'memory.slots', 'processors.0.family', 'media.0.sizeBytes'];
  const wrong = fc.oneof(fc.constant(null), fc.constant('x'), fc.constant(-1), fc.constant(0.5), fc.constant([]));
  fc.assert(
    fc.property(fc.constantFrom(...places), wrong, (place, value) => {
      const pc: unknown = JSON.parse(JSON.stringify(defaultDesktop));
      const parts = place.split('.');
      const last = parts.pop() ?? '';
      const parent = parts.reduce<unknown>((inner, part) => Reflect.get(Object(inner), part), pc);
      Reflect.set(Object(parent), last, value);
      expect(() => readPcDescription(JSON.stringify(pc))).toThrow(place);
    }),
  );
});

it('every description makes a table that can be walked from structure to structure', () => {
  const identity = { manufacturer: 'Trey Research', model: 'Desk 1', serialNumber: 'TR0001' };
  const amt = { version: '16.1.25', isEnabled: true, hasIder: true, hasSol: true, isNetworkEnabled: true };
  fc.assert(
    fc.property(descriptions, fc.uuid(), (pc, uuid) => {
      const structures = smbiosStructures(pc, { ...identity, uuid }, amt);
      expect(walk(Buffer.concat(structures.map(({ bytes }) => bytes)))).toEqual(
        structures.map(({ type, handle }) => [type, handle]),
      );
      expect(new Set(structures.map(({ handle }) => handle)).size).toBe(structures.length);
    }),
  );
});

/** Types and handles of a table, found by lengths and the two zeros behind the strings (DSP0134, 6.1). */
function walk(table: Buffer): readonly (readonly [type: number, handle: number])[] {
  const found: (readonly [number, number])[] = [];
  let at = 0;
  while (at < table.length) {
    found.push([table.readUInt8(at), table.readUInt16LE(at + 2)]);
    at = table.indexOf('\0\0', at + table.readUInt8(at + 1), 'latin1') + 2;
  }
  return found;
}
