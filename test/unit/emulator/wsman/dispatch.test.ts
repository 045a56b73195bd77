import { AMT as AmtMessages } from '@device-management-toolkit/wsman-messages';
import { describe, expect, it } from 'vitest';

import type { Caller } from '../../../../emulator/wsman/declaration.ts';
import { Asked, detail, subcode } from './asked.ts';
import { ADMIN } from './bench.ts';
import { bodyOf, create, envelope, enumerate, get, invoke, pull, put, remove, selectors } from './requests.ts';
import * as sample from './sample-classes.ts';

const GENERAL = sample.generalSettings.uri;
const CERTIFICATE = sample.publicKeyCertificate.uri;
const ACCOUNTS = sample.authorizationService.uri;

describe('Get', () => {
  it('without selectors takes the first instance and with a key takes the one it names', () => {
    const asked = new Asked();
    expect(bodyOf(asked.ask(get(CERTIFICATE)).text)).toContain('Handle: 0');
    const named = asked.ask(get(CERTIFICATE, selectors({ InstanceID: 'Intel(r) AMT Certificate: Handle: 1' })));
    expect(bodyOf(named.text)).toContain('Handle: 1');
  });

  it('compares selectors exactly and ignores the namespace selector of generic clients', () => {
    const asked = new Asked();
    const other = asked.ask(get(CERTIFICATE, selectors({ InstanceID: 'intel(r) amt certificate: handle: 1' })));
    expect([other.status, subcode(other)]).toEqual([400, 'b:DestinationUnreachable']);
    expect(asked.ask(get(GENERAL, selectors({ __cimnamespace: 'root/cimv2' }))).status).toBe(200);
  });

  it('refuses a selector that comes twice, even with one value', () => {
    const one = '<w:Selector Name="InstanceID">Intel(r) AMT Certificate: Handle: 0</w:Selector>';
    const answer = new Asked().ask(get(CERTIFICATE, `<w:SelectorSet>${one}${one}</w:SelectorSet>`));
    expect([subcode(answer), detail(answer)]).toEqual(['e:InvalidSelectors', 'InvalidValue']);
  });

  it('refuses a selector that is no key', () => {
    const answer = new Asked().ask(get(GENERAL, selectors({ HostName: 'x' })));
    expect([subcode(answer), detail(answer)]).toEqual(['e:InvalidSelectors', 'UnexpectedSelectors']);
  });

  it('does not know a class that only other releases have', () => {
    const asked = new Asked();
    expect(subcode(asked.ask(get(sample.auditLog.uri)))).toBe('b:DestinationUnreachable');
    expect(asked.bench.codes()).toEqual(['wsman.class.unknown']);
  });
});

describe('Put', () => {
  it('changes what may be written, drops echoed read-only values and answers with the new object', () => {
    const asked = new Asked();
    const object =
      '<r:InstanceID>Intel(r) AMT: General Settings</r:InstanceID><r:ElementName>x</r:ElementName>' +
      '<r:PowerSource>1</r:PowerSource><r:HostName>DESK001</r:HostName>';
    const answer = asked.ask(put(GENERAL, object));
    expect(answer.status).toBe(200);
    expect(asked.bench.state.network.hostName).toBe('DESK001');
    expect(bodyOf(answer.text)).toContain('<g:HostName>DESK001</g:HostName>');
    expect(bodyOf(answer.text)).toContain('<g:PowerSource>0</g:PowerSource>');
  });

  it.each([
    ['an unknown element', '<r:ElementName>x</r:ElementName><r:Foo>1</r:Foo>', 'e:SchemaValidationError', ''],
    [
      'a wrong type',
      '<r:ElementName>x</r:ElementName><r:PowerSource>soon</r:PowerSource>',
      'e:SchemaValidationError',
      '',
    ],
    [
      'a number out of range',
      '<r:ElementName>x</r:ElementName><r:PowerSource>65536</r:PowerSource>',
      'e:SchemaValidationError',
      '',
    ],
    [
      'a repeated property',
      '<r:ElementName>x</r:ElementName><r:ElementName>y</r:ElementName>',
      'e:SchemaValidationError',
      '',
    ],
    ['text between elements', '<r:ElementName>x</r:ElementName>stray', 'e:SchemaValidationError', ''],
    ['a foreign namespace', '<ElementName xmlns="urn:other">x</ElementName>', 'e:SchemaValidationError', ''],
    ['a missing required property', '<r:HostName>DESK001</r:HostName>', 'd:InvalidRepresentation', 'MissingValues'],
    [
      'a value too long',
      '<r:ElementName>x</r:ElementName><r:HostName>abcdefghijklmnopq</r:HostName>',
      'd:InvalidRepresentation',
      'InvalidValues',
    ],
  ])('refuses %s and changes nothing', (_what, content, fault, why) => {
    const asked = new Asked();
    const answer = asked.ask(put(GENERAL, content));
    expect([answer.status, subcode(answer), detail(answer)]).toEqual([400, fault, why]);
    expect(asked.bench.commits).toBe(0);
  });

  it('turns a firmware status into an InternalError', () => {
    const asked = new Asked();
    const answer = asked.ask(put(GENERAL, '<r:ElementName>x</r:ElementName><r:HostName>taken</r:HostName>'));
    expect([answer.status, subcode(answer), detail(answer)]).toEqual([500, 'e:InternalError', 'AMT-STATUS 2058']);
    expect(asked.bench.codes()).toEqual(['test.taken']);
  });

  it('is refused on a class that cannot be written', () => {
    const answer = new Asked().ask(put(CERTIFICATE, ''));
    expect(subcode(answer)).toBe('b:ActionNotSupported');
  });
});

