import * as fc from 'fast-check';
import { VirtualClock } from '../../emulator/clock/virtual-clock.ts';
import { seededChance } from '../../emulator/clock/chance.ts';
import type { HostView, Instant } from '../../emulator/device/step.ts';
import { profileFor } from '../../emulator/firmware/releases.ts';
import { initialState } from '../../emulator/machine/initial-state.ts';
import { pooledKeys } from '../../emulator/machine/key-source.ts';
import { Catalogue } from '../../emulator/wsman/catalogue.ts';
import { classDeclarations } from '../../emulator/wsman/classes/index.ts';
import type {
  CimType,
  ClassDeclaration,
  EndpointReference,
  Instance,
  ValueMap,
} from '../../emulator/wsman/declaration.ts';
import { createWsmanEngine, type WsmanEngine } from '../../emulator/wsman/dispatch.ts';
import { escapeXml, referenceOf, writeInstance, writeReferenceContent } from '../../emulator/wsman/envelope.ts';
import { ACTION, ALL_CLASSES, classUri, NS } from '../../emulator/wsman/namespaces.ts';
import { PlainHolder } from '../support/plain-holder.ts';
import { ADMIN, IDENTITY, START_MS } from '../unit/emulator/wsman/bench.ts';

/** A device whose host is on, and which starts over whenever it is told to. */
class FuzzHolder extends PlainHolder {
  host(): HostView {
    return { isOn: true };
  }
}

/** An operational device of one release behind its service, and what it serves. */
export class FuzzedDevice {
  readonly holder: FuzzHolder;
  readonly engine: WsmanEngine;
  readonly classes: readonly ClassDeclaration[];
  readonly #initial;
  readonly #served: Catalogue;

  constructor(release: string) {
    const clock = new VirtualClock({ startMs: START_MS });
    const profile = profileFor(release);
    const instant: Instant = { nowMs: START_MS, profile, chance: seededChance(`fuzz ${release}`) };
    const wanted = { kind: 'operational', password: 'P@ssw0rd1', tls: true } as const;
    const addressing = { address: '10.0.0.9', mask: '255.255.255.0', gateway: '', dns: [], domain: 'adatum.com' };
    this.#initial = initialState(
      { initialState: wanted, addressing },
      { ...IDENTITY, release },
      instant,
      pooledKeys(1),
    );
    this.holder = new FuzzHolder(this.#initial, profile, clock);
    this.engine = createWsmanEngine({ holder: this.holder, clock, classes: classDeclarations });
    this.#served = new Catalogue(classDeclarations, profile);
    this.classes = this.#served.classes;
  }

  reset(): void {
    this.holder.state = this.#initial;
    this.holder.events.length = 0;
    this.holder.decisions.length = 0;
    this.engine.close();
  }

