/**
 * What a BIOS knows about the PC around the management engine, as plain data. Who made the PC, its model, serial number
 * and UUID are not in here: they are the device's identity and stay when the description changes. Numbers that name a
 * kind (chassis, memory, processor family, socket) are those of the SMBIOS specification (DMTF DSP0134).
 */
export interface PcDescription {
  readonly system: SystemDescription;
  readonly chassis: ChassisDescription;
  readonly baseboard: BaseboardDescription;
  readonly bios: BiosDescription;
  readonly processors: readonly ProcessorDescription[];
  readonly memory: MemoryDescription;
  readonly media: readonly MediaDescription[];
  /** Only notebooks have one. */
  readonly battery?: BatteryDescription;
  readonly fans: readonly FanDescription[];
  readonly sensors: readonly SensorDescription[];
  readonly powerSupplies: readonly PowerSupplyDescription[];
  readonly pciDevices: readonly PciDeviceDescription[];
  readonly connectors: readonly ConnectorDescription[];
}

/** SMBIOS type 1. Maker and model are what a new device of this description gets as its identity. */
export interface SystemDescription {
  readonly manufacturer: string;
  readonly model: string;
  readonly version: string;
  readonly skuNumber: string;
  readonly family: string;
}

/** SMBIOS type 3. */
export interface ChassisDescription {
  /** 3 desktop, 6 mini tower, 10 notebook, 35 mini PC (DSP0134, 7.4.1). */
  readonly type: number;
  readonly version: string;
  readonly assetTag: string;
}

/** SMBIOS type 2. */
export interface BaseboardDescription {
  readonly manufacturer: string;
  readonly product: string;
  readonly version: string;
  readonly serialNumber: string;
  readonly assetTag: string;
  readonly isReplaceable: boolean;
}

/** SMBIOS type 0. */
export interface BiosDescription {
  readonly vendor: string;
  readonly version: string;
  /** `2020-08-10`. */
  readonly releaseDate: string;
  /** Numbers of the bits that are set (DSP0134, 7.1.1): 7 PCI, 11 upgradeable, 12 shadowing allowed. */
  readonly characteristics: readonly number[];
  /** Size of the flash chip's BIOS part, KiB, a multiple of 64. */
  readonly romKib: number;
}

/** SMBIOS type 4. */
export interface ProcessorDescription {
  readonly socket: string;
  readonly manufacturer: string;
  /** Brand text: `Intel(R) Core(TM) i7-9850H CPU @ 2.60GHz`. */
  readonly version: string;
  readonly serialNumber: string;
  /** 198 Core i7, 205 Core i5 (DSP0134, 7.5.2). */
  readonly family: number;
  readonly stepping: number;
  /** CPUID as the BIOS writes it down, 16 hex digits. */
  readonly idHex: string;
  readonly externalClockMhz: number;
  readonly maxSpeedMhz: number;
  readonly currentSpeedMhz: number;
  /** Socket kind: 50 LGA1151, 52 BGA1440 (DSP0134, 7.5.5). */
  readonly upgrade: number;
  /** 1 enabled, 2 disabled by user, 3 disabled by BIOS, 4 idle. */
  readonly status: number;
  readonly cores: number;
  readonly threads: number;
}

/** SMBIOS types 16 and 17. */
export interface MemoryDescription {
  readonly maxCapacityMib: number;
  /** Sockets on the board; each module sits in one of them. */
  readonly slots: number;
  readonly modules: readonly MemoryModuleDescription[];
}

export interface MemoryModuleDescription {
  /** Which socket, 0 the first. */
  readonly slot: number;
  readonly capacityMib: number;
  readonly locator: string;
  readonly bank: string;
  readonly manufacturer: string;
  readonly serialNumber: string;
  readonly assetTag: string;
  readonly partNumber: string;
  /** 9 DIMM, 13 SODIMM (DSP0134, 7.18.1). */
  readonly formFactor: number;
  /** 24 DDR3, 26 DDR4, 34 DDR5 (DSP0134, 7.18.2). */
  readonly type: number;
  readonly speedMhz: number;
  readonly configuredSpeedMhz: number;
}

/** A disk or an optical drive. */
export interface MediaDescription {
  readonly model: string;
  readonly serialNumber: string;
  /** Bytes; 0 for a drive without medium. */
  readonly sizeBytes: number;
  /** CIM_MediaAccessDevice.Capabilities: 4 writes, 7 removable media, 10 SMART. */
  readonly capabilities: readonly number[];
}

/** SMBIOS type 22. */
export interface BatteryDescription {
  readonly name: string;
  readonly manufacturer: string;
  readonly serialNumber: string;
  /** 1 other, 2 unknown, 6 lithium-ion (DSP0134, 7.23.1). */
  readonly chemistry: number;
  readonly designCapacityMwh: number;
  readonly designVoltageMv: number;
}

/** SMBIOS type 27. */
export interface FanDescription {
  readonly description: string;
  readonly nominalRpm: number;
}

/** SMBIOS types 26 and 28. */
export interface SensorDescription {
  readonly description: string;
  readonly kind: 'temperature' | 'voltage';
}

/** SMBIOS type 39. */
export interface PowerSupplyDescription {
  readonly name: string;
  readonly manufacturer: string;
  readonly serialNumber: string;
  readonly maxOutputWatt: number;
  readonly isSwitching: boolean;
}

/** A PCI card that can be taken out: what its configuration space says. */
export interface PciDeviceDescription {
  readonly bus: number;
  readonly device: number;
  readonly function: number;
  readonly vendorId: number;
  readonly deviceId: number;
  readonly subsystemVendorId: number;
  readonly subsystemId: number;
  readonly revision: number;
  readonly classCode: number;
  readonly subclass: number;
  readonly progIf: number;
}

/** SMBIOS type 8. */
export interface ConnectorDescription {
  readonly designator: string;
  /** Kind of plug outside: 11 RJ-45, 18 access bus (USB) (DSP0134, 7.9.2). */
  readonly connectorType: number;
  /** What it is for: 16 USB, 31 network (DSP0134, 7.9.3). */
  readonly portType: number;
}