describe('Create and Delete', () => {
  const content = new AmtMessages.Messages().TLSCredentialContext.Create('Intel(r) AMT Certificate: Handle: 0');

  it('a second Create of the same thing is AlreadyExists', () => {
    const asked = new Asked();
    expect(asked.ask(content).status).toBe(200);
    const again = asked.ask(content);
    expect([again.status, subcode(again)]).toEqual([400, 'e:AlreadyExists']);
  });

  it('an empty reference is a schema fault', () => {
    const asked = new Asked();
    const answer = asked.ask(create(sample.tlsCredentialContext.uri, '<r:ElementInContext></r:ElementInContext>'));
    expect(subcode(answer)).toBe('e:SchemaValidationError');
  });

  it('instances of an association are found by nested references', () => {
    const asked = new Asked();
    asked.ask(content);
    const epr = (handle: number, className = CERTIFICATE): string =>
      '<a:EndpointReference><a:Address>default</a:Address><a:ReferenceParameters>' +
      `<w:ResourceURI>${className}</w:ResourceURI><w:SelectorSet><w:Selector Name="InstanceID">` +
      `Intel(r) AMT Certificate: Handle: ${String(handle)}</w:Selector></w:SelectorSet></a:ReferenceParameters></a:EndpointReference>`;
    const uri = sample.tlsCredentialContext.uri;
    expect(asked.ask(get(uri, selectors({ ElementInContext: epr(0) }))).status).toBe(200);
    expect(subcode(asked.ask(get(uri, selectors({ ElementInContext: epr(1) }))))).toBe('b:DestinationUnreachable');
    const ofOtherClass = asked.ask(get(uri, selectors({ ElementInContext: epr(0, ACCOUNTS) })));
    expect(subcode(ofOtherClass)).toBe('b:DestinationUnreachable');
  });

  it('a Delete that names none of several instances deletes none', () => {
    const asked = new Asked();
    const answer = asked.ask(remove(CERTIFICATE));
    expect([subcode(answer), detail(answer)]).toEqual(['e:InvalidSelectors', 'InsufficientSelectors']);
    expect(asked.bench.commits).toBe(0);
    const named = asked.ask(remove(CERTIFICATE, selectors({ InstanceID: 'Intel(r) AMT Certificate: Handle: 1' })));
    expect(named.status).toBe(200);
    expect(asked.bench.state.network.hostName).toContain('Handle: 1');
  });
});

