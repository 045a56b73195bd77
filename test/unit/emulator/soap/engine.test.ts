import { describe, expect, it } from 'vitest';

import { profileFor } from '../../../../emulator/firmware/releases.ts';
import type { SoapService } from '../../../../emulator/soap/declaration.ts';
import { createSoapEngine } from '../../../../emulator/soap/engine.ts';
import { post, statusOf, unchunk, Website } from '../http/wire-client.ts';
import { ADMIN, Bench } from '../wsman/bench.ts';
import { Asked, call, namespaceOf, NETWORK, SECURITY } from './asked.ts';

describe('legacy SOAP', () => {
  it('answers with Status first and the outputs after it', () => {
    const asked = new Asked();
    expect(asked.ask(SECURITY, call(SECURITY, 'GetCoreVersion'))).toEqual({
      status: 200,
      content:
        '<b:GetCoreVersionResponse><b:Status>0</b:Status><b:Version>3.2.1</b:Version></b:GetCoreVersionResponse>',
    });
    expect(asked.bench.events).toEqual([
      { kind: 'soap', service: 'SecurityAdministrationService', method: 'GetCoreVersion', status: 0 },
    ]);
  });

  // Prefixes as public captures of 5.0 and of 6 to 8 show them.
  it.each([
    ['5.0', 's0'],
    ['6.2', 'b'],
    ['8.1', 'b'],
  ])('of release %s answers with the prefix %s', (release, prefix) => {
    const asked = new Asked(profileFor(release));
    const { content } = asked.ask(SECURITY, call(SECURITY, 'GetCoreVersion'));
    expect(content).toMatch(new RegExp(`^<${prefix}:GetCoreVersionResponse><${prefix}:Status>0</${prefix}:Status>`));
  });

  it('tells what a setup server asks first', () => {
    const asked = new Asked();
    const { state } = asked.bench;
    asked.bench.state = { ...state, setup: { ...state.setup, oneTimePassword: 'Once-0nly' } };
    const answers = ['GetDigestRealm', 'GetAdminAclEntryStatus', 'GetProvisioningServerOTP'].map(
      (method) => asked.ask(SECURITY, call(SECURITY, method)).content,
    );
    expect(answers[0]).toContain('>Intel(R) AMT (ID:4C4C4544-0042-3510-8051-C4C04F4D3153)</');
    expect(answers[1]).toContain('<b:IsDefault>true</b:IsDefault>');
    expect(answers[2]).toContain('<b:OTP>T25jZS0wbmx5</b:OTP>');
  });

  it('sets and shows host and domain name', () => {
    const asked = new Asked();
    expect(asked.ask(NETWORK, call(NETWORK, 'SetHostName', '<HostName>DESK001</HostName>')).content).toBe(
      '<b:SetHostNameResponse><b:Status>0</b:Status></b:SetHostNameResponse>',
    );
    asked.ask(NETWORK, call(NETWORK, 'SetDomainName', '<DomainName>adatum.com</DomainName>'));
    const read = ['GetHostName', 'GetDomainName'].map((method) => asked.ask(NETWORK, call(NETWORK, method)).content);
    expect(read[0]).toContain('<b:Status>0</b:Status><b:HostName>DESK001</b:HostName>');
    expect(read[1]).toContain('<b:DomainName>adatum.com</b:DomainName>');
  });

  it('has one set of rules for names with WS-Management: the underscore of Windows is one, a refusal says why', () => {
    const asked = new Asked();
    asked.ask(NETWORK, call(NETWORK, 'SetHostName', '<HostName>DESK_001</HostName>'));
    expect(asked.bench.state.network.hostName).toBe('DESK_001');
    asked.ask(NETWORK, call(NETWORK, 'SetHostName', '<HostName>DESK 001</HostName>'));
    asked.ask(NETWORK, call(NETWORK, 'SetDomainName', `<DomainName>${'a.'.repeat(96)}com</DomainName>`));
    expect(asked.bench.codes()).toEqual(['general.host-name', 'general.domain-name']);
  });

  it.each([
    ['SetHostName', '<HostName>not a name</HostName>', 12],
    ['SetHostName', `<HostName>${'a'.repeat(64)}</HostName>`, 12],
    ['SetDomainName', '<DomainName>adatum..com</DomainName>', 28],
  ])('%s refuses %s', (method, content, status) => {
    const asked = new Asked();
    expect(asked.ask(NETWORK, call(NETWORK, method, content)).content).toContain(
      `<b:Status>${String(status)}</b:Status>`,
    );
    expect(asked.bench.commits).toBe(0);
  });

  it.each([
    ['an unknown method', call(SECURITY, 'GetMoonPhase'), 'soap.method.unknown'],
    ['a method of another service', call(NETWORK, 'GetHostName'), 'soap.method.unknown'],
    ['an unexpected argument', call(SECURITY, 'GetCoreVersion', '<A/>'), 'soap.arguments.malformed'],
    [
      'an empty body',
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>',
      'soap.envelope.malformed',
    ],
    ['SOAP 1.2', '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"/>', 'soap.envelope.malformed'],
    ['no XML', 'x', 'xml.not-well-formed'],
  ])('%s is a fault with status 500', (_what, text, code) => {
    const asked = new Asked();
    const { status, content } = asked.ask(SECURITY, text);
    expect([status, asked.bench.codes()]).toEqual([500, [code]]);
    expect(content).toMatch(/^<a:Fault><faultcode>a:Client<\/faultcode>/);
  });

  it('refuses a caller without the realm as not permitted', () => {
    const asked = new Asked();
    const caller = { ...ADMIN, isAdmin: false, realms: [13] };
    expect(asked.ask(SECURITY, call(SECURITY, 'GetDigestRealm'), caller).content).toContain('<b:Status>16</b:Status>');
    expect(asked.ask(SECURITY, call(SECURITY, 'GetCoreVersion'), caller).content).toContain('<b:Status>0</b:Status>');
    expect(asked.bench.codes()).toEqual(['soap.realm.missing']);
  });

  it('refuses to commit before setup began and ends setup when it has', () => {
    const asked = new Asked();
    const commit = call(SECURITY, 'CommitChanges');
    expect(asked.ask(SECURITY, commit).content).toContain('<b:Status>16</b:Status>');
    expect(asked.bench.codes()).toEqual(['setup.commit.not-in-setup']);
    const { state } = asked.bench;
    asked.bench.state = { ...state, setup: { ...state.setup, provisioningState: 1, tlsMode: 2 } };
    expect(asked.ask(SECURITY, commit).content).toBe(
      '<b:CommitChangesResponse><b:Status>0</b:Status></b:CommitChangesResponse>',
    );
    expect([asked.bench.state.setup.provisioningState, asked.bench.dropped.length]).toEqual([2, 1]);
  });

  it('is reached by path over HTTP with Digest and answers as text/xml', async () => {
    const site = new Website();
    const authorization = await site.authorization({ uri: SECURITY });
    const text = await site.exchange(site.connect(), post(SECURITY, call(SECURITY, 'GetCoreVersion'), authorization));
    expect(text).toContain('\r\nContent-Type: text/xml; charset=UTF-8\r\nTransfer-Encoding: chunked\r\n');
    expect(unchunk(text).body).toContain('<b:Version>3.2.1</b:Version>');
    expect(statusOf(await site.exchange(site.connect(), post(SECURITY, '')))).toBe(401);
  });

  it('is gone where the release lacks it, where only WS-Management is allowed, and for unknown services', async () => {
    const newer = new Website({ capabilities: new Set(['wsman']) });
    const closed = new Website();
    const { state } = closed.bench;
    closed.bench.state = { ...state, network: { ...state.network, wsmanOnlyMode: true } };
    expect(statusOf(await newer.exchange(newer.connect(), post(SECURITY, '')))).toBe(404);
    expect(statusOf(await closed.exchange(closed.connect(), post(SECURITY, '')))).toBe(404);
    const site = new Website();
    expect(statusOf(await site.exchange(site.connect(), post('/StorageService', '')))).toBe(404);
  });
});

describe('a method with a mistake in it', () => {
  it('answers a server fault and leaves the mistake in the decision log', () => {
    const bench = new Bench();
    const broken: SoapService = {
      path: SECURITY,
      namespace: namespaceOf(SECURITY),
      methods: [
        {
          name: 'GetCoreVersion',
          input: [],
          realms: [3],
          evidence: 'assumed',
          call: () => {
            throw new Error('the handler is broken');
          },
        },
      ],
      missing: [],
    };
    const engine = createSoapEngine({ holder: bench, services: [broken] });
    const answer = engine.answer(SECURITY, Buffer.from(call(SECURITY, 'GetCoreVersion')), ADMIN);
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('<faultcode>a:Server</faultcode>');
    expect(bench.decisions).toMatchObject([
      {
        code: 'defect.handler',
        inputs: { class: 'SecurityAdministrationService', method: 'GetCoreVersion', message: 'the handler is broken' },
      },
    ]);
  });
});
