import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseString } from 'xml2js';

import { createHttpFront, type HttpFront } from '../../emulator/http/front.ts';
import type { SoapParameter } from '../../emulator/soap/declaration.ts';
import { legacyServices } from '../../emulator/soap/services.ts';
import { classDeclarations } from '../../emulator/wsman/classes/index.ts';
import type { CimType } from '../../emulator/wsman/declaration.ts';
import { post, statusOf, unchunk, WireClient } from '../unit/emulator/http/wire-client.ts';
import { Bench } from '../unit/emulator/wsman/bench.ts';
import { create, enumerate, get, invoke, pull, put, remove, selectors } from '../unit/emulator/wsman/requests.ts';

const texts = fc.oneof(
  fc.constantFrom('', 'DESK001', 'adatum.com', 'admin', 'P@ssw0rd1', 'SCHEME 0', 'Intel(r) AMT', '__proto__'),
  fc.string({ maxLength: 40 }).map((text) => text.replace(/[^\w .@-]/g, '')),
);
const numbers = fc.constantFrom(0, 1, 2, 3, 5, 8, 10, 16, 255, 32_768, 65_535, 4_294_967_295);
const octets = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
const references = fc
  .tuple(fc.constantFrom(...classDeclarations.map(({ uri }) => uri)), fc.constantFrom('InstanceID', 'Name'), texts)
  .map(
    ([uri, name, value]) =>
      '<a:Address>default</a:Address><a:ReferenceParameters>' +
      `<w:ResourceURI>${uri}</w:ResourceURI><w:SelectorSet><w:Selector Name="${name}">${value}</w:Selector>` +
      '</w:SelectorSet></a:ReferenceParameters>',
  );

/** A value that the type allows, so that the request gets past the schema and to the rules of the device. */
function valueOf(type: CimType): fc.Arbitrary<string> {
  if (type === 'string') return texts;
  if (type === 'boolean') return fc.boolean().map(String);
  if (type === 'base64') return octets.map((bytes) => bytes.toString('base64'));
  if (type === 'hex') return octets.map((bytes) => bytes.toString('hex'));
  if (type === 'reference') return references;
  const common = 'http://schemas.dmtf.org/wbem/wscim/1/common';
  if (type === 'datetime') return fc.constant(`<h:Datetime xmlns:h="${common}">2009-02-01T00:00:00Z</h:Datetime>`);
  return numbers.map(String);
}

/** Elements for these fields, now and then without one of them. */
function contentOf(fields: readonly { readonly name: string; readonly type: CimType }[]): fc.Arbitrary<string> {
  const elements = fields.map(({ name, type }) =>
    fc.option(valueOf(type), { freq: 12 }).map((value) => (value === null ? '' : `<r:${name}>${value}</r:${name}>`)),
  );
  return fc.tuple(...elements).map((parts) => parts.join(''));
}

/** A parameter of a legacy method, with the elements inside it. */
function legacyElement({ name, members }: SoapParameter): fc.Arbitrary<string> {
  const inside: fc.Arbitrary<string> =
    members === undefined
      ? fc.oneof(texts, numbers.map(String))
      : fc.tuple(...members.map((member) => legacyElement(member))).map((parts) => parts.join(''));
  return inside.map((text) => `<${name}>${text}</${name}>`);
}

interface Request {
  readonly path: string;
  readonly body: string;
}

const wsman = (body: string): Request => ({ path: '/wsman', body });

/** Valid or nearly valid requests for every class, every method, and every legacy method. */
const requests: fc.Arbitrary<Request> = fc.oneof(
  fc
    .constantFrom(...classDeclarations)
    .chain((declaration) => {
      const { uri, properties, methods = [] } = declaration;
      const object = contentOf(properties);
      const keys = properties.filter(({ key }) => key === true);
      const where = fc
        .tuple(...keys.map(() => texts))
        .map((values) => selectors(Object.fromEntries(keys.map(({ name }, at) => [name, values[at] ?? '']))));
      const context = '01000000-0000-0000-0000-000000000000';
      return fc.oneof(
        fc.constantFrom(get(uri), enumerate(uri), pull(uri, context), remove(uri)),
        where.map((selected) => get(uri, selected)),
        object.map((content) => put(uri, content)),
        object.map((content) => create(uri, content)),
        ...methods.map(({ name, input }) => contentOf(input).map((content) => invoke(uri, name, content))),
      );
    })
    .map(wsman),
  fc
    .constantFrom(...legacyServices.flatMap((service) => service.methods.map((method) => ({ service, method }))))
    .chain(({ service, method }) => {
      const parameters = fc.tuple(...method.input.map((parameter) => legacyElement(parameter)));
      return parameters.map((elements): Request => {
        const content = elements.join('');
        const call = `<${method.name} xmlns="${service.namespace}">${content}</${method.name}>`;
        const body = `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>${call}</Body></Envelope>`;
        return { path: service.path, body };
      });
    }),
);