describe('methods', () => {
  it('commit the state and effects of their handler', () => {
    const asked = new Asked();
    let forgotten = 0;
    asked.bench.onForget = () => {
      forgotten += 1;
    };
    const input = '<r:DigestUsername>someone</r:DigestUsername><r:AccessPermission>2</r:AccessPermission>';
    expect(asked.ask(invoke(ACCOUNTS, 'AddUserAclEntryEx', input)).status).toBe(200);
    expect([asked.bench.state.network.hostName, forgotten]).toEqual(['someone', 1]);
  });

  it('answer 200 with a non-zero ReturnValue when the firmware refuses', () => {
    const input = '<r:Username>admin</r:Username><r:DigestPassword>AAAA</r:DigestPassword>';
    const answer = new Asked().ask(invoke(ACCOUNTS, 'SetAdminAclEntryEx', input));
    expect([answer.status, bodyOf(answer.text)]).toEqual([
      200,
      '<g:SetAdminAclEntryEx_OUTPUT><g:ReturnValue>36</g:ReturnValue></g:SetAdminAclEntryEx_OUTPUT>',
    ]);
  });

  it.each([
    ['that nobody knows', 'Explode'],
    ['of another release', 'Newer'],
  ])('%s are ActionNotSupported', (_which, name) => {
    const answer = new Asked().ask(invoke(ACCOUNTS, name, ''));
    expect([answer.status, subcode(answer), detail(answer)]).toEqual([400, 'b:ActionNotSupported', 'ActionMismatch']);
  });

  it('take a dummy argument for none, and an empty body too', () => {
    const asked = new Asked();
    expect(asked.ask(invoke(ACCOUNTS, 'CommitChanges', '<r:_method_dummy>x</r:_method_dummy>')).status).toBe(200);
    expect(asked.ask(envelope(`${ACCOUNTS}/CommitChanges`, ACCOUNTS)).status).toBe(200);
    expect(subcode(asked.ask(invoke(ACCOUNTS, 'SetAdminAclEntryEx', '')))).toBe('d:InvalidRepresentation');
  });

  it('drop connections only after the answer is written', () => {
    const asked = new Asked();
    const answer = asked.ask(invoke(ACCOUNTS, 'CommitChanges', ''));
    expect([answer.status, asked.bench.dropped]).toEqual([200, ['test.commit']]);
  });
});

describe('realms', () => {
  const reader: Caller = { ...ADMIN, user: 'reader', isAdmin: false, realms: [13] };
  const stranger: Caller = { ...ADMIN, user: 'stranger', isAdmin: false, realms: [5] };

  it('let a reader read but not write or call', () => {
    const asked = new Asked();
    expect(asked.ask(get(GENERAL), reader).status).toBe(200);
    expect(subcode(asked.ask(put(GENERAL, '<r:ElementName>x</r:ElementName>'), reader))).toBe('e:AccessDenied');
    expect(subcode(asked.ask(invoke(ACCOUNTS, 'CommitChanges', ''), reader))).toBe('e:AccessDenied');
    expect(asked.bench.codes()).toEqual(['wsman.realm.missing', 'wsman.realm.missing']);
    expect(asked.bench.commits).toBe(0);
  });

  it('hide objects from enumerations and say so in the decision log', () => {
    const asked = new Asked();
    asked.ask(enumerate(CERTIFICATE), stranger);
    const answer = asked.ask(pull(CERTIFICATE, '01000000-0000-0000-0000-000000000000'), stranger);
    expect(bodyOf(answer.text)).toContain('<g:Items></g:Items>');
    expect(asked.bench.codes()).toEqual(['wsman.realm.filtered']);
  });
});

describe('headers', () => {
  it.each([
    [
      'a MaxEnvelopeSize below 50000',
      '<w:MaxEnvelopeSize>49999</w:MaxEnvelopeSize>',
      'e:EncodingLimit',
      'MinimumEnvelopeLimit',
    ],
    [
      'a MaxEnvelopeSize that is no number',
      '<w:MaxEnvelopeSize>big</w:MaxEnvelopeSize>',
      'e:SchemaValidationError',
      '',
    ],
    ['fragment access', '<w:FragmentTransfer>x</w:FragmentTransfer>', 'e:UnsupportedFeature', 'FragmentLevelAccess'],
    ['a second action', '<a:Action>x</a:Action>', 'b:InvalidMessageInformationHeader', ''],
    ['an option set that must be understood', '<w:OptionSet s:mustUnderstand="true"/>', '', ''],
    ['an unknown header that must be understood', '<x xmlns="urn:x" s:mustUnderstand="1"/>', '', ''],
  ])('%s is refused', (_what, header, fault, why) => {
    const answer = new Asked().ask(get(GENERAL, header));
    expect([answer.status, subcode(answer), detail(answer)]).toEqual([400, fault, why]);
    expect(answer.text.includes('<a:Value>a:MustUnderstand</a:Value>')).toBe(fault === '');
  });

  it('ignores locales, timeouts and options that need not be understood', () => {
    const header =
      '<w:Locale xml:lang="de-DE" s:mustUnderstand="false"/><w:OperationTimeout>PT60.000S</w:OperationTimeout>' +
      '<w:OptionSet/><w:MaxEnvelopeSize s:mustUnderstand="true">51200</w:MaxEnvelopeSize>';
    expect(new Asked().ask(get(GENERAL, header)).status).toBe(200);
  });

  it('understands every header of WS-Addressing and WS-Management that clients demand', () => {
    const demanded = ['a:From', 'a:FaultTo', 'a:ReplyTo', 'w:Locale'].map(
      (name) => `<${name} s:mustUnderstand="true"/>`,
    );
    const timeout = '<w:OperationTimeout s:mustUnderstand="true">PT60S</w:OperationTimeout>';
    expect(new Asked().ask(get(GENERAL, demanded.join('') + timeout)).status).toBe(200);
  });

  it('counts every answer, faults included, in the MessageID', () => {
    const asked = new Asked();
    asked.ask(get(GENERAL));
    asked.ask(get(`${sample.AMT}AMT_Nothing`));
    expect(asked.ask(get(GENERAL)).text).toContain('uuid:00000000-8086-8086-8086-000000000003');
  });

  it('answers what is no SOAP with a schema fault that relates to nothing', () => {
    const asked = new Asked();
    const answers = ['', '<a>', '<a/>', envelope('x', 'y').replace('</Body>', '<x/><y/></Body>')].map((text) =>
      asked.ask(text),
    );
    expect(answers.map(subcode)).toEqual(Array.from({ length: 4 }, () => 'e:SchemaValidationError'));
    expect(answers[0]?.text).toContain('<b:RelatesTo></b:RelatesTo>');
  });
});

