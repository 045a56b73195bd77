import { describe, expect, it } from 'vitest';
import type { Caller, ClassDeclaration, EndpointReference } from '../../../../emulator/wsman/declaration.ts';
import { createWsmanEngine, type WsmanAnswer } from '../../../../emulator/wsman/dispatch.ts';
import { ALL_CLASSES, classUri } from '../../../../emulator/wsman/namespaces.ts';
import { detail, subcode } from './asked.ts';
import { ADMIN, Bench } from './bench.ts';
import { enumerate, pull, release } from './requests.ts';

const DIALECT = 'http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter';
const READER: Caller = { ...ADMIN, user: 'reader', isAdmin: false, realms: [2] };

const shape = {
  declaresCommon: false,
  readRealms: [2],
  writeRealms: [3],
  evidence: 'assumed',
  source: 'made up for this test',
} as const;

function named(name: string, keys: readonly string[], more: Partial<ClassDeclaration> = {}): ClassDeclaration {
  const properties = [{ name: 'InstanceID', type: 'string', key: true }] as const;
  const instances = keys.map((key) => ({ InstanceID: key }));
  return { ...shape, name, uri: classUri(name), properties, instances: () => instances, ...more };
}

function to(name: string, key: string): EndpointReference {
  return { kind: 'reference', resourceUri: classUri(name), selectors: { InstanceID: key } };
}

function link(
  name: string,
  [from, into]: readonly [string, string],
  pairs: readonly (readonly [EndpointReference, EndpointReference])[],
  more: Partial<ClassDeclaration> = {},
): ClassDeclaration {
  const properties = [from, into].map((role) => ({ name: role, type: 'reference' as const, key: true as const }));
  const instances = pairs.map(([one, other]) => ({ [from]: one, [into]: other }));
  return { ...shape, name, uri: classUri(name), properties, instances: () => instances, ...more };
}

// The second link names its collection by the class above, as associations do.
const classes: readonly ClassDeclaration[] = [
  named('CIM_Collection', [], { isAbstract: true }),
  named('CIM_FilterCollection', ['all', 'user'], { parent: 'CIM_Collection' }),
  named('CIM_ListenerDestination', ['desk', 'server']),
  named('AMT_Secret', ['key'], { readRealms: [3] }),
  link(
    'CIM_Subscription',
    ['Filter', 'Handler'],
    [
      [to('CIM_FilterCollection', 'all'), to('CIM_ListenerDestination', 'server')],
      [to('CIM_Collection', 'all'), to('CIM_ListenerDestination', 'desk')],
      [to('CIM_FilterCollection', 'user'), to('CIM_ListenerDestination', 'desk')],
    ],
  ),
  link(
    'CIM_Member',
    ['Collection', 'Member'],
    [
      [to('CIM_FilterCollection', 'all'), to('CIM_FilterCollection', 'user')],
      [to('CIM_FilterCollection', 'all'), to('AMT_Secret', 'key')],
    ],
  ),
];

class Site {
  readonly bench: Bench;
  readonly engine;

  constructor(releaseName = '16.1') {
    this.bench = new Bench({ release: releaseName });
    this.engine = createWsmanEngine({ holder: this.bench, clock: this.bench.clock, classes });
  }

  ask(text: string, caller: Caller = ADMIN): WsmanAnswer {
    return this.engine.answer(Buffer.from(text), caller);
  }

  enumerate(query: string, uri = ALL_CLASSES, caller = ADMIN, dialect = DIALECT): WsmanAnswer {
    const filter =
      `<w:Filter xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" Dialect="${dialect}" ` +
      `xmlns:f="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd">${query}</w:Filter>`;
    return this.ask(enumerate(uri, filter), caller);
  }

