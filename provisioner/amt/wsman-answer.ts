import { Parser } from 'xml2js';
import { AmtError } from './amt-error.ts';
import { ptStatusName } from './pt-status.ts';

/** Most elements in one answer. */
const MAX_ELEMENTS = 20_000;
/** Deepest nesting of elements. */
const MAX_DEPTH_LEVELS = 32;

/** An element of an answer; names are local, prefixes are the device's own business. */
export interface XmlNode {
  readonly name: string;
  readonly text: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
}

const broken = (what: string): AmtError =>
  new AmtError('wsman.protocol', `The device's WS-Management answer is broken: ${what}.`);

/** Refuses what would cost more to read than it is worth, before a parser sees it. */
function checkBounds(xml: string): void {
  if (xml.includes('<!')) throw broken('it has a document type, a comment or a CDATA section');
  let [depth, elements] = [0, 0];
  for (const match of xml.matchAll(/<([/?]?)[^<>]*?(\/?)>/g)) {
    if (match[1] === '?') continue;
    if (match[1] === '/') {
      depth -= 1;
      continue;
    }
    elements += 1;
    if (match[2] === '') depth += 1;
    if (depth > MAX_DEPTH_LEVELS) throw broken('it is nested too deeply');
    if (elements > MAX_ELEMENTS) throw broken('it has too many elements');
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The shape that xml2js gives with explicit, ordered children. */
interface ParsedNode {
  readonly '#name'?: unknown;
  readonly _?: unknown;
  readonly $?: Readonly<Record<string, unknown>>;
  readonly $$?: readonly ParsedNode[];
}

function toNode(parsed: ParsedNode): XmlNode {
  const attributes = new Map(
    Object.entries(parsed.$ ?? {}).map(([name, value]) => [local(name), String(value)] as const),
  );
  return {
    name: local(String(parsed['#name'])),
    text: typeof parsed._ === 'string' ? parsed._ : '',
    attributes,
    children: (parsed.$$ ?? []).filter((one) => one['#name'] !== '__text__').map((one) => toNode(one)),
  };
}

function parse(xml: string): XmlNode {
  checkBounds(xml);
  const parser = new Parser({ explicitRoot: false, explicitChildren: true, preserveChildrenOrder: true, async: false });
  let [failure, root]: [Error | null, ParsedNode | undefined] = [null, undefined];
  try {
    parser.parseString(xml, (error: Error | null, result: ParsedNode | undefined) => {
      failure ??= error;
      root = result;
    });
  } catch (error) {
    throw new AmtError('wsman.protocol', "The device's WS-Management answer is not XML.", {}, { cause: error });
  }
  if (failure !== null || root === undefined || root === null) throw broken('it is not XML');
  return toNode(root);
}

/** First child with a name. */
export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((one) => one.name === name);
}

/** Text of the first child with a name; undefined when there is no such child. */
export function childText(node: XmlNode | undefined, name: string): string | undefined {
  return child(node, name)?.text;
}

/** Texts of all children with a name: an array property. */
export function childTexts(node: XmlNode | undefined, name: string): readonly string[] {
  return node?.children.filter((one) => one.name === name).map((one) => one.text) ?? [];
}

/** First descendant with a name, in document order. */
export function descendant(node: XmlNode | undefined, name: string): XmlNode | undefined {
  for (const one of node?.children ?? []) {
    if (one.name === name) return one;
    const deeper = descendant(one, name);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function faultOf(body: XmlNode, method: string, httpStatus: number): AmtError | undefined {
  const fault = child(body, 'Fault');
  if (fault === undefined) return undefined;
  const code = child(fault, 'Code');
  const subcode = childText(child(code, 'Subcode'), 'Value') ?? childText(code, 'Value') ?? 'unknown';
  const reason = childText(child(fault, 'Reason'), 'Text') ?? '';
  const detailNode = child(fault, 'Detail');
  const detail =
    descendant(detailNode, 'FaultDetail')?.text ?? descendant(detailNode, 'Text')?.text ?? detailNode?.text ?? '';
  const status = /AMT-STATUS\s+(\d{1,9})/.exec(detail)?.[1];
  const facts = status === undefined ? {} : { status: Number(status), statusName: ptStatusName(Number(status)) };
  return new AmtError('wsman.fault', `${method}: fault ${local(subcode)}. ${reason}`.trim(), {
    subcode: local(subcode),
    detail,
    method,
    httpStatus,
    ...facts,
  });
}

/**
 * Body of a WS-Management answer (DSP0226). Throws an `AmtError`: `wsman.fault` for a SOAP fault, `wsman.protocol` for
 * anything that is no envelope, or answers another request than `messageId`.
 */
export function readAnswer(xml: string, method: string, httpStatus: number, messageId: string | undefined): XmlNode {
  const envelope = parse(xml);
  if (envelope.name !== 'Envelope') throw broken('it has no envelope');
  const body = child(envelope, 'Body');
  if (body === undefined) throw broken('it has no body');
  const relatesTo = childText(child(envelope, 'Header'), 'RelatesTo');
  if (messageId !== undefined && relatesTo !== undefined && relatesTo !== messageId)
    throw broken('it answers another request');
  const fault = faultOf(body, method, httpStatus);
  if (fault !== undefined) throw fault;
  return body;
}