describe('Identify', () => {
  it('names product and version without addressing headers', () => {
    const body = '<wsmid:Identify xmlns:wsmid="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"/>';
    const answer = new Asked().ask(
      `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header/><s:Body>${body}</s:Body></s:Envelope>`,
    );
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(
      '<a:Header></a:Header><a:Body><b:IdentifyResponse>' +
        '<b:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</b:ProtocolVersion>' +
        '<b:ProductVendor>Intel(r)</b:ProductVendor><b:ProductVersion>AMT 3.2.1</b:ProductVersion>' +
        '<c:DASHVersion>1.0.0</c:DASHVersion>',
    );
  });
});

describe('requests written by wsman-messages', () => {
  it('are all accepted', () => {
    const asked = new Asked();
    const messages = new AmtMessages.Messages();
    const texts = [
      messages.GeneralSettings.Get(),
      messages.GeneralSettings.Put({
        InstanceID: 'Intel(r) AMT: General Settings',
        ElementName: 'x',
        HostName: 'DESK001',
      }),
      messages.PublicKeyCertificate.Enumerate(),
      messages.PublicKeyCertificate.Pull('01000000-0000-0000-0000-000000000000'),
      messages.PublicKeyCertificate.Delete({ name: 'InstanceID', value: 'Intel(r) AMT Certificate: Handle: 1' }),
      messages.TLSCredentialContext.Create('Intel(r) AMT Certificate: Handle: 0'),
      messages.AuthorizationService.AddUserAclEntryEx(2, [3, 13], 'someone', 'YWJj'),
      messages.AuthorizationService.SetAdminACLEntryEx('admin', 'YWJj'),
    ];
    expect(texts.map((text) => asked.ask(text).status)).toEqual(texts.map(() => 200));
    expect(asked.bench.codes()).toEqual([]);
  });
});

describe('events', () => {
  it('show request and response with every secret replaced', () => {
    const asked = new Asked();
    const hash = '<r:DigestPassword><!-- </r:DigestPassword> -->c2Vj<![CDATA[cmV0]]></r:DigestPassword>';
    asked.ask(invoke(ACCOUNTS, 'SetAdminAclEntryEx', `<r:Username>admin</r:Username>${hash}`));
    const [event] = asked.bench.events;
    expect(event).toMatchObject({
      kind: 'wsman',
      action: `${ACCOUNTS}/SetAdminAclEntryEx`,
      resource: ACCOUNTS,
      outcome: 'ok',
    });
    const text = JSON.stringify(asked.bench.events);
    expect(text).toContain('<r:DigestPassword>***</r:DigestPassword>');
    expect(text).toContain('<r:Username>admin</r:Username>');
    expect(text).not.toMatch(/c2Vj|cmV0/);
  });

  it('do not show a request that cannot be read', () => {
    const asked = new Asked();
    asked.ask('<r:Password>secret');
    expect(JSON.stringify(asked.bench.events)).not.toContain('secret');
    expect(asked.bench.events[0]).toMatchObject({ kind: 'wsman', outcome: 'SchemaValidationError' });
  });
});
