import { describe, expect, it } from 'vitest';

import { createWsmanEngine } from '../../../emulator/wsman/dispatch.ts';
import { writeFault } from '../../../emulator/wsman/faults.ts';
import { ADMIN, Bench } from '../../unit/emulator/wsman/bench.ts';
import { create, enumerate, get, invoke, pull, remove } from '../../unit/emulator/wsman/requests.ts';
import * as sample from '../../unit/emulator/wsman/sample-classes.ts';

// The forms below were typed from descriptions of recorded firmware answers: prefixes and their order, header order,
// the length of one recorded fault. Values inside are this test's own.

const ADDRESSING = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
const ANONYMOUS = `${ADDRESSING}/role/anonymous`;
const A_TO_F =
  '<?xml version="1.0" encoding="UTF-8"?><a:Envelope' +
  ' xmlns:a="http://www.w3.org/2003/05/soap-envelope"' +
  ' xmlns:b="http://schemas.xmlsoap.org/ws/2004/08/addressing"' +
  ' xmlns:c="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"' +
  ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/02/trust"' +
  ' xmlns:e="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"' +
  ' xmlns:f="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"';
const XSI = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">';

function header(action: string, number: string, uri: string): string {
  return (
    `<a:Header><b:To>${ANONYMOUS}</b:To><b:RelatesTo>7</b:RelatesTo>` +
    `<b:Action a:mustUnderstand="true">${action}</b:Action>` +
    `<b:MessageID>uuid:00000000-8086-8086-8086-${number}</b:MessageID><c:ResourceURI>${uri}</c:ResourceURI></a:Header>`
  );
}

function ask(...texts: readonly string[]): readonly { readonly status: number; readonly text: string }[] {
  const bench = new Bench();
  const engine = createWsmanEngine({ holder: bench, clock: bench.clock, classes: sample.sampleClasses });
  const answers = texts.map((text) => engine.answer(Buffer.from(text), ADMIN));
  engine.close();
  return answers;
}

describe('answers on the wire', () => {
  it('a Get has prefixes a to g and xsi, the header in firmware order and properties in ASCII order', () => {
    const uri = sample.generalSettings.uri;
    const [answer] = ask(get(uri));
    expect(answer?.text).toBe(
      `${A_TO_F} xmlns:g="${uri}"${XSI}` +
        header('http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse', '000000000001', uri) +
        '<a:Body><g:AMT_GeneralSettings><g:DHCPEnabled>true</g:DHCPEnabled>' +
        '<g:ElementName>Intel(r) AMT: &quot;General&quot; &lt;Settings&gt; &amp; more</g:ElementName>' +
        '<g:HostName></g:HostName><g:InstanceID>Intel(r) AMT: General Settings</g:InstanceID>' +
        '<g:PowerSource>0</g:PowerSource></g:AMT_GeneralSettings></a:Body></a:Envelope>',
    );
  });

  it('a Get of a class with datetimes declares the common namespace as h and wraps the value', () => {
    const uri = sample.publicKeyCertificate.uri;
    const [answer] = ask(get(uri));
    expect(answer?.text).toContain(
      ` xmlns:g="${uri}" xmlns:h="http://schemas.dmtf.org/wbem/wscim/1/common"${XSI}<a:Header>`,
    );
    expect(answer?.text).toContain('<g:Made><h:Datetime>2024-01-03T00:44:35Z</h:Datetime></g:Made>');
  });

  it('Enumerate and Pull use g for enumeration, h for the class and i for common; contexts count little-endian', () => {
    const uri = sample.chip.uri;
    const enumeration = 'http://schemas.xmlsoap.org/ws/2004/09/enumeration';
    const context = '01000000-0000-0000-0000-000000000000';
    const [opened, first] = ask(enumerate(uri), pull(uri, context));
    expect(opened?.text).toBe(
      `${A_TO_F} xmlns:g="${enumeration}"${XSI}` +
        header(`${enumeration}/EnumerateResponse`, '000000000001', uri) +
        `<a:Body><g:EnumerateResponse><g:EnumerationContext>${context}</g:EnumerationContext></g:EnumerateResponse>` +
        '</a:Body></a:Envelope>',
    );
    expect(first?.text).toBe(
      `${A_TO_F} xmlns:g="${enumeration}" xmlns:h="${uri}" xmlns:i="http://schemas.dmtf.org/wbem/wscim/1/common"${XSI}` +
        header(`${enumeration}/PullResponse`, '000000000002', uri) +
        `<a:Body><g:PullResponse><g:EnumerationContext>${context}</g:EnumerationContext>` +
        '<g:Items><h:CIM_Chip><h:Tag>CPU 0</h:Tag></h:CIM_Chip></g:Items></g:PullResponse></a:Body></a:Envelope>',
    );
  });

  it('a method answers with its outputs in declared order and ReturnValue last', () => {
    const uri = sample.authorizationService.uri;
    const input = '<r:AccessPermission>2</r:AccessPermission><r:Realms>3</r:Realms><r:Realms>13</r:Realms>';
    const [answer] = ask(invoke(uri, 'AddUserAclEntryEx', input));
    expect(answer?.text).toBe(
      `${A_TO_F} xmlns:g="${uri}"${XSI}` +
        header(`${uri}/AddUserAclEntryExResponse`, '000000000001', uri) +
        '<a:Body><g:AddUserAclEntryEx_OUTPUT><g:Handle>5</g:Handle><g:Realms>3</g:Realms><g:Realms>13</g:Realms>' +
        '<g:ReturnValue>0</g:ReturnValue></g:AddUserAclEntryEx_OUTPUT></a:Body></a:Envelope>',
    );
  });

  it('a Create answers with the bare reference and a Delete with an empty body and no seventh prefix', () => {
    const epr = (name: string, uri: string, key: string, value: string): string =>
      `<r:${name}><a:Address>/wsman</a:Address><a:ReferenceParameters><w:ResourceURI>${uri}</w:ResourceURI>` +
      `<w:SelectorSet><w:Selector Name="${key}">${value}</w:Selector></w:SelectorSet></a:ReferenceParameters></r:${name}>`;
    const context = sample.tlsCredentialContext.uri;
    const certificate = sample.publicKeyCertificate.uri;
    const [made, removed] = ask(
      create(
        context,
        epr('ElementInContext', certificate, 'InstanceID', 'Intel(r) AMT Certificate: Handle: 0') +
          epr('ElementProvidingContext', `${sample.AMT}AMT_TLSProtocolEndpointCollection`, 'ElementName', 'x'),
      ),
      remove(
        certificate,
        '<w:SelectorSet><w:Selector Name="InstanceID">Intel(r) AMT Certificate: Handle: 1</w:Selector></w:SelectorSet>',
      ),
    );
    expect(made?.text).toContain(` xmlns:g="http://schemas.xmlsoap.org/ws/2004/09/transfer"${XSI}`);
    expect(made?.text).toContain(
      `<a:Body><g:ResourceCreated><b:Address>${ANONYMOUS}</b:Address><b:ReferenceParameters>` +
        `<c:ResourceURI>${context}</c:ResourceURI><c:SelectorSet><c:Selector Name="ElementInContext">` +
        `<b:EndpointReference><b:Address>${ANONYMOUS}</b:Address><b:ReferenceParameters>` +
        `<c:ResourceURI>${certificate}</c:ResourceURI><c:SelectorSet><c:Selector Name="InstanceID">` +
        'Intel(r) AMT Certificate: Handle: 0</c:Selector></c:SelectorSet></b:ReferenceParameters></b:EndpointReference>' +
        '</c:Selector></c:SelectorSet></b:ReferenceParameters></g:ResourceCreated></a:Body>',
    );
    expect(removed?.text).toContain(`${A_TO_F}${XSI}<a:Header>`);
    expect(removed?.text).toContain('</a:Header><a:Body></a:Body></a:Envelope>');
  });
});

