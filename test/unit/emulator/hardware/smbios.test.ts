import { describe, expect, it } from 'vitest';
import { defaultDesktop } from '../../../../emulator/hardware/default-desktop.ts';
import { defaultLaptop } from '../../../../emulator/hardware/default-laptop.ts';
import { smbiosImage } from '../../../../emulator/hardware/smbios-image.ts';
import { smbiosStructures, smbiosUuid } from '../../../../emulator/hardware/smbios.ts';

const IDENTITY = {
  manufacturer: 'Trey Research',
  model: 'Desk 1',
  serialNumber: 'TR0001',
  uuid: '00112233-4455-6677-8899-aabbccddeeff',
};
const AMT = { version: '16.1.25', isEnabled: true, hasIder: true, hasSol: false, isNetworkEnabled: true };

function structureOf(type: number, pc = defaultDesktop): Buffer {
  return smbiosStructures(pc, IDENTITY, AMT).find((one) => one.type === type)?.bytes ?? Buffer.alloc(0);
}

describe('the SMBIOS table', () => {
  it('writes UUIDs as the example of DSP0134, 7.2.1', () => {
    expect(smbiosUuid(IDENTITY.uuid).toString('hex')).toBe('33221100554477668899aabbccddeeff');
  });

  it('writes the system structure field by field as DSP0134, 7.2 lays it out', () => {
    const strings = ['Trey Research', 'Desk 1', 'TRD9-R3', 'TR0001', 'TRD9000-D', 'TRD'];
    const formatted = '011b01000102030433221100554477668899aabbccddeeff060506';
    const text = `${strings.join('\0')}\0\0`;
    expect(structureOf(1).toString('hex')).toBe(formatted + Buffer.from(text).toString('hex'));
  });

  it('ends structures without strings with two zeros, and the table with type 127', () => {
    const last = smbiosStructures(defaultDesktop, IDENTITY, AMT).at(-1);
    expect(last?.bytes.toString('hex')).toBe('7f047f010000');
  });

  it('has a memory device for every socket, empty ones with size 0', () => {
    const devices = smbiosStructures(defaultDesktop, IDENTITY, AMT).filter(({ type }) => type === 17);
    expect(devices.map(({ bytes }) => bytes.readUInt16LE(0x0c))).toEqual([16_384, 16_384, 0, 0]);
  });

  it('says capacities that do not fit the old fields in the new ones', () => {
    const { memory } = defaultDesktop;
    const modules = memory.modules.map((module) => ({ ...module, capacityMib: 65_536 }));
    const big = { ...defaultDesktop, memory: { ...memory, maxCapacityMib: 4_194_304, modules } };
    const device = structureOf(17, big);
    expect([device.readUInt16LE(0x0c), device.readUInt32LE(0x1c)]).toEqual([0x7f_ff, 65_536]);
    const array = structureOf(16, big);
    expect([array.readUInt32LE(0x07), array.readBigUInt64LE(0x0f)]).toEqual([0x80_00_00_00, 4_398_046_511_104n]);
  });

  it('has a battery only in the notebook', () => {
    expect(structureOf(22)).toHaveLength(0);
    expect(structureOf(22, defaultLaptop).readUInt16LE(0x0a)).toBe(5601);
  });

  it('has an entry point whose octets add up to zero and which says where the table is', () => {
    const structures = smbiosStructures(defaultDesktop, IDENTITY, AMT);
    const image = smbiosImage(structures);
    const entry = image.subarray(0, image.readUInt8(6));
    expect(entry.toString('latin1', 0, 5)).toBe('_SM3_');
    expect(entry.reduce((sum, octet) => sum + octet, 0) & 0xff).toBe(0);
    const table = image.subarray(Number(entry.readBigUInt64LE(16)));
    expect(table).toHaveLength(entry.readUInt32LE(12));
    expect(table.equals(Buffer.concat(structures.map(({ bytes }) => bytes)))).toBe(true);
  });
});