  /** `Class key` of an object, `Class key>key` of an association, for everything found. */
  find(query: string, uri = ALL_CLASSES, caller = ADMIN): readonly string[] {
    const context = /<g:EnumerationContext>([^<]*)/.exec(this.enumerate(query, uri, caller).text)?.[1] ?? '';
    const found: string[] = [];
    for (;;) {
      const { status, text } = this.ask(pull(uri, context, '<MaxElements>99</MaxElements>'), caller);
      if (status !== 200) throw new Error(text);
      for (const [, name, content = ''] of text.matchAll(/<h:((?:CIM|AMT)_\w+)>(.*?)<\/h:\1>/g)) {
        const keys = [...content.matchAll(/(?:<h:|Name=")InstanceID"?>([^<]*)/g)].map(([, key]) => key);
        found.push(`${name} ${keys.join('>')}`);
      }
      if (text.includes('<g:EndOfSequence>')) return found;
    }
  }
}

function object(name: string, key: string): string {
  return (
    '<f:Object><a:Address xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing">/wsman</a:Address>' +
    '<a:ReferenceParameters xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing">' +
    `<w:ResourceURI>${classUri(name)}</w:ResourceURI>` +
    `<w:SelectorSet><w:Selector Name="InstanceID">${key}</w:Selector></w:SelectorSet></a:ReferenceParameters></f:Object>`
  );
}

function associatedTo(name: string, key: string, more = ''): string {
  return `<f:AssociatedInstances>${object(name, key)}${more}</f:AssociatedInstances>`;
}

describe('an association filter', () => {
  it('finds what is associated over any class, each object once', () => {
    expect(new Site().find(associatedTo('CIM_FilterCollection', 'all'))).toEqual([
      'CIM_ListenerDestination server',
      'CIM_ListenerDestination desk',
      'CIM_FilterCollection user',
      'AMT_Secret key',
    ]);
    expect(new Site().find(associatedTo('CIM_ListenerDestination', 'desk'))).toEqual([
      'CIM_FilterCollection all',
      'CIM_FilterCollection user',
    ]);
  });

  it('takes the object under the name of a class above it', () => {
    expect(new Site().find(associatedTo('CIM_Collection', 'user'))).toEqual([
      'CIM_ListenerDestination desk',
      'CIM_FilterCollection all',
    ]);
  });

  it('can ask for an association, a role, a class and a role of the result', () => {
    const found = (more: string): readonly string[] =>
      new Site().find(associatedTo('CIM_FilterCollection', 'all', more)).map((each) => each.replace(/^.* /, ''));
    expect(found('<f:AssociationClassName>CIM_Member</f:AssociationClassName>')).toEqual(['user', 'key']);
    expect(found('<f:Role>Filter</f:Role>')).toEqual(['server', 'desk']);
    expect(found('<f:Role>Handler</f:Role>')).toEqual([]);
    expect(found('<f:ResultClassName>CIM_Collection</f:ResultClassName>')).toEqual(['user']);
    expect(found('<f:ResultRole>Handler</f:ResultRole>')).toEqual(['server', 'desk']);
    expect(found('<f:AssociationClassName>CIM_Unknown</f:AssociationClassName>')).toEqual([]);
  });

  it('can ask for the associations themselves', () => {
    const ask = (more: string): readonly string[] =>
      new Site().find(
        `<f:AssociationInstances>${object('CIM_FilterCollection', 'user')}${more}</f:AssociationInstances>`,
      );
    expect(ask('')).toEqual(['CIM_Subscription user>desk', 'CIM_Member all>user']);
    expect(ask('<f:ResultClassName>CIM_Member</f:ResultClassName>')).toEqual(['CIM_Member all>user']);
    expect(ask('<f:Role>Collection</f:Role>')).toEqual([]);
  });

  it('on one class finds only what belongs to it', () => {
    const uri = classUri('CIM_ListenerDestination');
    expect(new Site().find(associatedTo('CIM_FilterCollection', 'user'), uri)).toEqual([
      'CIM_ListenerDestination desk',
    ]);
  });

  it('leaves out what the caller may not read', () => {
    expect(new Site().find(associatedTo('CIM_FilterCollection', 'all'), ALL_CLASSES, READER)).not.toContain(
      'AMT_Secret key',
    );
  });

  it('gives a context that can be released', () => {
    const site = new Site();
    site.enumerate(associatedTo('CIM_FilterCollection', 'all'));
    const context = '01000000-0000-0000-0000-000000000000';
    expect(site.ask(release(ALL_CLASSES, context)).status).toBe(200);
    expect(subcode(site.ask(pull(ALL_CLASSES, context)))).toBe('c:InvalidEnumerationContext');
  });

  it.each([
    ['another dialect', 'urn:wql', associatedTo('CIM_FilterCollection', 'all'), 'c:FilterDialectRequestedUnavailable'],
    ['an object that is not there', DIALECT, associatedTo('CIM_FilterCollection', 'none'), 'e:CannotProcessFilter'],
    ['a class that is not there', DIALECT, associatedTo('CIM_Unknown', 'all'), 'e:CannotProcessFilter'],
    ['no object', DIALECT, '<f:AssociatedInstances/>', 'e:CannotProcessFilter'],
    ['another query', DIALECT, '<f:Everything/>', 'e:CannotProcessFilter'],
    [
      'a projection',
      DIALECT,
      associatedTo('CIM_FilterCollection', 'all', '<f:IncludeResultProperty>x</f:IncludeResultProperty>'),
      'e:CannotProcessFilter',
    ],
  ])('is refused with %s', (_what, dialect, query, expected) => {
    const answer = new Site().enumerate(query, ALL_CLASSES, ADMIN, dialect);
    expect([answer.status, subcode(answer)]).toEqual([400, expected]);
  });

  it('is taken from release 4.0 on', () => {
    expect(new Site('4.0').enumerate(associatedTo('CIM_FilterCollection', 'all')).status).toBe(200);
  });

  it('is refused by release 3.2.1, which filters nothing', () => {
    const answer = new Site('3.2.1').enumerate(associatedTo('CIM_FilterCollection', 'all'));
    expect([answer.status, subcode(answer)]).toEqual([400, 'c:FilteringNotSupported']);
  });

  it('has to be there when all classes are enumerated', () => {
    const answer = new Site().ask(enumerate(ALL_CLASSES));
    expect([subcode(answer), detail(answer)]).toEqual(['b:DestinationUnreachable', '']);
  });
});

describe('headers of a request', () => {
  const site = new Site();
  const withTimeout = (value: string): string =>
    subcode(
      site.ask(
        enumerate(classUri('CIM_ListenerDestination')).replace(
          '</Header>',
          `<w:OperationTimeout>${value}</w:OperationTimeout></Header>`,
        ),
      ),
    );

  it.each(['PT60S', 'PT60.000S', 'PT60.0S', 'PT1S', 'P0DT0H1M0S', ' PT60S '])('take the timeout %s', (value) => {
    expect(withTimeout(value)).toBe('');
  });

  it.each(['', '60', 'PT', 'P', 'PT60', '-PT60S', 'PT60S60M', 'never'])('refuse the timeout "%s"', (value) => {
    expect(withTimeout(value)).toBe('e:SchemaValidationError');
  });
});
