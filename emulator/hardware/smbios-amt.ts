import { SmbiosWriter, type SmbiosStructure } from './smbios-writer.ts';

/** What the BIOS writes down about the management engine. */
export interface AmtPresence {
  /** `16.1.25` or `16.1.25.1917`. */
  readonly version: string;
  readonly isEnabled: boolean;
  readonly hasIder: boolean;
  readonly hasSol: boolean;
  readonly isNetworkEnabled: boolean;
}

const BUILD_STATED = 0xa5;
/** Octets of the verification table behind the header, as machines have it. */
const VERIFICATION_BYTES = 60;
const VERSION_OFFSET = 20;
const SIGNATURE_OFFSET = 52;

/**
 * The AMT information table (type 130): signature, what there is and what is on. Its layout is Intel's own; here as
 * decoded dumps of machines show it, the version as bytes major, minor and hotfix assumed.
 */
export function amtStructure(amt: AmtPresence, handle: number): SmbiosStructure {
  const [major, minor, hotfix] = numbersOf(amt.version);
  return new SmbiosWriter()
    .octets(Buffer.from('$AMT', 'latin1'))
    .byte(1, flag(amt.isEnabled), flag(amt.hasIder), flag(amt.hasSol), flag(amt.isNetworkEnabled), BUILD_STATED)
    .byte(major & 0xff, minor & 0xff, hotfix & 0xff, 0, 0, 0)
    .structure(130, handle);
}

/** The vPro verification table (type 131): firmware version and signature; everything else is left zero. */
export function vproStructure(amt: AmtPresence, handle: number): SmbiosStructure {
  const table = Buffer.alloc(VERIFICATION_BYTES);
  const [major, minor, hotfix, build] = numbersOf(amt.version);
  [minor, major, build, hotfix].forEach((number, index) =>
    table.writeUInt16LE(number & 0xff_ff, VERSION_OFFSET + 2 * index),
  );
  table.write('vPro', SIGNATURE_OFFSET, 'latin1');
  return new SmbiosWriter().octets(table).structure(131, handle);
}

function numbersOf(version: string): readonly [number, number, number, number] {
  const [major = 0, minor = 0, hotfix = 0, build = 0] = version.split('.').map((part) => Number(part) || 0);
  return [major, minor, hotfix, build];
}

function flag(is: boolean): number {
  return is ? 1 : 0;
}
