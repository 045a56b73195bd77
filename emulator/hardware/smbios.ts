import type { MemoryModuleDescription, PcDescription, ProcessorDescription } from './pc-description.ts';
import { amtStructure, vproStructure, type AmtPresence } from './smbios-amt.ts';
import { SmbiosWriter, type SmbiosStructure } from './smbios-writer.ts';

/** Who the PC is: what its maker burnt in. */
export interface PcIdentity {
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string;
  /** Text form, lower case. */
  readonly uuid: string;
}

const handles = { bios: 0, system: 1, baseboard: 2, chassis: 3, processors: 0x10, array: 0x20, modules: 0x30 } as const;
const others = { connectors: 0x60, batteries: 0x90, fans: 0xa0, sensors: 0xc0, supplies: 0xf0, amt: 0x100 } as const;
const END = 0x1_7f;
const NONE = 0xff_ff;
const NOT_PROVIDED = 0xff_fe;
const UNKNOWN = 0x80_00;
const OK = 0x60;
const ROM_BLOCK_KIB = 64;
const LARGEST_PLAIN_MODULE_MIB = 0x7f_ff;
const LARGEST_PLAIN_ARRAY_KIB = 0x80_00_00_00;

/** The table that the BIOS of this PC hands to operating system and firmware, in order of types (DMTF DSP0134, 3.0). */
export function smbiosStructures(
  pc: PcDescription,
  identity: PcIdentity,
  amt: AmtPresence,
): readonly SmbiosStructure[] {
  return [
    bios(pc),
    system(pc, identity),
    baseboard(pc),
    chassis(pc, identity),
    ...pc.processors.map((processor, index) => processorOf(processor, handles.processors + index)),
    ...pc.connectors.map(({ designator, connectorType, portType }, index) =>
      new SmbiosWriter()
        .text('')
        .byte(0)
        .text(designator)
        .byte(connectorType, portType)
        .structure(8, others.connectors + index),
    ),
    memoryArray(pc),
    ...Array.from({ length: pc.memory.slots }, (_, slot) =>
      memoryDevice(
        pc.memory.modules.find((module) => module.slot === slot),
        handles.modules + slot,
      ),
    ),
    ...batteries(pc),
    ...sensors(pc, 'voltage'),
    ...fans(pc),
    ...sensors(pc, 'temperature'),
    ...powerSupplies(pc),
    amtStructure(amt, others.amt),
    vproStructure(amt, others.amt + 1),
    new SmbiosWriter().structure(127, END),
  ];
}

/** A UUID in SMBIOS order: the first three groups little-endian, the others as written (DSP0134, 7.2.1). */
export function smbiosUuid(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

function bios({ bios: { vendor, version, releaseDate, characteristics, romKib } }: PcDescription): SmbiosStructure {
  const [year = '', month = '', day = ''] = releaseDate.split('-');
  const bits = characteristics.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n);
  return new SmbiosWriter()
    .text(vendor, version)
    .word(0xf0_00)
    .text(`${month}/${day}/${year}`)
    .byte(romKib / ROM_BLOCK_KIB - 1)
    .qword(bits)
    .byte(0x03, 0x0d, 0xff, 0xff, 0xff, 0xff)
    .structure(0, handles.bios);
}

function system({ system: { version, skuNumber, family } }: PcDescription, identity: PcIdentity): SmbiosStructure {
  const WOKEN_BY_POWER_BUTTON = 6;
  return new SmbiosWriter()
    .text(identity.manufacturer, identity.model, version, identity.serialNumber)
    .octets(smbiosUuid(identity.uuid))
    .byte(WOKEN_BY_POWER_BUTTON)
    .text(skuNumber, family)
    .structure(1, handles.system);
}

function baseboard({ baseboard: board }: PcDescription): SmbiosStructure {
  const HOSTING = 0x01;
  const REPLACEABLE = 0x08;
  const MOTHERBOARD = 0x0a;
  return new SmbiosWriter()
    .text(board.manufacturer, board.product, board.version, board.serialNumber, board.assetTag)
    .byte(HOSTING | (board.isReplaceable ? REPLACEABLE : 0))
    .text('')
    .word(handles.chassis)
    .byte(MOTHERBOARD, 0)
    .structure(2, handles.baseboard);
}

function chassis({ chassis: { type, version, assetTag } }: PcDescription, identity: PcIdentity): SmbiosStructure {
  const SAFE = 3;
  const NO_SECURITY = 3;
  return new SmbiosWriter()
    .text(identity.manufacturer)
    .byte(type)
    .text(version, identity.serialNumber, assetTag)
    .byte(SAFE, SAFE, SAFE, NO_SECURITY)
    .dword(0)
    .byte(0, 1, 0, 0)
    .text('')
    .structure(3, handles.chassis);
}

