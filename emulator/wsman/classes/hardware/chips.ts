import type { MemoryModuleDescription } from '../../../hardware/pc-description.ts';
import type { CallContext, Instance } from '../../declaration.ts';
import { hostDeviceKeys, pcOf, STATUS_UNKNOWN } from './pc.ts';

const ENABLED = 2;
const NOT_TRACKED = 12;
const BYTES_PER_MIB = 1_048_576;
const READ_AND_WRITE = 3;

/** `CPU 0`: tag of the chip and identifier of the processor on it. */
export function processorId(index: number): string {
  return `CPU ${index}`;
}

/** Processors as chips. */
export function processorChipInstances(context: CallContext): readonly Instance[] {
  return pcOf(context).processors.map(({ manufacturer, version }, index) => ({
    CanBeFRUed: true,
    CreationClassName: 'CIM_Chip',
    ElementName: 'Managed System Processor Chip',
    Manufacturer: manufacturer,
    OperationalStatus: STATUS_UNKNOWN,
    Tag: processorId(index),
    Version: version,
  }));
}

/** Processors as devices. Numbers of cores and threads are not among what firmware was recorded to show. */
export function processorInstances(context: CallContext): readonly Instance[] {
  return pcOf(context).processors.map((processor, index) => ({
    ...hostDeviceKeys('CIM_Processor', processorId(index)),
    CPUStatus: processor.status,
    CurrentClockSpeed: processor.currentSpeedMhz,
    ElementName: 'Managed System CPU',
    EnabledState: ENABLED,
    ExternalBusClockSpeed: processor.externalClockMhz,
    Family: processor.family,
    HealthState: 0,
    MaxClockSpeed: processor.maxSpeedMhz,
    OperationalStatus: STATUS_UNKNOWN,
    OtherFamilyDescription: '',
    RequestedState: NOT_TRACKED,
    Role: 'Central',
    Stepping: String(processor.stepping),
    UpgradeMethod: processor.upgrade,
  }));
}

/** Memory modules. `Speed` counts nanoseconds and is 0 where the speed is in MHz, as on every recorded machine. */
export function memoryModuleInstances(context: CallContext): readonly Instance[] {
  const { modules } = pcOf(context).memory;
  return modules.map((module) => ({
    BankLabel: module.bank,
    Capacity: module.capacityMib * BYTES_PER_MIB,
    ConfiguredMemoryClockSpeed: module.configuredSpeedMhz,
    CreationClassName: 'CIM_PhysicalMemory',
    ElementName: 'Managed System Memory Chip',
    FormFactor: module.formFactor,
    IsSpeedInMhz: true,
    Manufacturer: module.manufacturer,
    MaxMemorySpeed: module.speedMhz,
    MemoryType: module.type,
    PartNumber: module.partNumber,
    SerialNumber: module.serialNumber,
    Speed: 0,
    Tag: memoryTag(module, modules),
  }));
}

/**
 * The asset tag, or the serial number where there is none, or else the name of the socket. Where an earlier module has the same, the number of the
 * socket is appended: `9876543210 (#1)` for the second socket, `(#2)` for the third, as published inventories show.
 */
export function memoryTag(module: MemoryModuleDescription, modules: readonly MemoryModuleDescription[]): string {
  const nameOf = ({ assetTag, serialNumber, locator }: MemoryModuleDescription): string =>
    assetTag || serialNumber || locator;
  const name = nameOf(module);
  const earlier = modules.slice(0, modules.indexOf(module));
  return earlier.some((other) => nameOf(other) === name) ? `${name} (#${module.slot})` : name;
}

/** All memory of the host as one device. */
export function memoryInstances(context: CallContext): readonly Instance[] {
  const bytes = pcOf(context).memory.modules.reduce((sum, { capacityMib }) => sum + capacityMib * BYTES_PER_MIB, 0);
  return [
    {
      ...hostDeviceKeys('CIM_Memory', MEMORY_ID),
      Access: READ_AND_WRITE,
      BlockSize: 1,
      NumberOfBlocks: bytes,
      Volatile: true,
    },
  ];
}

/** Identifier of the one CIM_Memory; assumed. */
export const MEMORY_ID: string = 'Memory 0';
