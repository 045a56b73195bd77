import { AMT } from '@device-management-toolkit/wsman-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { putKerberosSettings, type KerberosChange } from '../../../../emulator/device/accounts/kerberos.ts';
import { kerberosSettingData } from '../../../../emulator/wsman/classes/security/kerberos-setting-data.ts';
import { createWsmanEngine, type WsmanAnswer, type WsmanEngine } from '../../../../emulator/wsman/dispatch.ts';
import { desk001 } from '../../../fixtures/certificates/chains.ts';
import { ADMIN, Bench } from '../wsman/bench.ts';
import { bodyOf, get, invoke, put, selectors } from '../wsman/requests.ts';

/** The NT hash of the empty password: 16 octets that everybody knows. */
const MASTER_KEY = Buffer.from('31d6cfe0d16ae931b73c59d7e0c089c0', 'hex').toString('base64');

const good: KerberosChange = {
  enabled: true,
  realmName: 'ADATUM.COM',
  principalNames: ['HTTP/desk001.adatum.com:16992', 'HTTP/desk001.adatum.com:16993'],
  principalProtocols: [0, 1],
  keyVersion: 1,
  encryptionAlgorithm: 0,
  masterKey: MASTER_KEY,
  maximumClockToleranceMinutes: 5,
};

describe('Kerberos settings', () => {
  it('are kept as written', () => {
    const step = putKerberosSettings(desk001(), good);
    expect(step.ok && step.state.kerberos).toMatchObject({
      enabled: true,
      realmName: 'ADATUM.COM',
      servicePrincipals: [
        { name: 'HTTP/desk001.adatum.com:16992', protocol: 0 },
        { name: 'HTTP/desk001.adatum.com:16993', protocol: 1 },
      ],
      masterKey: MASTER_KEY,
      maximumClockToleranceMinutes: 5,
    });
  });

  it.each<[string, KerberosChange]>([
    ['kerberos.realm.invalid', { ...good, realmName: '' }],
    ['kerberos.realm.invalid', { ...good, realmName: 'A DATUM' }],
    [
      'kerberos.principals.too-many',
      { ...good, principalNames: ['a', 'b', 'c', 'd', 'e'], principalProtocols: [0, 1, 2, 3, 3] },
    ],
    ['kerberos.principals.not-parallel', { ...good, principalProtocols: [0] }],
    ['kerberos.principals.not-parallel', { ...good, principalNames: undefined }],
    ['kerberos.principals.invalid', { ...good, principalNames: ['HTTP/x', ''] }],
    ['kerberos.principals.protocol', { ...good, principalProtocols: [0, 4] }],
    ['kerberos.encryption.unsupported', { ...good, encryptionAlgorithm: 1 }],
    ['kerberos.master-key.length', { ...good, masterKey: 'AAAA' }],
    ['kerberos.clock-tolerance.too-large', { ...good, maximumClockToleranceMinutes: 6 }],
    ['kerberos.enable.incomplete', { enabled: true, realmName: 'ADATUM.COM' }],
    ['kerberos.enable.incomplete', { enabled: true, masterKey: MASTER_KEY }],
  ])('are refused with %s, without the key in the reason', (code, change) => {
    const step = putKerberosSettings(desk001(), change);
    expect(step.ok ? undefined : step.refusal.code).toBe(code);
    expect(JSON.stringify(step)).not.toContain(MASTER_KEY);
  });

  it('keep realm and key when a later Put leaves them out', () => {
    const first = putKerberosSettings(desk001(), good);
    if (!first.ok) throw new Error(first.refusal.code);
    const second = putKerberosSettings(first.state, { enabled: true, maximumClockToleranceMinutes: 2 });
    expect(second.ok && second.state.kerberos).toEqual({ ...first.state.kerberos, maximumClockToleranceMinutes: 2 });
  });
});