  /** What a class has at the beginning. */
  instances(declaration: ClassDeclaration): readonly Instance[] {
    const { holder } = this;
    const instant = holder.instant();
    return declaration.instances({ state: this.#initial, instant, holder, caller: ADMIN, served: this.#served });
  }
}

const NUMBERS = ['0', '1', '2', '3', '4', '5', '7', '16', '255'];
const EDGES = ['-1', '256', '32768', '32771', '65535', '65536', '4294967295', '18446744073709551616', '1.5', '', 'abc'];
const TEXTS = [
  '',
  'x',
  'adatum.com',
  'DESK001',
  '10.0.0.1',
  '::1',
  'Intel(r) AMT',
  'https://server15.adatum.com:443/a',
];
const ODD_TEXTS = [
  'A'.repeat(33),
  'A'.repeat(300),
  'A'.repeat(9000),
  '\u00e9\u{1F600}',
  '__proto__',
  'constructor',
  '\'"<&>',
];
const TIMES = [
  `<i:Datetime xmlns:i="${NS.common}">2024-01-03T00:44:35Z</i:Datetime>`,
  `<i:Interval xmlns:i="${NS.common}">P1DT0H0M0S</i:Interval>`,
  `<i:Datetime xmlns:i="${NS.common}">2024-13-03T00:44:35Z</i:Datetime>`,
  `<i:Interval xmlns:i="${NS.common}">P99999999DT0H0M0S</i:Interval>`,
];

/** Values of a field: mostly those that it could have, now and then one at or past an edge. */
function scalar(field: Field, world: World): fc.Arbitrary<string> {
  const { type, values } = field;
  if (type === 'boolean') return seldom(['true', 'false'], ['1', '0', 'yes', '']);
  if (type === 'datetime') return fc.constantFrom(...TIMES);
  if (type === 'hex') return seldom(['', '00', 'ff'.repeat(16)], ['ab0', 'zz', '00'.repeat(2000)]);
  if (type === 'reference') return world.references.map(writeReferenceContent);
  if (type === 'embedded')
    return embedded(
      world.classes.find(({ name }) => name === field.className),
      world,
    );
  if (type === 'string') return seldom(TEXTS, ODD_TEXTS).map(escapeXml);
  if (type === 'real64') return seldom(['0', '1.5', '-1e10'], ['NaN', '']);
  if (type !== 'base64') return seldom(values === undefined ? NUMBERS : [...Object.keys(values), '0'], EDGES);
  const bytes = fc.uint8Array({ maxLength: 64 }).map((some) => Buffer.from(some).toString('base64'));
  return fc.oneof({ weight: 4, arbitrary: bytes }, fc.constantFrom('', 'AAA', '====', 'MAA=', 'A'.repeat(4096)));
}

/** A whole object as an argument: its fields in the namespace of its own class. */
function embedded(declaration: ClassDeclaration | undefined, world: World): fc.Arbitrary<string> {
  if (declaration === undefined) return fc.constant('');
  const { uri, properties } = declaration;
  const plain = properties.filter(({ type }) => type !== 'embedded');
  return body('x', uri, plain, world).map((text) =>
    text.replace(/^<g:x [^>]*>|<\/g:x>$/g, '').replace(/<g:(\w+)>/g, `<g:$1 xmlns:g="${uri}">`),
  );
}

function seldom(usual: readonly string[], odd: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...usual) }, fc.constantFrom(...odd));
}

/** What requests may refer to. */
interface World {
  readonly references: fc.Arbitrary<EndpointReference>;
  readonly classes: readonly ClassDeclaration[];
}

interface Field {
  readonly name: string;
  readonly type: CimType;
  readonly array?: true;
  readonly className?: string;
  readonly values?: ValueMap;
}

/** A body element as clients write it, some fields left out. */
function body(root: string, uri: string, fields: readonly Field[], world: World): fc.Arbitrary<string> {
  const each = fields.map((field) => {
    const { name, array } = field;
    const length = { minLength: 1, maxLength: array === true ? 4 : 1 };
    return fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.array(scalar(field, world), length))
      .map(([luck, values]) => (luck < 1 ? '' : values.map((value) => `<g:${name}>${value}</g:${name}>`).join('')));
  });
  return fc.tuple(...each).map((parts) => `<g:${root} xmlns:g="${uri}">${parts.join('')}</g:${root}>`);
}

