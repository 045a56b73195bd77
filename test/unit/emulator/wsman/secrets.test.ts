import { describe, expect, it } from 'vitest';
import { legacyServices } from '../../../../emulator/soap/services.ts';
import type { SoapParameter } from '../../../../emulator/soap/declaration.ts';
import { createSoapEngine } from '../../../../emulator/soap/engine.ts';
import { ClientReport } from '../../../../emulator/report/client-report.ts';
import { writeInstance } from '../../../../emulator/wsman/envelope.ts';
import { classDeclarations } from '../../../../emulator/wsman/classes/index.ts';
import type {
  CimType,
  ClassDeclaration,
  Instance,
  ParameterDeclaration,
} from '../../../../emulator/wsman/declaration.ts';
import { NS } from '../../../../emulator/wsman/namespaces.ts';
import { redactXml, SECRET_ELEMENTS } from '../../../../emulator/wsman/redaction.ts';
import { referenceOf } from '../../../../emulator/wsman/envelope.ts';
import { FuzzedDevice } from '../../../property/wsman-fuzz.ts';
import { Pages } from '../web-pages/site.ts';
import { ADMIN } from './bench.ts';
import { create, get, invoke, put, selectors } from './requests.ts';

const PLAIN = 'M4rker-of-Secret!';
const DIGITS = '918273';
const OCTETS = Buffer.from(PLAIN.slice(0, 16));
/** Everything that the secret may look like in a text. */
const FORMS = [PLAIN, DIGITS, OCTETS.toString('base64'), OCTETS.toString('hex'), OCTETS.toString('hex').toUpperCase()];

const SUSPICIOUS = /pass|secret|key|psk|pps|otp|credential|optin|blob|private|token|community|pin\b|seed/i;
/** What sounds like a secret and is none. */
const PUBLIC = new Set([
  'PingResponseEnabled',
  'RmcpPingResponseEnabled',
  'PasswordModel',
  'KeyIndex',
  'PolicyKeywords',
  'UseKey',
  'ClientCredential',
  'CACredential',
  'ComplexPasswordRulesEnforced',
  'OtherUserPasswordEncryptionAlgorithm',
  'PasswordExpiration',
  'PasswordHistoryDepth',
  'UserPasswordEncoding',
  'UserPasswordEncryptionAlgorithm',
  'OtherSupportedUserPasswordEncryptionAlgorithms',
  'SupportedUserPasswordEncryptionAlgorithms',
  'UserPasswordEncryptionSalt',
  'NetAdminPassEncryptionType',
  'KeyVersion',
  'SupportedKeyLengths',
  'CertificateBlob',
  'KeyAlgorithm',
  'KeyLength',
  'KeyPair',
  'DERKey',
  'KeyboardLock',
  'UserPasswordBypass',
  'LockKeyboard',
  'OptInPolicy',
  'OptInPolicyTimeout',
  'CanModifyOptInPolicy',
  'OptInCodeTimeout',
  'OptInDisplayTimeout',
  'OptInRequired',
  'OptInState',
  'InterruptPin',
  'KerberosKeyVersion',
  // Written only, and known to everybody: references, and whether the port works while the host runs.
  'ClientCertificate',
  'ServerCertificateIssuer',
  'ActiveInS0',
]);

function isUndecided(name: string): boolean {
  return !SECRET_ELEMENTS.has(name) && !PUBLIC.has(name);
}

describe('the names of secrets', () => {
  it('are known for everything that a class or a legacy service may be given', () => {
    const properties = classDeclarations.flatMap((declaration) => declaration.properties);
    const parameters = classDeclarations.flatMap(({ methods = [] }) => methods.flatMap(({ input }) => input));
    const legacy = legacyServices.flatMap(({ methods }) => methods.flatMap(({ input }) => input.flatMap(namesOf)));
    const suspicious = [...properties, ...parameters].map(({ name }) => name).concat(legacy);
    const undecided = suspicious.filter((name) => SUSPICIOUS.test(name) && isUndecided(name));
    const hidden = properties.filter(({ access, name }) => access === 'write' && isUndecided(name));
    expect([...new Set(undecided), ...hidden.map(({ name }) => name)]).toEqual([]);
  });

  it('are found in selectors and whatever the case', () => {
    const selector = `<w:Selector xmlns:w="${NS.wsman}" Name="Password">s1</w:Selector>`;
    expect(redactXml(`<a>${selector}<PASSWORD>s2</PASSWORD><b Name="Password">no</b></a>`)).toBe(
      `<a>${selector.replace('s1', '***')}<PASSWORD>***</PASSWORD><b Name="Password">no</b></a>`,
    );
  });
});

