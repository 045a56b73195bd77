import { describe, expect, it } from 'vitest';
import type { ClassDeclaration, Instance, PropertyDeclaration, Value } from '../../../../emulator/wsman/declaration.ts';
import { referenceOf, writeInstance } from '../../../../emulator/wsman/envelope.ts';
import { NS } from '../../../../emulator/wsman/namespaces.ts';
import { FuzzedDevice } from '../../../property/wsman-fuzz.ts';
import { ADMIN } from './bench.ts';
import { get, put, selectors } from './requests.ts';

/** Values that differ from the one there is and that the property might have. */
function others({ type, values, array }: PropertyDeclaration, now: Value | undefined): readonly Value[] {
  if (array === true || type === 'reference' || type === 'datetime') return [];
  if (type === 'boolean') return [now !== true];
  const texts = ['adatum', 'DESK002', '10.0.0.77', 'fd00::1'];
  if (type === 'string') return texts.filter((text) => text !== now);
  if (type === 'base64' || type === 'hex' || type === 'embedded') return [];
  const numbers = values === undefined ? [0, 1, 2, 3, 30, 120, 1000] : Object.keys(values).map(Number);
  return numbers.filter((number) => number !== (now ?? 0));
}

/** What a Put takes without any change to see, and why that is no pretence. */
const unseen: readonly (readonly [what: RegExp, why: string])[] = [
  [/^AMT_KerberosSettingData/, 'settings are absent while there is no realm'],
  [/^AMT_EthernetPortSettings\.(DefaultGateway|IPAddress|PrimaryDNS|SecondaryDNS|SubnetMask)/, 'DHCP says them'],
  [/^AMT_TLSSettingData\.AcceptNonSecureConnections/, 'fixed on the interface to the host, as documented'],
  [/^AMT_BootSettingData\.RSEPassword/, 'never shown'],
];

/** Puts that answered 200 and after which the property is what it was. */
function pretended(device: FuzzedDevice, declaration: ClassDeclaration): readonly string[] {
  const found: string[] = [];
  for (const instance of device.instances(declaration))
    for (const property of declaration.properties.filter(({ access }) => access === 'read-write'))
      for (const value of others(property, instance[property.name])) {
        device.reset();
        const header = selectorsOf(declaration, instance);
        const before = valueIn(device, declaration, header, property.name);
        if (before === undefined) continue;
        const wanted = contentOf(declaration, { ...instance, [property.name]: value });
        const { status } = device.engine.answer(Buffer.from(put(declaration.uri, wanted, header)), ADMIN);
        const after = valueIn(device, declaration, header, property.name);
        if (status === 200 && after === before)
          found.push(`${declaration.name}.${property.name} = ${JSON.stringify(value)}`);
      }
  return found;
}

describe.each(['3.2.1', '16.1'])('a Put that release %s accepts', (release) => {
  it('has changed what it named', () => {
    const device = new FuzzedDevice(release);
    const served = device.classes.filter(({ put: handler }) => handler !== undefined);
    expect(served.length).toBeGreaterThan(5);
    const found = served.flatMap((declaration) => pretended(device, declaration));
    expect(found.filter((what) => !unseen.some(([known]) => known.test(what)))).toEqual([]);
    device.engine.close();
  });
});

function selectorsOf(declaration: ClassDeclaration, instance: Instance): string {
  const { selectors: all } = referenceOf(declaration, instance);
  const plain = Object.entries(all).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return plain.length === 0 ? '' : selectors(Object.fromEntries(plain) as Record<string, string>);
}

function valueIn(device: FuzzedDevice, { uri }: ClassDeclaration, header: string, name: string): string | undefined {
  const { status, text } = device.engine.answer(Buffer.from(get(uri, header)), ADMIN);
  return status === 200 ? (new RegExp(`<g:${name}>(.*?)</g:${name}>`).exec(text)?.[1] ?? '') : undefined;
}

function contentOf(declaration: ClassDeclaration, instance: Instance): string {
  const text = writeInstance(declaration, instance, { element: 'r', common: 'h' });
  const inner = text.replace(/^<[^>]*>/, '').replace(/<\/[^>]*>$/, '');
  return inner.replaceAll(/<h:(\w+)>/g, `<h:$1 xmlns:h="${NS.common}">`);
}
