import type { PcDescription } from './pc-description.ts';

const MODULE = {
  capacityMib: 16_384,
  manufacturer: 'Trey Research',
  assetTag: '9876543210',
  partNumber: 'TRM-16G-2400',
  formFactor: 13,
  type: 26,
  speedMhz: 2400,
  configuredSpeedMhz: 2400,
};

/**
 * A small desktop of an invented maker, shaped like the inventories of such machines that were published: one soldered
 * processor, two memory modules in four sockets, a solid state disk and an optical drive.
 */
export const defaultDesktop: PcDescription = {
  system: {
    manufacturer: 'Trey Research',
    model: 'TRD-9000',
    version: 'TRD9-R3',
    skuNumber: 'TRD9000-D',
    family: 'TRD',
  },
  chassis: { type: 35, version: 'TRD9-C2', assetTag: '' },
  baseboard: {
    manufacturer: 'Trey Research',
    product: 'TRB-9V7',
    version: 'TRB9-R2',
    serialNumber: 'TRB0000217',
    assetTag: '',
    isReplaceable: true,
  },
  bios: {
    vendor: 'Trey Research',
    version: 'TRD9000 2.14',
    releaseDate: '2020-08-10',
    characteristics: [7, 11, 12, 27, 28, 29, 31],
    romKib: 16_384,
  },
  processors: [
    {
      socket: 'U3E1',
      manufacturer: 'Intel(R) Corporation',
      version: 'Intel(R) Core(TM) i7-9850H CPU @ 2.60GHz',
      serialNumber: '',
      family: 198,
      stepping: 13,
      idHex: 'ed060900fffbebbf',
      externalClockMhz: 100,
      maxSpeedMhz: 8300,
      currentSpeedMhz: 2400,
      upgrade: 52,
      status: 1,
      cores: 6,
      threads: 12,
    },
  ],
  memory: {
    maxCapacityMib: 65_536,
    slots: 4,
    modules: [
      { ...MODULE, slot: 0, locator: 'SODIMM1', bank: 'BANK 0', serialNumber: 'TRM00001' },
      { ...MODULE, slot: 1, locator: 'SODIMM2', bank: 'BANK 1', serialNumber: 'TRM00002' },
    ],
  },
  media: [
    {
      model: 'TRSSD M.2 960GB',
      serialNumber: 'TRS0000960',
      sizeBytes: 960_197_124_096,
      capabilities: [4],
    },
    { model: 'TRSSD 500GB', serialNumber: 'TRS0000500', sizeBytes: 500_107_862_016, capabilities: [4, 10] },
  ],
  fans: [{ description: 'CPU fan', nominalRpm: 2000 }],
  sensors: [{ description: 'CPU temperature', kind: 'temperature' }],
  powerSupplies: [
    {
      name: 'TRP-300',
      manufacturer: 'Trey Research',
      serialNumber: 'TRP0001',
      maxOutputWatt: 300,
      isSwitching: true,
    },
  ],
  pciDevices: [
    {
      bus: 1,
      device: 0,
      function: 0,
      vendorId: 0x80_86,
      deviceId: 0x15_33,
      subsystemVendorId: 0x80_86,
      subsystemId: 0x00_01,
      revision: 3,
      classCode: 2,
      subclass: 0,
      progIf: 0,
    },
  ],
  connectors: [
    { designator: 'LAN', connectorType: 11, portType: 31 },
    { designator: 'USB1', connectorType: 18, portType: 16 },
  ],
};
