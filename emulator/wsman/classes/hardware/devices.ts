import { parseInstant } from '../../../clock/calendar.ts';
import type { CallContext, Instance } from '../../declaration.ts';
import { hostDeviceKeys, pcOf, STATUS_OK, STATUS_UNKNOWN } from './pc.ts';

const BYTES_PER_KILOBYTE = 1000;
const states = { unknown: 0, enabled: 2, notApplicable: 5, notTracked: 12 } as const;
const HEALTHY = 5;
const SECURITY_UNKNOWN = 2;
const EXECUTABLE = 2;
const NO_OPERATING_SYSTEM = 66;
const MILLIWATT_PER_WATT = 1000;

/** `MEDIA DEV 0`. */
export function mediaId(index: number): string {
  return `MEDIA DEV ${index}`;
}

/** Disks and drives. MaxMediaSize counts 1000 octets: recorded sizes are the makers' round ones. */
export function mediaInstances(context: CallContext): readonly Instance[] {
  return pcOf(context).media.map(({ capabilities, sizeBytes }, index) => ({
    ...hostDeviceKeys('CIM_MediaAccessDevice', mediaId(index)),
    Capabilities: capabilities,
    ElementName: 'Managed System Media Access Device',
    EnabledDefault: states.enabled,
    EnabledState: states.unknown,
    MaxMediaSize: Math.floor(sizeBytes / BYTES_PER_KILOBYTE),
    OperationalStatus: STATUS_UNKNOWN,
    RequestedState: states.notTracked,
    Security: SECURITY_UNKNOWN,
  }));
}

/** The battery of a notebook; firmware shows what SMBIOS says and knows nothing of its charge. */
export function batteryInstances(context: CallContext): readonly Instance[] {
  const { battery } = pcOf(context);
  if (battery === undefined) return [];
  const STATUS_NOT_KNOWN = 2;
  return [
    {
      ...hostDeviceKeys('CIM_Battery', battery.name),
      BatteryStatus: STATUS_NOT_KNOWN,
      ChargingStatus: 0,
      Chemistry: battery.chemistry,
      DesignCapacity: battery.designCapacityMwh,
      DesignVoltage: battery.designVoltageMv,
      ElementName: '',
      EnabledState: states.enabled,
      EstimatedChargeRemaining: 0,
      FullChargeCapacity: 0,
      HealthState: 0,
      RequestedState: states.enabled,
    },
  ];
}

/** Fans, numbered from 0. */
export function fanInstances(context: CallContext): readonly Instance[] {
  return pcOf(context).fans.map((_, index) => ({
    ...hostDeviceKeys('CIM_Fan', `Fan ${index}`),
    ActiveCooling: true,
    DesiredSpeed: 0,
    ElementName: 'Fan',
    EnabledState: states.notApplicable,
    HealthState: HEALTHY,
    OperationalStatus: STATUS_OK,
    RequestedState: states.notTracked,
    VariableSpeed: false,
  }));
}

/** Sensors, numbered from 1: the first recorded one is `Sensor 1`. */
export function sensorInstances(context: CallContext): readonly Instance[] {
  return pcOf(context).sensors.map((_, index) => ({
    ...hostDeviceKeys('CIM_Sensor', `Sensor ${index + 1}`),
    CurrentState: 'Unknown',
    ElementName: 'Sensor',
    EnabledState: states.notApplicable,
    HealthState: HEALTHY,
    OperationalStatus: STATUS_OK,
    PossibleStates: ['Bad', 'Good', 'Unknown'],
    RequestedState: states.notTracked,
    SensorType: 0,
  }));
}

/** Power supplies, named like fans. */
export function powerSupplyInstances(context: CallContext): readonly Instance[] {
  return pcOf(context).powerSupplies.map(({ isSwitching, maxOutputWatt }, index) => ({
    ...hostDeviceKeys('CIM_PowerSupply', `Power Supply ${index}`),
    IsSwitchingSupply: isSwitching,
    TotalOutputPower: maxOutputWatt * MILLIWATT_PER_WATT,
  }));
}

/** PCI cards: the registers of their configuration space. */
export function pciDeviceInstances(context: CallContext): readonly Instance[] {
  return pcOf(context).pciDevices.map((card, index) => ({
    ...hostDeviceKeys('AMT_PCIDevice', `PCI Device ${index}`),
    ClassCode: card.classCode,
    DeviceLocation: (card.bus << 8) | (card.device << 3) | card.function,
    ProgIf: card.progIf,
    RevisionID: card.revision,
    Subclass: card.subclass,
    SubsystemID: card.subsystemId,
    SubsystemVendorID: card.subsystemVendorId,
    VendorID: card.vendorId,
  }));
}

/** The BIOS. */
export function biosInstances(context: CallContext): readonly Instance[] {
  const { vendor, version, releaseDate } = pcOf(context).bios;
  return [
    {
      ElementName: 'Primary BIOS',
      Manufacturer: vendor,
      Name: 'Primary BIOS',
      OperationalStatus: STATUS_UNKNOWN,
      PrimaryBIOS: true,
      ReleaseDate: { kind: 'datetime', ms: parseInstant(`${releaseDate}T00:00:00Z`) },
      SoftwareElementID: version,
      SoftwareElementState: EXECUTABLE,
      TargetOperatingSystem: NO_OPERATING_SYSTEM,
      Version: version,
    },
  ];
}

/** What the BIOS can do. Product, vendor and version are those of the PC, not of the BIOS, as recorded. */
export function biosFeatureInstances(context: CallContext): readonly Instance[] {
  const { bios, system } = pcOf(context);
  const { manufacturer, model } = context.state.identity;
  return [
    {
      Characteristics: bios.characteristics,
      ElementName: 'Primary BIOS Features',
      IdentifyingNumber: system.version,
      Name: 'Primary BIOS Features',
      OperationalStatus: STATUS_UNKNOWN,
      ProductName: model,
      Vendor: manufacturer,
      Version: system.version,
    },
  ];
}
