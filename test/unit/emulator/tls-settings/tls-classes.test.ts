import { AMT } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { classDeclarations } from '../../../../emulator/wsman/classes/index.ts';
import { createWsmanEngine, type WsmanAnswer, type WsmanEngine } from '../../../../emulator/wsman/dispatch.ts';
import { certificateBlob, rsaKey } from '../../../fixtures/certificates/chains.ts';
import { ADMIN, Bench } from '../wsman/bench.ts';
import { bodyOf, get, put, remove, selectors } from '../wsman/requests.ts';

const URI = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
const CONTEXT = `${URI}AMT_TLSCredentialContext`;
const REMOTE = 'Intel(r) AMT 802.3 TLS Settings';
const LOCAL = 'Intel(r) AMT LMS TLS Settings';
const COLLECTION = 'TLSProtocolEndpoint Instances Collection';
const messages = new AMT.Messages();

let bench: Bench;
let engine: WsmanEngine;

beforeEach(() => {
  bench = new Bench();
  engine = createWsmanEngine({ holder: bench, clock: bench.clock, classes: classDeclarations });
  ask(messages.PublicKeyManagementService.AddKey(rsaKey('desk001').toString('base64')));
  ask(messages.PublicKeyManagementService.AddCertificate({ CertificateBlob: certificateBlob('desk001') }));
  ask(messages.PublicKeyManagementService.AddCertificate({ CertificateBlob: certificateBlob('desk001-renewed') }));
});

function ask(text: string): WsmanAnswer {
  return engine.answer(Buffer.from(text), ADMIN);
}

function subcode(answer: WsmanAnswer): string | undefined {
  return /<a:Subcode><a:Value>([^<]*)/.exec(answer.text)?.[1];
}

function reference(className: string, key: string, value: string): string {
  return (
    `<a:Address>default</a:Address><a:ReferenceParameters><w:ResourceURI>${URI}${className}</w:ResourceURI>` +
    `<w:SelectorSet><w:Selector Name="${key}">${value}</w:Selector></w:SelectorSet></a:ReferenceParameters>`
  );
}

function binding(certificate: string, collection = COLLECTION): string {
  const context = reference('AMT_PublicKeyCertificate', 'InstanceID', certificate);
  const provider = reference('AMT_TLSProtocolEndpointCollection', 'ElementName', collection);
  return (
    `<r:ElementInContext>${context}</r:ElementInContext>` +
    `<r:ElementProvidingContext>${provider}</r:ElementProvidingContext>`
  );
}

describe('AMT_TLSSettingData', () => {
  it('has two instances that read as recorded', () => {
    const text = (id: string): string =>
      bodyOf(ask(get(`${URI}AMT_TLSSettingData`, selectors({ InstanceID: id }))).text);
    const form = (id: string, plain: boolean): string =>
      `<g:AMT_TLSSettingData><g:AcceptNonSecureConnections>${plain}</g:AcceptNonSecureConnections>` +
      `<g:ElementName>${id}</g:ElementName><g:Enabled>false</g:Enabled><g:InstanceID>${id}</g:InstanceID>` +
      '<g:MutualAuthentication>false</g:MutualAuthentication></g:AMT_TLSSettingData>';
    expect(text(REMOTE)).toBe(form(REMOTE, false));
    expect(text(LOCAL)).toBe(form(LOCAL, true));
  });

  it('takes what a console writes and answers with it', () => {
    const content =
      '<r:AcceptNonSecureConnections>true</r:AcceptNonSecureConnections>' +
      `<r:ElementName>${REMOTE}</r:ElementName><r:Enabled>true</r:Enabled><r:InstanceID>${REMOTE}</r:InstanceID>` +
      '<r:MutualAuthentication>false</r:MutualAuthentication><r:TrustedCN>adatum.com</r:TrustedCN>';
    const answer = ask(put(`${URI}AMT_TLSSettingData`, content, selectors({ InstanceID: REMOTE })));
    expect(bodyOf(answer.text)).toContain('<g:TrustedCN>adatum.com</g:TrustedCN></g:AMT_TLSSettingData>');
    expect(bench.state.tls.pending.remote).toEqual({
      enabled: true,
      mutualAuthentication: false,
      acceptNonSecure: true,
      trustedCn: ['adatum.com'],
    });
  });

  it('takes several trusted names', () => {
    const names = ['adatum.com', 'treyresearch.net'].map((name) => `<r:TrustedCN>${name}</r:TrustedCN>`).join('');
    const content = `<r:Enabled>false</r:Enabled>${names}`;
    const answer = ask(put(`${URI}AMT_TLSSettingData`, content, selectors({ InstanceID: REMOTE })));
    expect(bodyOf(answer.text)).toContain(names.replaceAll('r:', 'g:'));
  });

  it('refuses a Put without Enabled', () => {
    const answer = ask(put(`${URI}AMT_TLSSettingData`, '', selectors({ InstanceID: REMOTE })));
    expect([answer.status, subcode(answer)]).toEqual([400, 'd:InvalidRepresentation']);
  });
});