describe.each(['3.2.1', '6.2', '9.5', '16.1', '19.0'])('a device of release %s', (release) => {
  it('keeps every secret that it is sent over WS-Management to itself', () => {
    const device = new FuzzedDevice(release);
    const accepted: string[] = [];
    const told: string[] = [];
    const shown: string[] = [];
    for (const declaration of device.classes)
      for (const [what, message] of messagesWithSecrets(device, declaration)) {
        device.reset();
        const { status, text } = device.engine.answer(Buffer.from(message), ADMIN);
        if (status === 200) accepted.push(what);
        if (leaks(observed(device))) told.push(what);
        if (leaks(text)) shown.push(what);
      }
    expect(accepted.length).toBeGreaterThan(10);
    expect(told).toEqual([]);
    // Answers show what may be read back: names of communities, and parameters of a boot. Nothing else.
    expect(shown.filter((what) => !/CommunityString|UefiBootParametersArray|RSEPassword/.test(what))).toEqual([]);
    device.engine.close();
  });

  it('shows no secret in any instance after it was given all of them', () => {
    const device = new FuzzedDevice(release);
    for (const declaration of device.classes)
      for (const [, message] of messagesWithSecrets(device, declaration))
        device.engine.answer(Buffer.from(message), ADMIN);
    const readable = device.classes.filter(({ name }) => !/EventManagerService|SNMPEventSubscriber/.test(name));
    const leaking = readable.filter(({ uri }) => leaks(device.engine.answer(Buffer.from(get(uri)), ADMIN).text));
    expect(leaking.map(({ name }) => name)).toEqual([]);
    expect(leaks(observed(device))).toBe(false);
    device.engine.close();
  });
});

