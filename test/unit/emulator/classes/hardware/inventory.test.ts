import { CIM } from '@device-management-toolkit/wsman-messages';
import { describe, expect, it } from 'vitest';

import { defaultDesktop } from '../../../../../emulator/hardware/default-desktop.ts';
import { defaultLaptop } from '../../../../../emulator/hardware/default-laptop.ts';
import { ADMIN } from '../../wsman/bench.ts';
import { bodyOf } from '../../wsman/requests.ts';
import { PcBench, valuesOf } from './pc-bench.ts';

const messages = new CIM.Messages();
const CONTEXT = '01000000-0000-0000-0000-000000000000';

describe('an inventory taken with wsman-messages', () => {
  it('finds maker, model and serial number of the device in the chassis, properties in the recorded order', () => {
    const bench = new PcBench();
    expect(bodyOf(bench.ask(messages.Chassis.Get()).text)).toBe(
      '<g:CIM_Chassis><g:ChassisPackageType>0</g:ChassisPackageType>' +
        '<g:CreationClassName>CIM_Chassis</g:CreationClassName><g:ElementName>Managed System Chassis</g:ElementName>' +
        '<g:Manufacturer>Trey Research</g:Manufacturer><g:Model>Desk 1</g:Model>' +
        '<g:OperationalStatus>0</g:OperationalStatus><g:PackageType>3</g:PackageType>' +
        '<g:SerialNumber>TR0001</g:SerialNumber><g:Tag>CIM_Chassis</g:Tag><g:Version>TRD9-C2</g:Version>' +
        '</g:CIM_Chassis>',
    );
  });

  it('finds board and BIOS by Get without selectors', () => {
    const bench = new PcBench();
    expect(valuesOf(bench.ask(messages.Card.Get()).text, 'Model')).toEqual(['TRB-9V7']);
    const bios = bench.ask(messages.BIOSElement.Get()).text;
    expect(valuesOf(bios, 'Version')).toEqual(['TRD9000 2.14']);
    expect(bios).toContain('<g:ReleaseDate><h:Datetime>2020-08-10T00:00:00Z</h:Datetime></g:ReleaseDate>');
  });

  it('is given the chips first and the memory modules with the next Pull', () => {
    const bench = new PcBench();
    bench.ask(messages.Chip.Enumerate());
    const first = bodyOf(bench.ask(messages.Chip.Pull(CONTEXT)).text);
    const second = bodyOf(bench.ask(messages.Chip.Pull(CONTEXT)).text);
    expect(valuesOf(first, 'Tag')).toEqual(['CPU 0']);
    expect(first).not.toContain('EndOfSequence');
    expect(valuesOf(second, 'Tag')).toEqual(['9876543210', '9876543210 (#1)']);
    expect(second).toContain('<h:CIM_PhysicalMemory>');
    expect(second).toContain('EndOfSequence');
  });

  it('is given packages as board, media, chassis', () => {
    const bench = new PcBench();
    bench.ask(messages.PhysicalPackage.Enumerate());
    const tags = [1, 2, 3].map(() => valuesOf(bench.ask(messages.PhysicalPackage.Pull(CONTEXT)).text, 'Tag'));
    expect(tags).toEqual([['CIM_Card'], ['Storage Media Package 0', 'Storage Media Package 1'], ['CIM_Chassis']]);
  });

  it('reads processors and drives', () => {
    const bench = new PcBench();
    bench.ask(messages.Processor.Enumerate());
    const processor = bench.ask(messages.Processor.Pull(CONTEXT)).text;
    expect(['Family', 'MaxClockSpeed', 'UpgradeMethod'].map((name) => valuesOf(processor, name)[0])).toEqual([
      '198',
      '8300',
      '52',
    ]);
    const drives = bench.instances('CIM_MediaAccessDevice');
    expect(drives.flatMap((drive) => valuesOf(drive, 'DeviceID'))).toEqual(['MEDIA DEV 0', 'MEDIA DEV 1']);
    expect(drives.flatMap((drive) => valuesOf(drive, 'MaxMediaSize'))).toEqual(['960197124', '500107862']);
  });

  it('finds the system UUID in SMBIOS order, also under the name of the base class', () => {
    const bench = new PcBench();
    const { identity } = bench.state;
    const uuid = '4c4c4544-004b-4210-8033-b6c04f504633';
    bench.state = { ...bench.state, identity: { ...identity, uuid } };
    const published = '44454C4C4B0010428033B6C04F504633';
    expect(valuesOf(bench.ask(messages.ComputerSystemPackage.Get()).text, 'PlatformGUID')).toEqual([published]);
    const [packaging = ''] = bench.instances('CIM_SystemPackaging');
    expect(packaging).toContain('<h:CIM_ComputerSystemPackage>');
    expect(valuesOf(packaging, 'PlatformGUID')).toEqual([published]);
  });
});

describe('what an inventory has besides', () => {
  it('shows a battery only where there is one', () => {
    expect(new PcBench('16.1', defaultDesktop).instances('CIM_Battery')).toEqual([]);
    expect(valuesOf(new PcBench('16.1', defaultLaptop).got('CIM_Battery'), 'DeviceID')).toEqual(['TRN-56']);
  });

  it('tells modules with one asset tag apart by the number of their socket', () => {
    const { memory } = defaultDesktop;
    const modules = memory.modules.map((module, index) => ({ ...module, slot: 2 * index }));
    const bench = new PcBench('16.1', { ...defaultDesktop, memory: { ...memory, modules } });
    const tags = bench.instances('CIM_PhysicalMemory').flatMap((module) => valuesOf(module, 'Tag'));
    expect(tags).toEqual(['9876543210', '9876543210 (#2)']);
  });

  it('says memory speeds in MHz from release 12 on', () => {
    const names = ['ConfiguredMemoryClockSpeed', 'IsSpeedInMhz', 'MaxMemorySpeed'];
    const speeds = (release: string): readonly string[] => {
      const [module = ''] = new PcBench(release).instances('CIM_PhysicalMemory');
      return names.flatMap((name) => valuesOf(module, name));
    };
    expect(speeds('16.1')).toEqual(['2400', 'true', '2400']);
    expect(speeds('3.2.1')).toEqual([]);
  });

  it('pads model and serial number of a drive as ATA does', () => {
    const [, first = ''] = new PcBench().instances('CIM_PhysicalPackage');
    expect(valuesOf(first, 'Model')[0]).toHaveLength(40);
    expect(valuesOf(first, 'SerialNumber')[0]).toBe('TRS0000960          ');
  });

  it('is not for users of other realms', () => {
    const bench = new PcBench();
    const withRealms = (realms: readonly number[]): number =>
      bench.ask(messages.Chassis.Get(), { ...ADMIN, isAdmin: false, realms }).status;
    expect([withRealms([4]), withRealms([5])]).toEqual([200, 400]);
  });
});