describe('faults on the wire', () => {
  it('declare their prefixes in the sequence g f e d c b a h i xsi', () => {
    const text = writeFault('DestinationUnreachable', undefined, '7', 1);
    const order = [...text.matchAll(/ xmlns:(\w+)="/g)].map((match) => match[1]);
    expect(order).toEqual(['g', 'f', 'e', 'd', 'c', 'b', 'a', 'h', 'i', 'xsi']);
  });

  it('have no ResourceURI, and an empty Detail where there is nothing to add', () => {
    const [answer] = ask(enumerate(`${sample.AMT}AMT_Nothing`));
    expect(answer?.status).toBe(400);
    expect(answer?.text).toContain(
      `<a:Header><b:To>${ANONYMOUS}</b:To><b:RelatesTo>7</b:RelatesTo>` +
        `<b:Action a:mustUnderstand="true">${ADDRESSING}/fault</b:Action>` +
        '<b:MessageID>uuid:00000000-8086-8086-8086-000000000001</b:MessageID></a:Header>' +
        '<a:Body><a:Fault><a:Code><a:Value>a:Sender</a:Value><a:Subcode><a:Value>b:DestinationUnreachable</a:Value>' +
        '</a:Subcode></a:Code><a:Reason><a:Text xml:lang="en-US">No route can be determined to reach the destination ' +
        'role defined by the WSAddressing To.</a:Text></a:Reason><a:Detail></a:Detail></a:Fault></a:Body></a:Envelope>',
    );
  });

  it('an AlreadyExists fault for a two-digit MessageID is 1228 bytes long, as the recorded one', () => {
    expect(Buffer.byteLength(writeFault('AlreadyExists', undefined, '10', 57))).toBe(1228);
  });

  it('name what was missing in an invalid representation and the status of an internal error', () => {
    const missing = writeFault('InvalidRepresentation', 'MissingValues', '1', 1);
    expect(missing).toContain(
      '<a:Detail><e:FaultDetail>http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/MissingValues</e:FaultDetail></a:Detail>',
    );
    const internal = writeFault('InternalError', 'AMT-STATUS 38', '1', 1);
    expect(internal).toContain('<a:Value>a:Receiver</a:Value>');
    expect(internal).toContain('<a:Detail><a:Text xml:lang="en-US">AMT-STATUS 38</a:Text></a:Detail>');
  });
});