it('the legacy services keep every secret that they are sent to themselves', () => {
  const device = new FuzzedDevice('3.2.1');
  const soap = createSoapEngine({ holder: device.holder });
  let sent = 0;
  for (const { path, namespace, methods } of legacyServices)
    for (const method of methods.filter(({ input }) =>
      input.flatMap(namesOf).some((name) => SECRET_ELEMENTS.has(name)),
    )) {
      const content = method.input.map((parameter) => argument(parameter)).join('');
      const call = `<n:${method.name} xmlns:n="${namespace}">${content}</n:${method.name}>`;
      const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${call}</s:Body></s:Envelope>`;
      const { text } = soap.answer(path, Buffer.from(envelope), ADMIN);
      expect(leaks(text)).toBe(false);
      sent += 1;
    }
  expect(sent).toBeGreaterThan(4);
  expect(leaks(observed(device))).toBe(false);
});

it('the web pages keep every password that is typed to themselves', () => {
  const pages = new Pages('16.1');
  const answers = [
    pages.send('/userform', [
      ['username', 'operator'],
      ['password', PLAIN],
      ['password2', PLAIN],
      ['realm', '13'],
    ]),
    pages.send('/userform', [
      ['username', 'operator:'],
      ['password', PLAIN],
      ['password2', PLAIN],
      ['realm', '13'],
    ]),
    pages.send('/userform', [
      ['username', 'other'],
      ['password', PLAIN],
      ['password2', `${PLAIN}x`],
    ]),
    pages.send('/wlanform', [
      ['Add', '1'],
      ['name', 'p'],
      ['ssid', 'adatum'],
      ['priority', '1'],
      ['security', '6'],
      ['encryption', '4'],
      ['passPhrase', PLAIN],
    ]),
    pages.send('/anonform', [
      ['username', 'admin'],
      ['password', PLAIN],
      ['password2', PLAIN],
    ]),
  ];
  const shown = ['/acl.htm', '/user.htm', '/anon.htm', '/wlan.htm', '/events.htm'].map((path) => pages.show(path));
  expect(answers.map(({ kind }) => kind)).toContain('redirect');
  expect(leaks(JSON.stringify([answers, shown, pages.bench.events, pages.bench.decisions]))).toBe(false);
});

function leaks(text: string): boolean {
  return FORMS.some((form) => text.includes(form) || text.includes(encodeURIComponent(form)));
}

/** Everything that somebody who watches the device sees, and the report that is made of it. */
function observed({ holder }: FuzzedDevice): string {
  const events = holder.events.map((event) => ({ atMs: 0, ...event }));
  const nothing = { [Symbol.dispose]: () => undefined };
  const watched = {
    uuid: 'u',
    profile: { release: 'r' },
    onDecision: () => nothing,
    onEvent: (listen: (event: (typeof events)[number]) => void) => {
      for (const event of events) listen(event);
      return nothing;
    },
  };
  using report = new ClientReport([watched]);
  return JSON.stringify([events, holder.decisions, report.document()]);
}

function messagesWithSecrets(
  device: FuzzedDevice,
  declaration: ClassDeclaration,
): readonly (readonly [string, string])[] {
  const { uri, name, properties, methods = [] } = declaration;
  const secrets = properties.filter((property) => SECRET_ELEMENTS.has(property.name));
  const instances = device.instances(declaration);
  const objects = secrets.flatMap((secret) => {
    const bare = element('r', secret.name, valueOf(secret.type));
    const whole = (instance: Instance): string =>
      contentOf(declaration, { ...instance, ...whatSecretsNeed(name), [secret.name]: valueOf(secret.type) }) +
      (secret.access === 'write' ? bare : '');
    const puts = instances.map((instance) => {
      const header = selectors(plainSelectors(declaration, instance));
      return put(uri, whole(instance), header);
    });
    const fresh = create(
      uri,
      properties
        .map((property) =>
          element(
            'r',
            property.name,
            SECRET_ELEMENTS.has(property.name) ? valueOf(property.type) : usual(property.type),
          ),
        )
        .join(''),
    );
    return [...puts, put(uri, bare), fresh, create(uri, bare)].map((text) => [`${name}.${secret.name}`, text] as const);
  });
  const calls = methods
    .filter(({ input }) => input.some((parameter) => carriesSecret(parameter)))
    .map((method) => {
      const content = method.input.map((parameter) => parameterText(parameter)).join('');
      return [`${name}.${method.name}`, invoke(uri, method.name, content)] as const;
    });
  return [...objects, ...calls];
}

/** EAP-FAST takes every secret that an 802.1X profile has; without a protocol a profile takes none. */
function whatSecretsNeed(className: string): Instance {
  return /8021x/i.test(className) ? { AuthenticationProtocol: 4, Username: 'desk001' } : {};
}

function plainSelectors(declaration: ClassDeclaration, instance: Instance): Record<string, string> {
  const { selectors: all } = referenceOf(declaration, instance);
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function contentOf(declaration: ClassDeclaration, instance: Instance): string {
  const text = writeInstance(declaration, instance, { element: 'r', common: 'h' });
  return text.replace(/^<[^>]*>|<\/[^>]*>$/g, '').replaceAll(/<h:(\w+)>/g, `<h:$1 xmlns:h="${NS.common}">`);
}

function carriesSecret({ name, type, className }: ParameterDeclaration): boolean {
  if (SECRET_ELEMENTS.has(name)) return true;
  return type === 'embedded' && embeddedOf(className).some((property) => SECRET_ELEMENTS.has(property.name));
}

function embeddedOf(className: string | undefined): ClassDeclaration['properties'] {
  return classDeclarations.find(({ name }) => name === className)?.properties ?? [];
}

function parameterText({ name, type, className, values }: ParameterDeclaration): string {
  if (SECRET_ELEMENTS.has(name)) return element('r', name, valueOf(type));
  const [first] = Object.keys(values ?? {});
  if (type !== 'embedded') return element('r', name, first ?? usual(type));
  const uri = classDeclarations.find((declaration) => declaration.name === className)?.uri ?? '';
  const inner = embeddedOf(className).map((property) =>
    element('e', property.name, SECRET_ELEMENTS.has(property.name) ? valueOf(property.type) : usual(property.type)),
  );
  return `<r:${name} xmlns:e="${uri}">${inner.join('')}</r:${name}>`;
}

function element(prefix: string, name: string, value: string | number): string {
  return `<${prefix}:${name}>${value}</${prefix}:${name}>`;
}

function valueOf(type: CimType): string {
  if (type === 'hex') return OCTETS.toString('hex');
  if (type === 'base64') return OCTETS.toString('base64');
  return type === 'string' ? PLAIN : DIGITS;
}

function usual(type: CimType): string {
  if (type === 'boolean') return 'true';
  if (type === 'string') return 'adatum';
  return type === 'base64' || type === 'hex' ? '' : '4';
}

function namesOf({ name, members }: SoapParameter): readonly string[] {
  return members === undefined ? [name] : members.flatMap((member) => namesOf(member));
}

function argument({ name, members }: SoapParameter): string {
  if (members !== undefined) return `<n:${name}>${members.map((member) => argument(member)).join('')}</n:${name}>`;
  const value = !SECRET_ELEMENTS.has(name) ? '4' : /Digest|Key/.test(name) ? OCTETS.toString('base64') : PLAIN;
  return `<n:${name}>${value}</n:${name}>`;
}