function processorOf(processor: ProcessorDescription, handle: number): SmbiosStructure {
  const CENTRAL = 3;
  const POPULATED = 0x40;
  const CAPABLE_OF_64_BITS = 0x04;
  const SEE_FAMILY_2 = 0xfe;
  const { family, cores, threads } = processor;
  return new SmbiosWriter()
    .text(processor.socket)
    .byte(CENTRAL, family > 0xfd ? SEE_FAMILY_2 : family)
    .text(processor.manufacturer)
    .octets(Buffer.from(processor.idHex, 'hex'))
    .text(processor.version)
    .byte(0)
    .word(processor.externalClockMhz, processor.maxSpeedMhz, processor.currentSpeedMhz)
    .byte(POPULATED | processor.status, processor.upgrade)
    .word(NONE, NONE, NONE)
    .text(processor.serialNumber, '', '')
    .byte(Math.min(cores, 0xff), Math.min(cores, 0xff), Math.min(threads, 0xff))
    .word(CAPABLE_OF_64_BITS, family, cores, cores, threads)
    .structure(4, handle);
}

function memoryArray({ memory: { maxCapacityMib, slots } }: PcDescription): SmbiosStructure {
  const ON_BOARD = 3;
  const SYSTEM_MEMORY = 3;
  const NO_ERROR_CORRECTION = 3;
  const kib = maxCapacityMib * 1024;
  const isPlain = kib < LARGEST_PLAIN_ARRAY_KIB;
  return new SmbiosWriter()
    .byte(ON_BOARD, SYSTEM_MEMORY, NO_ERROR_CORRECTION)
    .dword(isPlain ? kib : LARGEST_PLAIN_ARRAY_KIB)
    .word(NOT_PROVIDED, slots)
    .qword(isPlain ? 0n : BigInt(kib) * 1024n)
    .structure(16, handles.array);
}

/** A socket of the board, empty when there is no module. */
function memoryDevice(module: MemoryModuleDescription | undefined, handle: number): SmbiosStructure {
  const BITS = 64;
  const SYNCHRONOUS = 0x80;
  const UNKNOWN_KIND = 2;
  const capacity = module?.capacityMib ?? 0;
  const isPlain = capacity < LARGEST_PLAIN_MODULE_MIB;
  return new SmbiosWriter()
    .word(handles.array, NOT_PROVIDED, module === undefined ? NONE : BITS, module === undefined ? NONE : BITS)
    .word(isPlain ? capacity : LARGEST_PLAIN_MODULE_MIB)
    .byte(module?.formFactor ?? UNKNOWN_KIND, 0)
    .text(module?.locator ?? '', module?.bank ?? '')
    .byte(module?.type ?? UNKNOWN_KIND)
    .word(SYNCHRONOUS, module?.speedMhz ?? 0)
    .text(module?.manufacturer ?? '', module?.serialNumber ?? '', module?.assetTag ?? '', module?.partNumber ?? '')
    .byte(0)
    .dword(isPlain ? 0 : capacity)
    .word(module?.configuredSpeedMhz ?? 0, 0, 0, 0)
    .structure(17, handle);
}

function batteries({ battery }: PcDescription): readonly SmbiosStructure[] {
  if (battery === undefined) return [];
  const UNKNOWN_ERROR = 0xff;
  const structure = new SmbiosWriter()
    .text('Bay 1', battery.manufacturer, '', battery.serialNumber, battery.name)
    .byte(battery.chemistry)
    .word(battery.designCapacityMwh, battery.designVoltageMv)
    .text('')
    .byte(UNKNOWN_ERROR)
    .word(0, 0)
    .text('')
    .byte(1)
    .dword(0)
    .structure(22, others.batteries);
  return [structure];
}

function fans(pc: PcDescription): readonly SmbiosStructure[] {
  const FAN = 3;
  return pc.fans.map(({ description, nominalRpm }, index) =>
    new SmbiosWriter()
      .word(NONE)
      .byte(OK | FAN, 0)
      .dword(0)
      .word(nominalRpm)
      .text(description)
      .structure(27, others.fans + index),
  );
}

/** Voltage probes (type 26) and temperature probes (type 28) have one layout. */
function sensors(pc: PcDescription, kind: 'voltage' | 'temperature'): readonly SmbiosStructure[] {
  const AT_PROCESSOR = 3;
  return pc.sensors.flatMap((sensor, index) =>
    sensor.kind === kind
      ? [
          new SmbiosWriter()
            .text(sensor.description)
            .byte(OK | AT_PROCESSOR)
            .word(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
            .dword(0)
            .word(UNKNOWN)
            .structure(kind === 'voltage' ? 26 : 28, others.sensors + index),
        ]
      : [],
  );
}

function powerSupplies(pc: PcDescription): readonly SmbiosStructure[] {
  const SWITCHING = 4 << 10;
  const LINEAR = 3 << 10;
  const STATUS_OK = 3 << 7;
  const AUTO_RANGE = 4 << 3;
  const PRESENT = 0x02;
  return pc.powerSupplies.map((supply, index) =>
    new SmbiosWriter()
      .byte(0)
      .text('', supply.name, supply.manufacturer, supply.serialNumber, '', '', '')
      .word(supply.maxOutputWatt, (supply.isSwitching ? SWITCHING : LINEAR) | STATUS_OK | AUTO_RANGE | PRESENT)
      .word(NONE, NONE, NONE)
      .structure(39, others.supplies + index),
  );
}
