import { z } from 'zod';
import type { PcDescription } from './pc-description.ts';

/** Characters that a description may have; the largest PC needs a small part of that. */
export const MAX_DESCRIPTION_CHARACTERS: number = 200_000;

/** A description of a PC that cannot be used; the message says what is wrong and where. */
export class PcDescriptionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PcDescriptionError';
  }
}

const SHOWN_PROBLEMS = 5;
const DIGITS_OF_CPUID = /^[0-9a-f]{16}$/i;
const DAY = /^(?:19[89]\d|20\d\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Text of an SMBIOS string: what a BIOS can write down and firmware shows unchanged. */
const text = z
  .string()
  .max(64)
  .regex(/^[\x20-\x7e]*$/, 'only printable ASCII');
const name = text.min(1);
const byte = whole(0, 255);
const word = whole(0, 65_535);

function whole(least: number, most: number): z.ZodNumber {
  return z.number().int().min(least).max(most);
}

const system = z.strictObject({ manufacturer: name, model: name, version: text, skuNumber: text, family: text });
const chassis = z.strictObject({ type: whole(1, 127), version: text, assetTag: text });
const baseboard = z.strictObject({
  manufacturer: text,
  product: text,
  version: text,
  serialNumber: text,
  assetTag: text,
  isReplaceable: z.boolean(),
});
const bios = z.strictObject({
  vendor: text,
  version: name,
  releaseDate: z.string().regex(DAY, 'a day like 2020-08-10').refine(isDay, 'a day of the calendar'),
  characteristics: z.array(whole(0, 63)).max(64),
  romKib: whole(64, 16_384).multipleOf(64),
});
const processor = z.strictObject({
  socket: text,
  manufacturer: text,
  version: text,
  serialNumber: text,
  family: whole(1, 65_533),
  stepping: word,
  idHex: z.string().regex(DIGITS_OF_CPUID, '16 hex digits'),
  externalClockMhz: word,
  maxSpeedMhz: word,
  currentSpeedMhz: word,
  upgrade: whole(1, 255),
  status: whole(0, 7),
  cores: whole(1, 65_534),
  threads: whole(1, 65_534),
});
const module = z.strictObject({
  slot: whole(0, 31),
  capacityMib: whole(1, 16_777_216),
  locator: text,
  bank: text,
  manufacturer: text,
  serialNumber: text,
  assetTag: text,
  partNumber: text,
  formFactor: whole(1, 255),
  type: whole(1, 255),
  speedMhz: word,
  configuredSpeedMhz: word,
});
const memory = z
  .strictObject({ maxCapacityMib: whole(1, 16_777_216), slots: whole(1, 32), modules: z.array(module).max(32) })
  .refine(({ slots, modules }) => modules.every(({ slot }) => slot < slots), 'a module is in a slot that is not there')
  .refine(({ modules }) => new Set(modules.map(({ slot }) => slot)).size === modules.length, 'two modules in one slot');
const medium = z.strictObject({
  model: text.max(40),
  serialNumber: text.max(20),
  sizeBytes: z.number().int().nonnegative(),
  capabilities: z.array(whole(0, 12)).max(13),
});
const battery = z.strictObject({
  name,
  manufacturer: text,
  serialNumber: text,
  chemistry: whole(1, 8),
  designCapacityMwh: word,
  designVoltageMv: word,
});
const fan = z.strictObject({ description: text, nominalRpm: word });
const sensor = z.strictObject({ description: text, kind: z.enum(['temperature', 'voltage']) });
const powerSupply = z.strictObject({
  name: text,
  manufacturer: text,
  serialNumber: text,
  maxOutputWatt: whole(0, 32_767),
  isSwitching: z.boolean(),
});
const pciDevice = z.strictObject({
  bus: byte,
  device: whole(0, 31),
  function: whole(0, 7),
  vendorId: word,
  deviceId: word,
  subsystemVendorId: word,
  subsystemId: word,
  revision: byte,
  classCode: byte,
  subclass: byte,
  progIf: byte,
});
const connector = z.strictObject({ designator: text, connectorType: byte, portType: byte });

const description = z.strictObject({
  system,
  chassis,
  baseboard,
  bios,
  processors: z.array(processor).min(1).max(4),
  memory,
  media: z.array(medium).max(16),
  battery: battery.optional(),
  fans: z.array(fan).max(16),
  sensors: z.array(sensor).max(32),
  powerSupplies: z.array(powerSupply).max(4),
  pciDevices: z.array(pciDevice).max(32),
  connectors: z.array(connector).max(32),
});

/** Reads the JSON text of a description. Throws {@link PcDescriptionError}. */
export function readPcDescription(json: string): PcDescription {
  if (json.length > MAX_DESCRIPTION_CHARACTERS)
    throw new PcDescriptionError(`it has ${json.length} characters, more than ${MAX_DESCRIPTION_CHARACTERS}`);
  const reading = description.safeParse(parsed(json));
  if (reading.success) {
    const { battery: present, ...others } = reading.data;
    return present === undefined ? others : { ...others, battery: present };
  }
  const { issues } = reading.error;
  const shown = issues.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => `${placeOf(path)}: ${message}`);
  const more = issues.length > SHOWN_PROBLEMS ? [`and ${issues.length - SHOWN_PROBLEMS} more`] : [];
  throw new PcDescriptionError([...shown, ...more].join('; '));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new PcDescriptionError('it is no JSON');
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the whole' : path.map(String).join('.');
}

/** True for days that the calendar has: no 31st of April. */
function isDay(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return date <= (days[month - 1] ?? 0);
}
