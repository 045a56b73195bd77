const TRANSFER = 'http://schemas.xmlsoap.org/ws/2004/09/transfer/';
const ENUMERATION = 'http://schemas.xmlsoap.org/ws/2004/09/enumeration';

/** A request as consoles write it: action or its last word, class URI, more header blocks, body. */
export function envelope(action: string, uri: string, header = '', body = '', messageId = '7'): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?><Envelope xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" ' +
    'xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns="http://www.w3.org/2003/05/soap-envelope" ' +
    'xmlns:s="http://www.w3.org/2003/05/soap-envelope">' +
    `<Header><a:Action>${action}</a:Action><a:To>/wsman</a:To><w:ResourceURI>${uri}</w:ResourceURI>` +
    `<a:MessageID>${messageId}</a:MessageID>${header}</Header><Body>${body}</Body></Envelope>`
  );
}

export function selectors(values: Readonly<Record<string, string>>): string {
  const inner = Object.entries(values).map(([name, value]) => `<w:Selector Name="${name}">${value}</w:Selector>`);
  return `<w:SelectorSet>${inner.join('')}</w:SelectorSet>`;
}

export function get(uri: string, header = ''): string {
  return envelope(`${TRANSFER}Get`, uri, header);
}

export function put(uri: string, content: string, header = ''): string {
  return envelope(`${TRANSFER}Put`, uri, header, object(uri, content));
}

export function create(uri: string, content: string): string {
  return envelope(`${TRANSFER}Create`, uri, '', object(uri, content));
}

export function remove(uri: string, header = ''): string {
  return envelope(`${TRANSFER}Delete`, uri, header);
}

export function invoke(uri: string, method: string, content: string, header = ''): string {
  return envelope(
    `${uri}/${method}`,
    uri,
    header,
    `<r:${method}_INPUT xmlns:r="${uri}">${content}</r:${method}_INPUT>`,
  );
}

export function enumerate(uri: string, content = ''): string {
  return envelope(`${ENUMERATION}/Enumerate`, uri, '', `<Enumerate xmlns="${ENUMERATION}">${content}</Enumerate>`);
}

export function pull(uri: string, context: string, more = '', header = ''): string {
  const content = `<EnumerationContext>${context}</EnumerationContext>${more}`;
  return envelope(`${ENUMERATION}/Pull`, uri, header, `<Pull xmlns="${ENUMERATION}">${content}</Pull>`);
}

export function release(uri: string, context: string): string {
  const content = `<EnumerationContext>${context}</EnumerationContext>`;
  return envelope(`${ENUMERATION}/Release`, uri, '', `<Release xmlns="${ENUMERATION}">${content}</Release>`);
}

function object(uri: string, content: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return `<r:${name} xmlns:r="${uri}">${content}</r:${name}>`;
}

/** Content of `<a:Body>` of an answer. */
export function bodyOf(text: string): string {
  return /<a:Body>(.*)<\/a:Body>/s.exec(text)?.[1] ?? '';
}
