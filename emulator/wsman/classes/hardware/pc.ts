import { defaultDesktop } from '../../../hardware/default-desktop.ts';
import type { PcDescription } from '../../../hardware/pc-description.ts';
import type { CallContext, EndpointReference, Instance } from '../../declaration.ts';
import { classUri } from '../../namespaces.ts';

/** The PC around the engine; a desktop where none is modelled. */
export function pcOf({ holder }: CallContext): PcDescription {
  return holder.hardware?.() ?? defaultDesktop;
}

/** Status of what only the BIOS has seen: recorded on every part of an inventory. */
export const STATUS_UNKNOWN: readonly number[] = [0];
/** Status of what the firmware watches itself: recorded on fans and sensors. */
export const STATUS_OK: readonly number[] = [2];

/** The four keys of a device of the host. */
export function hostDeviceKeys(creationClassName: string, deviceId: string): Instance {
  return {
    CreationClassName: creationClassName,
    DeviceID: deviceId,
    SystemCreationClassName: 'CIM_ComputerSystem',
    SystemName: 'ManagedSystem',
  };
}

/** A part that is named by class and tag. */
export function physicalReference(className: string, tag: string): EndpointReference {
  return {
    kind: 'reference',
    resourceUri: classUri(className),
    selectors: { CreationClassName: className, Tag: tag },
  };
}

/** A device of the host. */
export function hostDeviceReference(className: string, deviceId: string): EndpointReference {
  return {
    kind: 'reference',
    resourceUri: classUri(className),
    selectors: {
      CreationClassName: className,
      DeviceID: deviceId,
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'ManagedSystem',
    },
  };
}
