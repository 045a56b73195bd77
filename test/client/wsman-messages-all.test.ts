import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { parseStringPromise, processors } from 'xml2js';
import { pooledKeys, profileFor, withProfile } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import { DigestClient } from './digest-client.ts';
import { deviceAt } from './real-device.ts';
import { filling, libraryCalls, ownMessages, services, type Material } from './wsman-messages-calls.ts';

const ADDRESS = ownAddress(9);
const PASSWORD = 'P@ssw0rd1';
const KEYS = pooledKeys(1);

/** Release 16.1 on its plain port, which over the network only its older platforms have. */
const FIRMWARE = withProfile(profileFor('16.1'), { timings: { bootMs: 0 }, http: { plainRemotePorts: true } });

const SET_UP_ALREADY = [
  /^(?:ReturnValue \d+|400 b:ActionNotSupported)$/,
  'the device is set up already, and by somebody else than its host',
] as const;

/** Outcomes that are not plain success, and why they are what firmware does. */
const EXPECTED: ReadonlyMap<string, readonly [outcome: RegExp, why: string]> = new Map<
  string,
  readonly [RegExp, string]
>([
  ['AMT.IEEE8021xCredentialContext.Get', [/^400 b:DestinationUnreachable$/, 'no certificate is bound to 802.1X']],
  ['IPS.IEEE8021xCredentialContext.Get', [/^400 b:DestinationUnreachable$/, 'no certificate is bound to 802.1X']],
  [
    'AMT.KerberosSettingData.SetCredentialCacheState',
    [/^400 d:InvalidRepresentation$/, 'the library leaves the only argument out'],
  ],
  ['AMT.MessageLog.GetRecords', [/^(?:done|ReturnValue 3)$/, 'an identifier past the end of a log that may be empty']],
  ['AMT.MessageLog.PositionToFirstRecord', [/^(?:done|ReturnValue 2)$/, 'the log of a new machine may be empty']],
  ['AMT.RemoteAccessPolicyAppliesToMPS.Create', [/^400 e:AlreadyExists$/, 'the rule came with its server']],
  ['AMT.RemoteAccessPolicyRule.Put', [/^400 b:ActionNotSupported$/, 'no source shows firmware that writes a rule']],
  [
    'IPS.HTTPProxyAccessPoint.UpdatePriority',
    [/^(?:done|400 e:SchemaValidationError)$/, 'the library sends an argument that the published class does not have'],
  ],
  ['IPS.HostBasedSetupService.AddNextCertInChain', SET_UP_ALREADY],
  ['IPS.HostBasedSetupService.AdminSetup', SET_UP_ALREADY],
  ['IPS.HostBasedSetupService.Setup', SET_UP_ALREADY],
  ['IPS.HostBasedSetupService.UpgradeClientToAdmin', SET_UP_ALREADY],
  ['IPS.IEEE8021xSettings.SetCertificates', [/^ReturnValue 1$/, 'the device has no such certificates']],
  ['IPS.OptInService.SendOptInCode', [/^ReturnValue [1-4]$/, 'the code on the screen of the PC is another one']],
]);

