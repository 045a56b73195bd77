import { readXmlText, type XmlElement } from './xml-reader.ts';

/** Elements whose content never leaves the device in an event, whatever class or service they belong to. */
export const SECRET_ELEMENTS: ReadonlySet<string> = new Set([
  'Password',
  'DigestPassword',
  'NetworkAdminPassword',
  'AdminPassword',
  'RFBPassword',
  'MasterKey',
  'KrbMasterKey',
  'Passphrase',
  'KeyBlob',
  'PrivateKey',
  'PSKPassPhrase',
  'PSKValue',
  'PACPassword',
  'ProtectedAccessCredential',
  'ProvisioningServerOTP',
  'OneTimePassword',
  'OTP',
  'PPS',
  'PSK',
  'RngKey',
  'SharedSecret',
  'Secret',
]);

/** What stands for a secret. */
export const REDACTED = '***';

/** The document with the content of every secret element replaced; only its length when it cannot be read at all. */
export function redactXml(text: string): string {
  const reading = readXmlText(text);
  if (!reading.ok) return `(${String(text.length)} characters that are no XML document)`;
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end } of secretSpans(reading.root)) {
    pieces.push(reading.text.slice(copied, start), REDACTED);
    copied = end;
  }
  pieces.push(reading.text.slice(copied));
  return pieces.join('');
}

function secretSpans(element: XmlElement): readonly { readonly start: number; readonly end: number }[] {
  if (SECRET_ELEMENTS.has(element.local)) return element.content.end > element.content.start ? [element.content] : [];
  return element.children.flatMap((child) => secretSpans(child));
}
