import type { PcDescription } from './pc-description.ts';

const MODULE = {
  capacityMib: 16_384,
  manufacturer: '859B',
  assetTag: '9876543210',
  partNumber: 'TR16G4SFD824A.M16FE',
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
    version: 'TRD46580-303',
    skuNumber: 'TRD9000-D',
    family: 'TRD',
  },
  chassis: { type: 35, version: 'TRD47174-402', assetTag: '' },
  baseboard: {
    manufacturer: 'Trey Research',
    product: 'TRB-9V7',
    version: 'TRB47180-402',
    serialNumber: 'TRB0221020W',
    assetTag: '',
    isReplaceable: true,
  },
  bios: {
    vendor: 'Trey Research',
    version: 'TRDFLX70.0054.2020.0810.2227',
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
      { ...MODULE, slot: 0, locator: 'SODIMM1', bank: 'BANK 0', serialNumber: 'E0E8D670' },
      { ...MODULE, slot: 1, locator: 'SODIMM2', bank: 'BANK 1', serialNumber: 'E0E8D671' },
    ],
  },
  media: [
    {
      model: 'TRSSD M.2 960GB',
      serialNumber: 'TRS33CNX0JC36654D',
      sizeBytes: 960_197_124_096,
      capabilities: [4],
    },
    { model: 'TRSSD 500GB', serialNumber: 'TRS500C0JC36655E', sizeBytes: 500_107_862_016, capabilities: [4, 10] },
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
