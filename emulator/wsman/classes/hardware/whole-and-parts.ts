import { smbiosUuid } from '../../../hardware/smbios.ts';
import type { CallContext, Instance } from '../../declaration.ts';
import { managedSystem, paired, servedUnder, withSystems } from '../served.ts';
import { MEMORY_ID, memoryTag, processorId } from './chips.ts';
import { mediaId } from './devices.ts';
import { mediaPackageTag } from './packages.ts';
import { hostDeviceReference, pcOf, physicalReference } from './pc.ts';

/** The PC and its box. PlatformGUID is the system UUID in SMBIOS order, upper-case hex, as recorded. */
export function systemPackageInstances({ state }: CallContext): readonly Instance[] {
  return [
    {
      Antecedent: physicalReference('CIM_Chassis', 'CIM_Chassis'),
      Dependent: managedSystem,
      PlatformGUID: smbiosUuid(state.identity.uuid).toString('hex').toUpperCase(),
    },
  ];
}

/** Which part is which device: chips and processors, modules and the memory, boxes and drives. */
export function realizesInstances(context: CallContext): readonly Instance[] {
  const { processors, memory, media } = pcOf(context);
  return [
    ...processors.map((_, index) => ({
      Antecedent: physicalReference('CIM_Chip', processorId(index)),
      Dependent: hostDeviceReference('CIM_Processor', processorId(index)),
    })),
    ...memory.modules.map((module) => ({
      Antecedent: physicalReference('CIM_PhysicalMemory', memoryTag(module, memory.modules)),
      Dependent: hostDeviceReference('CIM_Memory', MEMORY_ID),
    })),
    ...media.map((_, index) => ({
      Antecedent: physicalReference('CIM_PhysicalPackage', mediaPackageTag(index)),
      Dependent: hostDeviceReference('CIM_MediaAccessDevice', mediaId(index)),
    })),
  ];
}

/** The PC and its BIOS. */
export function systemBiosInstances(context: CallContext): readonly Instance[] {
  return servedUnder(context, 'CIM_BIOSElement').map(({ reference }) => ({
    GroupComponent: managedSystem,
    PartComponent: reference,
  }));
}

/** Every device that the release serves, with the system that it names. */
export function systemDeviceInstances(context: CallContext): readonly Instance[] {
  return withSystems(context, 'CIM_LogicalDevice', ['GroupComponent', 'PartComponent']);
}

/** The BIOS and what it can do. */
export function biosFeatureElementInstances(context: CallContext): readonly Instance[] {
  const pairing = { one: 'CIM_BIOSFeature', other: 'CIM_BIOSElement' };
  return paired(context, [pairing], ['GroupComponent', 'PartComponent']);
}
