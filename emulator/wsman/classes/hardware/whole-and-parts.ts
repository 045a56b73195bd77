import { smbiosUuid } from '../../../hardware/smbios.ts';
import { instancesOf } from '../../catalogue.ts';
import type { CallContext, EndpointReference, Instance } from '../../declaration.ts';
import { referenceOf } from '../../envelope.ts';
import { classUri } from '../../namespaces.ts';
import { MEMORY_ID, memoryTag, processorId } from './chips.ts';
import { mediaId } from './devices.ts';
import { mediaPackageTag } from './packages.ts';
import { hostDeviceReference, managedSystem, pcOf, physicalReference } from './pc.ts';

/** References to everything that the release serves under a class. */
function servedUnder(context: CallContext, className: string): readonly EndpointReference[] {
  const { served } = context;
  return instancesOf(served.under(classUri(className)), context).map(({ declaration, instance }) =>
    referenceOf(declaration, instance),
  );
}

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
  return servedUnder(context, 'CIM_BIOSElement').map((bios) => ({
    GroupComponent: managedSystem,
    PartComponent: bios,
  }));
}

/** Every device that the release serves, with the system that it names. */
export function systemDeviceInstances(context: CallContext): readonly Instance[] {
  return servedUnder(context, 'CIM_LogicalDevice').flatMap((device) => {
    const { SystemName: name, SystemCreationClassName: creationClass } = device.selectors;
    if (typeof name !== 'string' || typeof creationClass !== 'string') return [];
    const system = { ...managedSystem, selectors: { CreationClassName: creationClass, Name: name } };
    return [{ GroupComponent: system, PartComponent: device }];
  });
}

/** The BIOS and what it can do. */
export function biosFeatureElementInstances(context: CallContext): readonly Instance[] {
  const elements = servedUnder(context, 'CIM_BIOSElement');
  return servedUnder(context, 'CIM_BIOSFeature').flatMap((feature) =>
    elements.map((element) => ({ GroupComponent: feature, PartComponent: element })),
  );
}
