import type { CallContext, Instance } from '../../declaration.ts';
import { pcOf, STATUS_UNKNOWN } from './pc.ts';

/** The largest number of a chassis kind that published answers show; firmware says 0 for newer kinds such as mini PCs. */
const LARGEST_CHASSIS_KIND = 25;
/** Lengths that ATA gives to model and serial number of a disk; they are shown with the blanks behind them. */
const MODEL_LENGTH = 40;
const SERIAL_LENGTH = 20;
const packageTypes = { chassis: 3, card: 9, media: 15 } as const;

/** The chassis; maker, model and serial number are those of the PC. */
export function chassisInstances(context: CallContext): readonly Instance[] {
  const { chassis } = pcOf(context);
  const { manufacturer, model, serialNumber } = context.state.identity;
  return [
    {
      ChassisPackageType: chassis.type > LARGEST_CHASSIS_KIND ? 0 : chassis.type,
      CreationClassName: 'CIM_Chassis',
      ElementName: 'Managed System Chassis',
      Manufacturer: manufacturer,
      Model: model,
      OperationalStatus: STATUS_UNKNOWN,
      PackageType: packageTypes.chassis,
      SerialNumber: serialNumber,
      Tag: 'CIM_Chassis',
      Version: chassis.version,
    },
  ];
}

/** The board that everything else sits on. */
export function cardInstances(context: CallContext): readonly Instance[] {
  const { baseboard } = pcOf(context);
  return [
    {
      CanBeFRUed: baseboard.isReplaceable,
      CreationClassName: 'CIM_Card',
      ElementName: 'Managed System Base Board',
      Manufacturer: baseboard.manufacturer,
      Model: baseboard.product,
      OperationalStatus: STATUS_UNKNOWN,
      PackageType: packageTypes.card,
      SerialNumber: baseboard.serialNumber,
      Tag: 'CIM_Card',
      Version: baseboard.version,
    },
  ];
}

/** Disks and drives as boxes: the only class that says their model and serial number. */
export function mediaPackageInstances(context: CallContext): readonly Instance[] {
  return pcOf(context).media.map(({ model, serialNumber }, index) => ({
    CreationClassName: 'CIM_PhysicalPackage',
    ElementName: 'Managed System Storage Media Package',
    Model: model.padEnd(MODEL_LENGTH),
    OperationalStatus: STATUS_UNKNOWN,
    PackageType: packageTypes.media,
    SerialNumber: serialNumber.padEnd(SERIAL_LENGTH),
    Tag: mediaPackageTag(index),
  }));
}

/** `Storage Media Package 0`. */
export function mediaPackageTag(index: number): string {
  return `Storage Media Package ${index}`;
}
