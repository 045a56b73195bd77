import { DerError, derChildren, derOid, derTags, expectTag, type DerElement } from './der.ts';

/** One attribute of an X.500 name. */
export interface NameAttribute {
  /** Short name (`CN`), or the dotted OID where there is none. */
  readonly type: string;
  readonly value: string;
}

/** Most attributes in a name. */
const MAX_NAME_ATTRIBUTES = 64;

/** Short names of RFC 4514, and of what certification authorities add. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.6': 'C',
  '2.5.4.8': 'ST',
  '2.5.4.7': 'L',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.3': 'CN',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'E',
};

/**
 * Order in which the firmware prints a name. Known from one public recording (a name stored as CN, C, O comes back as
 * `C=..,O=..,CN=..`); the places of the others are assumed.
 */
const printedOrder: readonly string[] = ['C', 'ST', 'L', 'O', 'OU', 'DC', 'E', 'CN'];

/** Reads a Name (RFC 5280, 4.1.2.4). Throws a DerError. */
export function readDistinguishedName(element: DerElement): readonly NameAttribute[] {
  const attributes = derChildren(expectTag(element, derTags.sequence)).flatMap((set) =>
    derChildren(expectTag(set, derTags.set)).map(readAttribute),
  );
  if (attributes.length > MAX_NAME_ATTRIBUTES) throw new DerError(`more than ${MAX_NAME_ATTRIBUTES} attributes`);
  return attributes;
}

/** `C=US,O=A. Datum Corporation,CN=server15.adatum.com`: the form of AMT_PublicKeyCertificate.Subject and Issuer. */
export function printDistinguishedName(name: readonly NameAttribute[]): string {
  const ordered = printedOrder.flatMap((type) => name.filter((attribute) => attribute.type === type));
  return ordered.map(({ type, value }) => `${type}=${value}`).join(',');
}

function readAttribute(element: DerElement): NameAttribute {
  const [type, value] = derChildren(expectTag(element, derTags.sequence));
  const oid = derOid(type);
  if (value === undefined) throw new DerError('attribute without a value');
  return { type: shortNames[oid] ?? oid, value: readText(value) };
}

function readText(element: DerElement): string {
  if (element.tag === derTags.utf8String) return element.contents.toString('utf8');
  if (element.tag !== derTags.bmpString) return element.contents.toString('latin1');
  if (element.contents.length % 2 !== 0) throw new DerError('BMPString of odd length');
  return Buffer.from(element.contents).swap16().toString('utf16le');
}
