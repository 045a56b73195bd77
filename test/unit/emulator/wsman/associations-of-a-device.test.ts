import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { factoryState } from '../../../../emulator/device/factory.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { classDeclarations } from '../../../../emulator/wsman/classes/index.ts';
import { createWsmanEngine } from '../../../../emulator/wsman/dispatch.ts';
import { ALL_CLASSES, classUri } from '../../../../emulator/wsman/namespaces.ts';
import { PlainHolder } from '../../../support/plain-holder.ts';
import { ADMIN, IDENTITY, START_MS } from './bench.ts';
import { enumerate, pull } from './requests.ts';

/** Names of the classes whose instances a device of release 16.1 finds associated with its PC. */
function associatedWithThePc(query: string): readonly string[] {
  const clock = new VirtualClock({ startMs: START_MS });
  const profile = profileFor('16.1');
  const state = factoryState(profile, { ...IDENTITY, release: '16.1' }, seededChance('associations'));
  const holder = new PlainHolder(state, profile, clock);
  const engine = createWsmanEngine({ holder, clock, classes: classDeclarations });
  const ask = (text: string): string => engine.answer(Buffer.from(text), ADMIN).text;
  const opened = ask(
    enumerate(
      ALL_CLASSES,
      '<w:Filter xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" ' +
        'Dialect="http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter">' +
        '<f:AssociatedInstances xmlns:f="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd" ' +
        'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"><f:Object><a:Address>/wsman</a:Address>' +
        `<a:ReferenceParameters><w:ResourceURI>${classUri('CIM_ComputerSystem')}</w:ResourceURI><w:SelectorSet>` +
        '<w:Selector Name="Name">ManagedSystem</w:Selector></w:SelectorSet></a:ReferenceParameters></f:Object>' +
        `${query}</f:AssociatedInstances></w:Filter>`,
    ),
  );
  const context = /<g:EnumerationContext>([^<]*)/.exec(opened)?.[1] ?? '';
  const names: string[] = [];
  for (let isMore = true; isMore;) {
    const text = ask(pull(ALL_CLASSES, context, '<MaxElements>99</MaxElements>'));
    names.push(...[...text.matchAll(/<h:((?:AMT|CIM|IPS)_\w+)>/g)].map(([, name = '']) => name));
    isMore = text.includes('<g:EnumerationContext>');
  }
  engine.close();
  return names;
}

describe('the PC of a device of release 16.1', () => {
  it('leads over its associations to its chassis, its BIOS and the services that act on it', () => {
    expect(associatedWithThePc('')).toEqual(
      expect.arrayContaining(['CIM_Chassis', 'CIM_BIOSElement', 'CIM_PowerManagementService', 'CIM_BootService']),
    );
  });

  it('leads over CIM_AssociatedPowerManagementService to the power management alone', () => {
    const names = associatedWithThePc(
      '<f:AssociationClassName>CIM_AssociatedPowerManagementService</f:AssociationClassName>',
    );
    expect(new Set(names)).toEqual(new Set(['CIM_PowerManagementService']));
  });
});
