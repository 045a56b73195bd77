import { CIM } from '@device-management-toolkit/wsman-messages';
import { describe, expect, it } from 'vitest';

import { profileFor, releases } from '../../../../../emulator/firmware/releases.ts';
import { classUri } from '../../../../../emulator/wsman/namespaces.ts';
import { bodyOf, get, invoke } from '../../wsman/requests.ts';
import { PcBench, valuesOf } from '../hardware/pc-bench.ts';

const CONTEXT = '01000000-0000-0000-0000-000000000000';

/** Associations that follow from what else is served. */
const associations = [
  'CIM_BIOSFeatureBIOSElements',
  'CIM_ComputerSystemPackage',
  'CIM_ConcreteDependency',
  'CIM_DeviceSAPImplementation',
  'CIM_ElementCapabilities',
  'CIM_ElementConformsToProfile',
  'CIM_ElementLocation',
  'CIM_ElementSettingData',
  'CIM_ElementSoftwareIdentity',
  'CIM_HostedAccessPoint',
  'CIM_HostedService',
  'CIM_InstalledSoftwareIdentity',
  'CIM_MemberOfCollection',
  'CIM_OrderedComponent',
  'CIM_OwningCollectionElement',
  'CIM_PolicyRuleInSystem',
  'CIM_Realizes',
  'CIM_ReferencedProfile',
  'CIM_SAPAvailableForElement',
  'CIM_ServiceAccessBySAP',
  'CIM_ServiceAffectsElement',
  'CIM_SettingsDefineState',
  'CIM_SystemBIOS',
  'CIM_SystemDevice',
];

interface Reference {
  readonly uri: string;
  readonly selectors: string;
}

/** The references in an instance, in order. */
function referencesIn(instance: string): readonly Reference[] {
  return [...instance.matchAll(/<c:ResourceURI>([^<]*)<\/c:ResourceURI>(<c:SelectorSet>.*?<\/c:SelectorSet>)/gs)].map(
    ([, uri = '', selectors = '']) => ({ uri, selectors: selectors.replaceAll('c:', 'w:') }),
  );
}

describe.each(releases.filter((release) => profileFor(release).capabilities.has('wsman')))(
  'the associations of release %s',
  (release) => {
    it('refer only to instances that can be read', () => {
      const bench = new PcBench(release);
      const found = associations.flatMap((name) => bench.instances(name).flatMap((one) => referencesIn(one)));
      const distinct = new Map(found.map((reference) => [reference.uri + reference.selectors, reference]));
      const dead = [...distinct.values()].filter(({ uri, selectors }) => bench.ask(get(uri, selectors)).status !== 200);
      expect(distinct.size).toBeGreaterThan(20);
      expect(dead).toEqual([]);
    });

    it('host every service on the system that it names', () => {
      const bench = new PcBench(release);
      const services = bench.instances('CIM_Service').filter((one) => valuesOf(one, 'SystemName').length > 0);
      expect(bench.instances('CIM_HostedService')).toHaveLength(services.length);
    });
  },
);

describe('recorded associations', () => {
  it('tie the role of $$OsAdmin to its identity first, as wsman-messages reads it', () => {
    const bench = new PcBench();
    const { ConcreteDependency } = new CIM.Messages();
    bench.ask(ConcreteDependency.Enumerate());
    const body = bodyOf(bench.ask(ConcreteDependency.Pull(CONTEXT)).text);
    const [antecedent, dependent] = referencesIn(body);
    expect(antecedent).toEqual({
      uri: classUri('CIM_Identity'),
      selectors: '<w:SelectorSet><w:Selector Name="InstanceID">Intel(r) AMT:$$OsAdmin</w:Selector></w:SelectorSet>',
    });
    expect(dependent?.uri).toBe(classUri('CIM_Role'));
  });

  it('show the power service alone under CIM_ServiceAvailableToElement', () => {
    const pulls = new PcBench().pulls('CIM_ServiceAvailableToElement');
    expect(pulls).toHaveLength(1);
    expect(pulls[0]).toContain('<h:CIM_AssociatedPowerManagementService>');
  });
});

it('numbers the boot source that was chosen', () => {
  const bench = new PcBench();
  const uri = classUri('CIM_BootConfigSetting');
  const source =
    `<r:Source><a:Address>default</a:Address><a:ReferenceParameters><w:ResourceURI>${classUri('CIM_BootSourceSetting')}` +
    '</w:ResourceURI><w:SelectorSet><w:Selector Name="InstanceID">Intel(r) AMT: Force PXE Boot</w:Selector>' +
    '</w:SelectorSet></a:ReferenceParameters></r:Source>';
  const chosen = (): readonly string[] =>
    bench.instances('CIM_OrderedComponent').filter((one) => valuesOf(one, 'AssignedSequence')[0] === '1');
  expect(chosen()).toEqual([]);
  expect(valuesOf(bench.ask(invoke(uri, 'ChangeBootOrder', source)).text, 'ReturnValue')).toEqual(['0']);
  expect(chosen()).toHaveLength(1);
  expect(chosen()[0]).toContain('Force PXE Boot');
});