describe('AMT_TLSCredentialContext', () => {
  it('is created once, whatever the client calls the collection', () => {
    const content = messages.TLSCredentialContext.Create('Intel(r) AMT Certificate: Handle: 0');
    expect(content).toContain('TLSProtocolEndpointInstances Collection');
    const created = ask(content);
    expect(bodyOf(created.text)).toMatch(
      /<g:ResourceCreated>.*<c:Selector Name="ElementInContext"><b:EndpointReference>/,
    );
    expect(bench.state.tls.pending.certificateHandle).toBe(0);
    const again = ask(messages.TLSCredentialContext.Create('Intel(r) AMT Certificate: Handle: 1'));
    expect([again.status, subcode(again)]).toEqual([400, 'e:AlreadyExists']);
    expect(bench.state.tls.pending.certificateHandle).toBe(0);
  });

  it('names certificate and collection when read', () => {
    ask(messages.TLSCredentialContext.Create('Intel(r) AMT Certificate: Handle: 1'));
    const body = bodyOf(ask(get(CONTEXT)).text);
    expect(body).toContain('<c:Selector Name="InstanceID">Intel(r) AMT Certificate: Handle: 1</c:Selector>');
    expect(body).toContain(`<c:Selector Name="ElementName">${COLLECTION}</c:Selector>`);
  });

  it('is replaced by Put', () => {
    ask(messages.TLSCredentialContext.Create('Intel(r) AMT Certificate: Handle: 0'));
    const answer = ask(put(CONTEXT, binding('Intel(r) AMT Certificate: Handle: 1')));
    expect(bodyOf(answer.text)).toContain('Intel(r) AMT Certificate: Handle: 1<');
    expect(bodyOf(ask(get(CONTEXT)).text)).toContain('Intel(r) AMT Certificate: Handle: 1<');
    expect(bench.state.tls.pending.certificateHandle).toBe(1);
  });

  it('goes by Delete', () => {
    ask(messages.TLSCredentialContext.Create('Intel(r) AMT Certificate: Handle: 0'));
    expect(ask(remove(CONTEXT)).status).toBe(200);
    expect(bench.state.tls.pending.certificateHandle).toBeUndefined();
    expect(subcode(ask(get(CONTEXT)))).toBe('b:DestinationUnreachable');
  });

  it.each([
    ['a certificate that is not there', 'Intel(r) AMT Certificate: Handle: 7', 'd:InvalidRepresentation'],
    ['the identifier of a key', 'Intel(r) AMT Key: Handle: 0', 'd:InvalidRepresentation'],
    ['a nameless certificate', '', 'd:InvalidRepresentation'],
  ])('refuses %s', (_what, id, fault) => {
    expect(subcode(ask(messages.TLSCredentialContext.Create(id)))).toBe(fault);
    expect(bench.state.tls.pending.certificateHandle).toBeUndefined();
  });
});
