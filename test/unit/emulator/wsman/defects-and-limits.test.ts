import { describe, expect, it } from 'vitest';

import type { ClassDeclaration, Instance } from '../../../../emulator/wsman/declaration.ts';
import { createWsmanEngine, type WsmanAnswer } from '../../../../emulator/wsman/dispatch.ts';
import { detail, subcode } from './asked.ts';
import { ADMIN, Bench } from './bench.ts';
import { bodyOf, enumerate, get, invoke, pull, put, selectors } from './requests.ts';
import { AMT, withHostName } from './sample-classes.ts';

const URI = `${AMT}AMT_Rows`;
const ROWS = ['first', 'second', 'third'];
const FILLER = 'x'.repeat(60_000);

/** Rows whose key is the device's name and a number that a Put may change: what the tests need beyond real classes. */
function rows(change: Partial<ClassDeclaration> = {}): ClassDeclaration {
  const named = (hostName: string): readonly Instance[] =>
    ROWS.map((row) => ({ Key: row === 'second' && hostName !== '' ? hostName : row, Text: 'short' }));
  return {
    name: 'AMT_Rows',
    uri: URI,
    properties: [
      { name: 'Key', type: 'string', key: true, access: 'read-write', meaning: '' },
      { name: 'Text', type: 'string', meaning: '' },
    ],
    methods: [
      {
        name: 'Break',
        input: [],
        output: [],
        realms: [3],
        meaning: '',
        call: () => {
          throw new Error('the handler is broken');
        },
      },
    ],
    declaresCommon: false,
    readRealms: [3],
    writeRealms: [3],
    evidence: 'assumed',
    source: 'test',
    instances: ({ state }) => named(state.network.hostName),
    put: ({ state }, _current, written) => {
      const key = typeof written['Key'] === 'string' ? written['Key'] : '';
      return { kind: 'written', state: withHostName(state, key) };
    },
    ...change,
  };
}

function asking(declaration: ClassDeclaration): { bench: Bench; ask: (text: string) => WsmanAnswer } {
  const bench = new Bench();
  const engine = createWsmanEngine({ holder: bench, clock: bench.clock, classes: [declaration] });
  return { bench, ask: (text) => engine.answer(Buffer.from(text), ADMIN) };
}

const limit = (bytes: number): string => `<w:MaxEnvelopeSize>${String(bytes)}</w:MaxEnvelopeSize>`;

describe('a Put that changes the key of one of several instances', () => {
  it('is answered with the instance that it has become', () => {
    const { ask } = asking(rows());
    const answer = ask(put(URI, '<r:Key>renamed</r:Key>', selectors({ Key: 'second' })));
    expect(bodyOf(answer.text)).toContain('<g:Key>renamed</g:Key>');
  });
});

describe('a class with a mistake in it', () => {
  it('answers InternalError and leaves the mistake in the decision log', () => {
    const { bench, ask } = asking(rows());
    const answer = ask(invoke(URI, 'Break', ''));
    expect([answer.status, subcode(answer)]).toEqual([500, 'e:InternalError']);
    expect(bench.decisions).toMatchObject([
      {
        code: 'defect.handler',
        verdict: 'refused',
        inputs: { class: 'AMT_Rows', method: 'Break', message: 'the handler is broken' },
      },
    ]);
    expect(answer.text).not.toContain('broken');
    expect(ask(get(URI)).status).toBe(200);
  });

  it('is found out wherever it is: in instances, and where NVRAM cannot be written', () => {
    const unreadable = asking(
      rows({
        instances: () => {
          throw new TypeError('no such row');
        },
      }),
    );
    expect(unreadable.ask(get(URI)).status).toBe(500);
    expect(unreadable.bench.codes()).toEqual(['defect.handler']);
    const full = asking(rows());
    full.bench.commit = () => {
      throw new Error('ENOSPC');
    };
    expect(full.ask(put(URI, '<r:Key>renamed</r:Key>', selectors({ Key: 'first' }))).status).toBe(500);
    expect(full.bench.decisions[0]?.inputs).toMatchObject({ method: 'Put', message: 'ENOSPC' });
  });
});

describe('an answer that is larger than MaxEnvelopeSize', () => {
  const large = rows({ instances: () => ROWS.map((Key) => ({ Key, Text: FILLER })) });

  it('is not sent; the client is told why', () => {
    const { bench, ask } = asking(large);
    const answer = ask(get(URI, limit(50_000)));
    expect([answer.status, subcode(answer), detail(answer)]).toEqual([400, 'e:EncodingLimit', 'MaxEnvelopeSize']);
    expect(bench.codes()).toEqual(['wsman.envelope.too-large']);
    expect(ask(get(URI, limit(70_000))).status).toBe(200);
  });

  it('does not count among the messages: only what is sent does', () => {
    const { ask } = asking(large);
    const numberOf = (text: string): string => /8086-8086-8086-(\w+)</.exec(text)?.[1] ?? '';
    const answers = [50_000, 70_000].map((bytes) => numberOf(ask(get(URI, limit(bytes))).text));
    expect(answers).toEqual(['000000000001', '000000000002']);
  });

  it('changes nothing', () => {
    const { bench, ask } = asking(large);
    expect(ask(put(URI, '<r:Key>renamed</r:Key>', selectors({ Key: 'first' }) + limit(50_000))).status).toBe(400);
    expect(bench.commits).toBe(0);
  });

  it('leaves an enumeration where it was, so that nothing is lost', () => {
    const { ask } = asking(large);
    const context = '01000000-0000-0000-0000-000000000000';
    ask(enumerate(URI));
    expect(subcode(ask(pull(URI, context, '', limit(50_000))))).toBe('e:EncodingLimit');
    expect(bodyOf(ask(pull(URI, context, '', limit(70_000))).text)).toContain('<h:Key>first</h:Key>');
    expect(bodyOf(ask(pull(URI, context, '', limit(70_000))).text)).toContain('<h:Key>second</h:Key>');
  });
});