/** Where, as a fraction of the length, and what: a byte or a word is put there, or something is cut out or repeated. */
const damages = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('insert', 'replace', 'cut', 'repeat'),
  what: fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      '&#0;',
      '<!--',
      '<![CDATA[',
      '<!DOCTYPE x>',
      '\0',
      '\xff',
      '/>',
      '\r\n',
      ':',
      '0',
    ),
    fc.string({ minLength: 1, maxLength: 4 }),
  ),
  length: fc.integer({ min: 1, max: 60 }),
});

function damaged(
  text: string,
  { at, kind, what, length }: { at: number; kind: string; what: string; length: number },
): string {
  const start = Math.floor(at * text.length);
  const [before, piece, after] = [text.slice(0, start), text.slice(start, start + length), text.slice(start + length)];
  if (kind === 'insert') return before + what + piece + after;
  if (kind === 'replace') return before + what + piece.slice(what.length) + after;
  return kind === 'cut' ? before + after : before + piece + piece + after;
}

/** What goes over the wire: the request as it is, with a damaged body, or damaged as a whole; or mere noise. */
const messages: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: requests.map(({ path, body }) => post(path, body)) },
  {
    weight: 3,
    arbitrary: fc.tuple(requests, fc.array(damages, { minLength: 1, maxLength: 3 })).map(([{ path, body }, list]) =>
      post(
        path,
        list.reduce((text, damage) => damaged(text, damage), body),
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(requests, fc.array(damages, { minLength: 1, maxLength: 3 }))
      .map(([{ path, body }, list]) => list.reduce((text, damage) => damaged(text, damage), post(path, body))),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
);

/** A new device whose peer needs no password: it proved itself in the TLS handshake. */
function website(): { readonly bench: Bench; readonly front: HttpFront } {
  const bench = new Bench({ setup: { clientCertificateIsEnough: true } });
  bench.state = { ...bench.state, setup: { ...bench.state.setup, provisioningState: 1, windowLeftMs: 3_600_000 } };
  const { clock, chance } = bench;
  const front = createHttpFront({ holder: bench, clock, chance, classes: classDeclarations });
  bench.onDrop = (why) => front.closeAll(why);
  bench.onForget = () => front.forgetLogins();
  return { bench, front };
}

function isWellFormed(xml: string): boolean {
  let problem: Error | null = null;
  parseString(xml, { async: false }, (error) => (problem = error));
  return problem === null;
}

/** Why this answer must not be, undefined when it may. */
function objectionTo(received: string, hasChanged: boolean): string | undefined {
  if (received === '') return hasChanged ? 'changed without an answer' : undefined;
  const status = statusOf(received);
  if (![200, 302, 400, 401, 404, 500].includes(status) && !received.startsWith('HTTP/1.1 100')) return 'unknown status';
  if (hasChanged && !received.includes('HTTP/1.1 200')) return 'changed without success';
  const isXml = /content-type: [^\r\n]*xml/i.test(received.slice(0, received.indexOf('\r\n\r\n')));
  if (isXml && !isWellFormed(Buffer.from(unchunk(received).body, 'latin1').toString('utf8'))) return 'not well-formed';
  return undefined;
}

it('no request, however damaged, breaks the web server, gets a torn answer, or changes the device without success', async () => {
  let successes = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(messages, { minLength: 1, maxLength: 8 }), async (sequence) => {
      const { bench, front } = website();
      for (const message of sequence) {
        const client = new WireClient();
        front.serve(client.stream, { from: '10.0.0.5', overTls: true, provedSetup: true });
        const before = JSON.stringify(bench.state);
        client.send(message);
        client.finish();
        await bench.clock.settle();
        const received = client.take();
        const objection = objectionTo(received, JSON.stringify(bench.state) !== before);
        expect(objection).toBeUndefined();
        if (received.startsWith('HTTP/1.1 200')) successes += 1;
      }
      expect(bench.decisions.filter(({ code }) => code === 'defect.handler')).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(successes).toBeGreaterThan(100);
});