describe('AMT_KerberosSettingData', () => {
  const { uri } = kerberosSettingData;
  const where = selectors({ InstanceID: 'Intel (r) AMT: Kerberos Settings' });
  const content =
    '<r:KrbEnabled>true</r:KrbEnabled><r:RealmName>ADATUM.COM</r:RealmName>' +
    '<r:ServicePrincipalName>HTTP/desk001.adatum.com:16992</r:ServicePrincipalName>' +
    '<r:ServicePrincipalName>HTTP/desk001.adatum.com:16993</r:ServicePrincipalName>' +
    '<r:ServicePrincipalProtocol>0</r:ServicePrincipalProtocol><r:ServicePrincipalProtocol>1</r:ServicePrincipalProtocol>' +
    `<r:KeyVersion>1</r:KeyVersion><r:EncryptionAlgorithm>0</r:EncryptionAlgorithm><r:MasterKey>${MASTER_KEY}</r:MasterKey>`;
  let bench: Bench;
  let engine: WsmanEngine;

  beforeEach(() => {
    bench = new Bench();
    engine = createWsmanEngine({ holder: bench, clock: bench.clock, classes: [kerberosSettingData] });
  });

  function ask(text: string): WsmanAnswer {
    return engine.answer(Buffer.from(text), ADMIN);
  }

  it('shows three properties until something was written, with the blank in the identifier', () => {
    expect(bodyOf(ask(get(uri)).text)).toBe(
      '<g:AMT_KerberosSettingData><g:ElementName>Intel(r) AMT: Kerberos Settings</g:ElementName>' +
        '<g:InstanceID>Intel (r) AMT: Kerberos Settings</g:InstanceID><g:KrbEnabled>false</g:KrbEnabled>' +
        '</g:AMT_KerberosSettingData>',
    );
  });

  it('takes the key and shows it in no answer and no log', () => {
    const answer = ask(put(uri, content, where));
    expect(bench.state.kerberos).toMatchObject({ enabled: true, masterKey: MASTER_KEY });
    expect(bodyOf(answer.text)).toContain('<g:ServicePrincipalProtocol>0</g:ServicePrincipalProtocol>');
    const seen = [answer.text, ask(get(uri)).text, JSON.stringify(bench.events), JSON.stringify(bench.decisions)];
    expect(seen.filter((text) => text.includes(MASTER_KEY) || text.includes('<g:MasterKey'))).toEqual([]);
  });

  it('refuses five principals and a key of 15 octets', () => {
    const five = '<r:ServicePrincipalName>HTTP/x</r:ServicePrincipalName>'.repeat(3);
    const short = content.replace(MASTER_KEY, Buffer.alloc(15).toString('base64'));
    for (const body of [content + five, short]) {
      const answer = ask(put(uri, body, where));
      expect([answer.status, answer.text.includes('d:InvalidRepresentation')]).toEqual([400, true]);
    }
    expect(bench.state.kerberos.enabled).toBe(false);
  });

  it('knows nothing of passphrases, which came with release 8.0', () => {
    const answer = ask(put(uri, `${content}<r:Passphrase>x</r:Passphrase>`, where));
    expect(answer.text).toContain('e:SchemaValidationError');
  });

  it('switches the login cache, under both names that clients use', () => {
    const messages = new AMT.Messages().KerberosSettingData;
    const state = (): string => bodyOf(ask(messages.GetCredentialCacheState()).text);
    expect(state()).toContain('<g:Enabled>false</g:Enabled><g:ReturnValue>0</g:ReturnValue>');
    ask(invoke(uri, 'SetCredentialCacheState', '<r:Enable>true</r:Enable>'));
    expect(state()).toContain('<g:Enabled>true</g:Enabled>');
    ask(invoke(uri, 'SetCredentialCacheState', '<r:Enabled>false</r:Enabled>'));
    expect(state()).toContain('<g:Enabled>false</g:Enabled>');
    expect(ask(invoke(uri, 'SetCredentialCacheState', '')).status).toBe(400);
  });

  it('is unknown where the release has no Kerberos', () => {
    const without = new Bench({ capabilities: new Set(['wsman']) });
    const plain = createWsmanEngine({ holder: without, clock: without.clock, classes: [kerberosSettingData] });
    expect(plain.answer(Buffer.from(get(uri)), ADMIN).text).toContain('b:DestinationUnreachable');
  });
});
