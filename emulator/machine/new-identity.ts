import type { Chance } from '../clock/chance.ts';
import type { Identity } from '../device/state.ts';
import { defaultDesktop } from '../hardware/default-desktop.ts';
import type { PcDescription } from '../hardware/pc-description.ts';

/**
 * A computer of that maker and model: UUID, MAC (locally administered) and serial number are drawn, `given` goes first.
 */
export function newIdentity(
  release: string,
  chance: Chance,
  given: Partial<Identity> = {},
  { system: { manufacturer, model } }: Pick<PcDescription, 'system'> = defaultDesktop,
): Identity {
  const mac = chance.for('mac').bytes(6);
  mac[0] = 0x02;
  return {
    release,
    uuid: uuidText(chance.for('uuid').bytes(16)),
    wiredMac: [...mac].map((octet) => octet.toString(16).padStart(2, '0')).join(':'),
    manufacturer,
    model,
    serialNumber: `EX${chance.for('serial').bytes(4).toString('hex').toUpperCase()}`,
    ...given,
  };
}

/** A random UUID (RFC 9562, version 4). */
function uuidText(bytes: Buffer): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