function envelope(action: string, uri: string, header: string, content: string): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><a:Envelope xmlns:a="${NS.soap}" xmlns:b="${NS.addressing}" xmlns:c="${NS.wsman}">` +
    `<a:Header><b:Action>${action}</b:Action><b:To>/wsman</b:To><c:ResourceURI>${uri}</c:ResourceURI>` +
    `<b:MessageID>1</b:MessageID>${header}</a:Header><a:Body>${content}</a:Body></a:Envelope>`
  );
}

function selectorSet(reference: EndpointReference): string {
  return /<c:SelectorSet>.*<\/c:SelectorSet>/s.exec(writeReferenceContent(reference))?.[0] ?? '';
}

/** Requests shaped like real ones, for every verb and method of every class of the device. */
export function requestsOf(device: FuzzedDevice): fc.Arbitrary<string> {
  const known = device.classes.flatMap((declaration) =>
    device
      .instances(declaration)
      .map((instance) => ({ declaration, instance, at: referenceOf(declaration, instance) })),
  );
  const references = fc.oneof(
    fc.constantFrom(...known.map(({ at }) => at)),
    fc.constant<EndpointReference>({
      kind: 'reference',
      resourceUri: classUri('CIM_Nothing'),
      selectors: { InstanceID: 'nothing' },
    }),
  );
  const world: World = { references, classes: device.classes };
  const headerOf = (declaration: ClassDeclaration): fc.Arbitrary<string> => {
    const own = known.filter((one) => one.declaration === declaration).map(({ at }) => selectorSet(at));
    const timing = '<c:OperationTimeout>PT60.000S</c:OperationTimeout><c:MaxEnvelopeSize>153600</c:MaxEnvelopeSize>';
    return fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('', ...own, ...own) },
      fc.constant(timing),
      references.map(selectorSet),
    );
  };
  const perClass = device.classes.map((declaration) => {
    const { uri, name, properties, methods = [] } = declaration;
    const header = headerOf(declaration);
    const ask = (action: string, content: fc.Arbitrary<string>): fc.Arbitrary<string> =>
      fc.tuple(header, content).map(([head, inner]) => envelope(action, uri, head, inner));
    const whole = body(name, uri, properties, world);
    const echoes = known
      .filter((one) => one.declaration === declaration)
      .map(({ instance }) =>
        writeInstance(declaration, instance, { element: 'g', common: 'h' }).replace(
          `<g:${name}>`,
          `<g:${name} xmlns:g="${uri}" xmlns:h="${NS.common}">`,
        ),
      );
    const object = echoes.length === 0 ? whole : fc.oneof(whole, fc.constantFrom(...echoes));
    const often = (isServed: boolean, arbitrary: fc.Arbitrary<string>): fc.WeightedArbitrary<string> => ({
      weight: isServed ? 10 : 1,
      arbitrary,
    });
    const requests = [
      often(false, ask(ACTION.get, fc.constant(''))),
      often(false, enumerations(uri)),
      often(declaration.put !== undefined, ask(ACTION.put, object)),
      often(declaration.create !== undefined, ask(ACTION.create, object)),
      often(declaration.remove !== undefined, ask(ACTION.remove, fc.constant(''))),
      ...methods.map(({ name: method, input, call }) =>
        often(call !== undefined, ask(`${uri}/${method}`, body(`${method}_INPUT`, uri, input, world))),
      ),
    ];
    return { weight: requests.reduce((sum, { weight }) => sum + weight, 0), arbitrary: fc.oneof(...requests) };
  });
  const others = [filters(references), subscriptions(headerOf(eventSource(device)))];
  return fc.oneof(...perClass, ...others.map((arbitrary) => ({ weight: 40, arbitrary })));
}

/** The class whose instances can be subscribed to, or any other where the release has none. */
function eventSource({ classes }: FuzzedDevice): ClassDeclaration {
  const found = classes.find(({ name }) => name === 'CIM_FilterCollection') ?? classes[0];
  if (found === undefined) throw new Error('the release serves nothing');
  return found;
}

/** Association filters over all classes. */
function filters(references: fc.Arbitrary<EndpointReference>): fc.Arbitrary<string> {
  const query = fc.constantFrom('AssociatedInstances', 'AssociationInstances');
  const more = fc.constantFrom(
    '',
    '<f:ResultClassName>CIM_ManagedElement</f:ResultClassName>',
    '<f:AssociationClassName>CIM_HostedService</f:AssociationClassName><f:Role>Antecedent</f:Role>',
    '<f:ResultRole>constructor</f:ResultRole>',
  );
  return fc
    .tuple(query, references, more)
    .map(([name, reference, rest]) =>
      envelope(
        ACTION.enumerate,
        ALL_CLASSES,
        '',
        `<Enumerate xmlns="${NS.enumeration}"><c:Filter xmlns:f="${NS.cimBinding}" ` +
          'Dialect="http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter">' +
          `<f:${name}><f:Object>${writeReferenceContent(reference)}</f:Object>${rest}</f:${name}>` +
          '</c:Filter></Enumerate>',
      ),
    );
}

/** Subscribe, Renew and Unsubscribe. */
function subscriptions(header: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const address = fc.constantFrom(
    'http://10.0.0.1:8080/events',
    'https://server15.adatum.com/',
    'ftp://x',
    '',
    'a'.repeat(300),
  );
  const expires = fc.constantFrom('', 'PT1H', 'P0D', '2030-01-01T00:00:00Z', 'never');
  const uri = classUri('CIM_FilterCollection');
  const subscribe = fc
    .tuple(header, address, expires)
    .map(([head, to, end]) =>
      envelope(
        `${NS.eventing}/Subscribe`,
        uri,
        head,
        `<e:Subscribe xmlns:e="${NS.eventing}"><e:Delivery Mode="${NS.eventing}/DeliveryModes/Push"><e:NotifyTo>` +
          `<b:Address>${to}</b:Address></e:NotifyTo></e:Delivery><e:Expires>${end}</e:Expires></e:Subscribe>`,
      ),
    );
  const later = fc
    .tuple(header, fc.constantFrom('Renew', 'Unsubscribe'), expires)
    .map(([head, verb, end]) =>
      envelope(
        `${NS.eventing}/${verb}`,
        uri,
        `${head}<e:Identifier xmlns:e="${NS.eventing}">0</e:Identifier>`,
        `<e:${verb} xmlns:e="${NS.eventing}"><e:Expires>${end}</e:Expires></e:${verb}>`,
      ),
    );
  return fc.oneof({ weight: 2, arbitrary: subscribe }, later);
}

function enumerations(uri: string): fc.Arbitrary<string> {
  const open = `xmlns="${NS.enumeration}"`;
  const mode = fc.constantFrom('', '<c:EnumerationMode>EnumerateEPR</c:EnumerationMode>', '<c:OptimizeEnumeration/>');
  const context = fc.constantFrom('01000000-0000-0000-0000-000000000000', '02000000-0000-0000-0000-000000000000', '');
  const most = fc.constantFrom(
    '',
    '<MaxElements>999</MaxElements><MaxCharacters>99999</MaxCharacters>',
    '<MaxElements>0</MaxElements>',
  );
  return fc.oneof(
    mode.map((inner) => envelope(ACTION.enumerate, uri, '', `<Enumerate ${open}>${inner}</Enumerate>`)),
    fc
      .tuple(context, most)
      .map(([id, limits]) =>
        envelope(ACTION.pull, uri, '', `<Pull ${open}><EnumerationContext>${id}</EnumerationContext>${limits}</Pull>`),
      ),
  );
}

const FRAGMENTS = [
  '<x/>',
  '<g:InstanceID xmlns:g="urn:x">x</g:InstanceID>',
  '<a:Header/>',
  `<c:SelectorSet><c:Selector Name="__proto__">x</c:Selector></c:SelectorSet>`,
  '<c:OptionSet a:mustUnderstand="true"/>',
  '<c:Locale a:mustUnderstand="false"/>',
  '<c:FragmentTransfer a:mustUnderstand="true">x</c:FragmentTransfer>',
  '<c:MaxEnvelopeSize>1</c:MaxEnvelopeSize>',
  '<![CDATA[x]]>',
  '\u0000',
  '&#0;',
  ' ',
];

/** One accident on the way: part of the text is lost, doubled, replaced or put into another namespace. */
const accident: fc.Arbitrary<(text: string) => string> = fc.oneof(
  element((text, from, to) => text.slice(0, from) + text.slice(to)),
  element((text, from, to) => text.slice(0, to) + text.slice(from)),
  element((text, from, to) => {
    const end = text.indexOf('>', from) + 1;
    return `${text.slice(0, end)}${'A'.repeat(5000)}${text.slice(to)}`;
  }),
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...FRAGMENTS))
    .map(([at, fragment]) => (text: string) => {
      const place = text.indexOf('>', Math.floor(at * text.length)) + 1;
      return text.slice(0, place) + fragment + text.slice(place);
    }),
  fc.tuple(fc.constantFrom(...Object.values(NS)), fc.constantFrom(...Object.values(NS))).map(
    ([one, other]) =>
      (text: string) =>
        text.replaceAll(one, other),
  ),
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), fc.string({ maxLength: 4 }))
    .map(([at, drop, insert]) => (text: string) => {
      const place = Math.floor(at * text.length);
      return text.slice(0, place) + insert + text.slice(place + drop);
    }),
);

/** Does something to one leaf element of the text. */
function element(change: (text: string, from: number, to: number) => string): fc.Arbitrary<(text: string) => string> {
  return fc.double({ min: 0, max: 1, noNaN: true }).map((at) => (text: string) => {
    const leaves = [...text.matchAll(/<([\w:]+)(?: [^<>]*)?>[^<]*<\/\1>/g)];
    const leaf = leaves[Math.min(leaves.length - 1, Math.floor(at * leaves.length))];
    return leaf === undefined ? text : change(text, leaf.index, leaf.index + leaf[0].length);
  });
}

/** Requests of which some met accidents; a few are not even UTF-8. */
export function messagesOf(device: FuzzedDevice): fc.Arbitrary<Buffer> {
  const accidents = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(accident, { maxLength: 3 }));
  return fc.tuple(requestsOf(device), accidents, fc.nat(100), fc.nat()).map(([text, changes, luck, at]) => {
    const bytes = Buffer.from(changes.reduce((now, change) => change(now), text));
    if (luck === 0 && bytes.length > 0) bytes[at % bytes.length] = 0xff;
    return bytes;
  });
}
