import { NS } from './namespaces.ts';
import { attributeOf, readXmlText, type XmlElement, type XmlReading } from './xml-reader.ts';

/** Elements whose content never leaves the device in an event, whatever class or service they belong to. */
export const SECRET_ELEMENTS: ReadonlySet<string> = new Set([
  'Password',
  'DigestPassword',
  'CommunityString',
  'DefaultCommunityString',
  'SigningKey',
  'NetworkAdminPassword',
  'AdminPassword',
  'RFBPassword',
  'RSEPassword',
  'UefiBootParametersArray',
  'UserPassword',
  'MasterKey',
  'KerberosMasterKey',
  'KrbMasterKey',
  'Passphrase',
  'KeyBlob',
  'Keys',
  'PrivateKey',
  'PSKPassPhrase',
  'PSKValue',
  'PACPassword',
  'ProtectedAccessCredential',
  'ProvisioningServerOTP',
  'OneTimePassword',
  'OTP',
  'OptInCode',
  'PPS',
  'PSK',
  'RngKey',
  'SessionHandle',
  'SharedSecret',
  'Secret',
]);

/** What stands for a secret. */
export const REDACTED = '***';

/** The document with the content of every secret element replaced; only its length when it cannot be read at all. */
export function redactXml(text: string): string {
  const reading = readXmlText(text);
  return reading.ok ? redactReading(reading) : `(${String(text.length)} characters that are no XML document)`;
}

/** As {@link redactXml}, for a document that was read already. */
export function redactReading(reading: Extract<XmlReading, { ok: true }>): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end } of secretSpans(reading.root)) {
    pieces.push(reading.text.slice(copied, start), REDACTED);
    copied = end;
  }
  pieces.push(reading.text.slice(copied));
  return pieces.join('');
}

const SECRET_NAME = new RegExp([...SECRET_ELEMENTS].join('|'), 'i');

/** As {@link redactXml}, for a document that this software wrote: one without the name of a secret is not read. */
export function redactWritten(text: string): string {
  return SECRET_NAME.test(text) ? redactXml(text) : text;
}

/** Names as peers may misspell them: a secret in an element that no class has is one all the same. */
const SECRET_NAMES: ReadonlySet<string> = new Set([...SECRET_ELEMENTS].map((name) => name.toLowerCase()));

function isSecret(name: string | undefined): boolean {
  return name !== undefined && SECRET_NAMES.has(name.toLowerCase());
}

function secretSpans(element: XmlElement): readonly { readonly start: number; readonly end: number }[] {
  const isSecretSelector = element.local === 'Selector' && isSecret(attributeOf(element, NS.wsman, 'Name'));
  if (isSecretSelector || isSecret(element.local)) {
    return element.content.end > element.content.start ? [element.content] : [];
  }
  return element.children.flatMap((child) => secretSpans(child));
}
