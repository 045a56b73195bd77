import { isUtf8 } from 'node:buffer';
import { XmlRefused, XmlScanner, type XmlElement, type XmlRefusal } from './xml-scanner.ts';

export { MAX_ATTRIBUTES, MAX_DEPTH_ELEMENTS, MAX_ELEMENTS, type XmlElement, type XmlRefusal } from './xml-scanner.ts';

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement; readonly text: string }
  | { readonly ok: false; readonly code: XmlRefusal };

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads a UTF-8 document of at most `maxBytes` bytes into elements with resolved namespaces. Never throws: what cannot
 * be read is a refusal. Document type declarations and processing instructions are refused, as SOAP 1.2 Part 1, 5
 * demands; so there is no entity that could expand.
 */
export function readXml(bytes: Uint8Array, maxBytes: number): XmlReading {
  if (bytes.length > maxBytes) return { ok: false, code: 'xml.too-long' };
  if (!isUtf8(bytes)) return { ok: false, code: 'xml.not-utf-8' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  return readXmlText(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
}

/** As {@link readXml}, for text that is decoded already. */
export function readXmlText(text: string): XmlReading {
  try {
    return { ok: true, root: new XmlScanner(text).read(), text };
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    return { ok: false, code: error.code };
  }
}

/** The first child with this name. */
export function childOf(element: XmlElement, uri: string, local: string): XmlElement | undefined {
  return element.children.find((child) => child.uri === uri && child.local === local);
}

/** Value of the attribute `local` in namespace `uri`, or without a namespace. */
export function attributeOf(element: XmlElement, uri: string, local: string): string | undefined {
  return element.attributes.find(
    (attribute) => attribute.local === local && (attribute.uri === '' || attribute.uri === uri),
  )?.value;
}
