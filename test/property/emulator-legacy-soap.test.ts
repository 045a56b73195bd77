import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { profileFor, releases } from '../../emulator/firmware/releases.ts';
import type { SoapParameter } from '../../emulator/soap/declaration.ts';
import { createSoapEngine } from '../../emulator/soap/engine.ts';
import { legacyServices } from '../../emulator/soap/services.ts';
import { ADMIN, Bench } from '../unit/emulator/wsman/bench.ts';

const methods = legacyServices.flatMap((service) => service.methods.map((method) => ({ service, method })));

const words = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '2',
    '36',
    '4294967295',
    '4294967296',
    '-1',
    'true',
    'admin',
    'AAAA',
    'SHARED_MAC_ADDRESS',
  ),
  fc.nat().map(String),
  fc.string({ maxLength: 40 }),
);

/** Content for declared elements: mostly as declared, sometimes left out, repeated, or strange. */
function contentOf(parameters: readonly SoapParameter[]): fc.Arbitrary<string> {
  const strange = fc
    .tuple(fc.constantFrom('Handle', 'EntryEx', 'Unknown'), words)
    .map(([name, word]) => element(name, escaped(word)));
  const declared = parameters.map(({ name, members }) => {
    const inner = members === undefined ? words.map(escaped) : contentOf(members);
    return fc.array(
      inner.map((content) => element(name, content)),
      { minLength: 1, maxLength: 2 },
    );
  });
  return fc.tuple(fc.tuple(...declared), fc.integer({ min: 0, max: 9 }), strange).map(([parts, choice, odd]) => {
    const once = parts.map(([first = '']) => first).join('');
    if (choice === 0) return once + odd;
    if (choice === 1) return parts.flat().join('');
    return choice === 2 ? parts.slice(1).flat().join('') : once;
  });
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}

const calls = fc.constantFrom(...methods).chain(({ service, method }) =>
  contentOf(method.input).map((content) => ({
    path: service.path,
    body:
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
      `<${method.name} xmlns="${service.namespace}">${content}</${method.name}></s:Body></s:Envelope>`,
  })),
);

it('whatever a legacy call carries, it is answered or refused; what is refused changes nothing and says why', () => {
  const served = releases.filter((release) => profileFor(release).capabilities.has('legacy-soap'));
  fc.assert(
    fc.property(fc.constantFrom(...served), fc.array(calls, { minLength: 1, maxLength: 6 }), (release, asked) => {
      const bench = new Bench(profileFor(release));
      const { state } = bench;
      bench.state = { ...state, setup: { ...state.setup, provisioningState: 2 } };
      const engine = createSoapEngine({ holder: bench });
      for (const { path, body } of asked) {
        const before = bench.state;
        const decided = bench.decisions.length;
        const { status, text } = engine.answer(path, Buffer.from(body), ADMIN);
        const code = /Status>(\d+)</.exec(text)?.[1];
        expect(code === undefined).toBe(status === 500);
        expect(bench.state === before || code === '0').toBe(true);
        expect(bench.decisions.length > decided || code === '0').toBe(true);
      }
      expect(bench.codes()).not.toContain('defect.handler');
    }),
    { numRuns: 300 },
  );
});