function made(): Material {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'der' });
  const key = forge.pki.privateKeyFromPem(String(privateKey.export({ type: 'pkcs1', format: 'pem' })));
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date('2020-01-01T00:00:00Z');
  certificate.validity.notAfter = new Date('2040-01-01T00:00:00Z');
  const name = [{ name: 'commonName', value: 'DESK001.adatum.com' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(key, forge.md.sha256.create());
  const der = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
  const request = forge.pki.createCertificationRequest();
  request.publicKey = certificate.publicKey;
  request.setSubject(name);
  request.sign(key, forge.md.sha256.create());
  const requestDer = forge.asn1.toDer(forge.pki.certificationRequestToAsn1(request)).getBytes();
  return {
    certificate: forge.util.encode64(der),
    privateKey: pkcs1.toString('base64'),
    request: forge.util.encode64(requestDer),
  };
}

const material = made();
const calls = libraryCalls(material);

function expected(name: string): RegExp {
  return EXPECTED.get(name)?.[0] ?? /^done$/;
}

/** A device of its own, and what it makes of each request: `done`, a ReturnValue, or a fault with its status. */
async function onDevice<T>(
  use: (ask: (text: string) => Promise<{ readonly outcome: string; readonly text: string }>) => Promise<T>,
): Promise<T> {
  const initialState = { kind: 'operational', password: PASSWORD, tls: false } as const;
  const device = await deviceAt(ADDRESS, { firmware: FIRMWARE, initialState, keys: KEYS });
  device.pressPowerButton();
  try {
    return await use(async (text) => {
      // Faults of WS-Management end the connection.
      using client = new DigestClient({ address: ADDRESS, port: 16992, tls: false, user: 'admin', password: PASSWORD });
      const answer = await client.post(text);
      const value = /<g:ReturnValue>(\d+)</.exec(answer.text)?.[1] ?? '0';
      const fault = /<a:Subcode><a:Value>([^<]*)/.exec(answer.text)?.[1] ?? '';
      const done = value === '0' ? 'done' : `ReturnValue ${value}`;
      const outcome = answer.status === 200 ? done : `${answer.status} ${fault}`;
      const defects = device.decisions.filter(({ code }) => code.startsWith('defect.'));
      if (defects.length > 0) throw new Error(JSON.stringify(defects));
      return { outcome, text: answer.text };
    });
  } finally {
    await device.close();
  }
}

/** The object in an answer, as the library's models have it. */
async function objectIn(text: string): Promise<Readonly<Record<string, unknown>>> {
  const options = { explicitArray: false, tagNameProcessors: [processors.stripPrefix] };
  const { Envelope } = (await parseStringPromise(text, options)) as {
    readonly Envelope: { readonly Body: Readonly<Record<string, Readonly<Record<string, unknown>> | string>> };
  };
  const [content = {}] = Object.values(Envelope.Body);
  return typeof content === 'object' ? content : {};
}

describe('the requests of wsman-messages', () => {
  it('are all sent here', () => {
    const all = services.flatMap(([name, service]) => ownMessages(service).map((message) => `${name}.${message}`));
    expect(all.filter((name) => !calls.some((call) => call.name === name))).toEqual([]);
    expect(calls.filter(({ name }) => !all.includes(name)).map(({ name }) => name)).toEqual([]);
  });

  it('read every class that the library knows', async () => {
    const unlike = await onDevice(async (ask) => {
      const found: string[] = [];
      for (const text of filling(material)) expect((await ask(text)).outcome).toBe('done');
      for (const [name, service] of services) {
        const got = await ask(service.Get());
        const opened = await ask(service.Enumerate());
        const context = /<g:EnumerationContext>([^<]*)/.exec(opened.text)?.[1] ?? '';
        const pulled = await ask(service.Pull(context));
        for (const [verb, { outcome }] of [
          ['Get', got],
          ['Enumerate', opened],
          ['Pull', pulled],
        ] as const) {
          if (!expected(`${name}.${verb}`).test(outcome)) found.push(`${name}.${verb}: ${outcome}`);
        }
      }
      return found;
    });
    expect(unlike).toEqual([]);
  });

  it.each(calls)('$name ends as expected', async ({ name, before = [], text }) => {
    const outcome = await onDevice(async (ask) => {
      const earlier: string[] = [];
      for (const first of before) {
        const answer = await ask(first);
        if (answer.outcome !== 'done') return `before: ${answer.outcome} ${answer.text}`;
        earlier.push(answer.text);
      }
      const current = async (get: string): Promise<Readonly<Record<string, unknown>>> =>
        objectIn((await ask(get)).text);
      const answer = await ask(await text(current, earlier));
      return answer.outcome;
    });
    expect(outcome).toMatch(expected(name));
  });
});
