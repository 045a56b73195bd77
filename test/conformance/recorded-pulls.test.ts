import { describe, expect, it } from 'vitest';
import { fieldsOf, FurnishedDevice, objectsOf, pullAnswer } from './recorded-answers-bench.ts';

/** Text of the properties that tell the pulled objects apart. */
function pulled(release: string, name: string, property: string): readonly (string | undefined)[] {
  const text = pullAnswer(new FurnishedDevice(release), { name });
  return objectsOf(text).map(({ children }) => children.find(({ local }) => local === property)?.text);
}

/** Class of the first object, and which elements the answer has in which order. */
function outline(release: string, name: string): readonly (string | undefined)[] {
  const text = pullAnswer(new FurnishedDevice(release), { name });
  const elements = [...text.matchAll(/<g:(EnumerationContext|Items|EndOfSequence)>/g)].map(([, element]) => element);
  return [objectsOf(text)[0]?.local, ...elements];
}

/** Public recordings: go-wsman-messages, pkg/wsman/wsmantesting/responses; mps, src/test/helper/wsmanResponses.ts. */
describe('a recorded answer to Pull', () => {
  it.each(['12.0', '15.0'])('lists the parts of the firmware in this order (release %s)', (release) => {
    expect(pulled(release, 'CIM_SoftwareIdentity', 'InstanceID')).toEqual([
      'Flash',
      'Netstack',
      'AMTApps',
      'AMT',
      'Sku',
      'VendorID',
      'Build Number',
      'Recovery Version',
      'Recovery Build Num',
      'Legacy Mode',
      'AMT FW Core Version',
    ]);
  });

  it('lists what to boot from in this order (cim/boot/sourcesetting/pull.xml)', () => {
    expect(pulled('12.0', 'CIM_BootSourceSetting', 'InstanceID')).toEqual([
      'Intel(r) AMT: Force Hard-drive Boot',
      'Intel(r) AMT: Force PXE Boot',
      'Intel(r) AMT: Force CD/DVD Boot',
    ]);
    expect(pulled('12.0', 'CIM_BootSourceSetting', 'StructuredBootString')).toEqual([
      'CIM:Hard-Disk:1',
      'CIM:Network:1',
      'CIM:CD/DVD:1',
    ]);
  });

  it('lists the wired interface before the local one, and before the radio', () => {
    expect(pulled('16.1', 'AMT_TLSSettingData', 'InstanceID')).toEqual([
      'Intel(r) AMT 802.3 TLS Settings',
      'Intel(r) AMT LMS TLS Settings',
    ]);
    expect(pulled('16.1', 'AMT_EthernetPortSettings', 'InstanceID')).toEqual([
      'Intel(r) AMT Ethernet Port Settings 0',
      'Intel(r) AMT Ethernet Port Settings 1',
    ]);
  });

  it('ties asset tables to their service, and certificates to their keys (rpc-go, internal/local tests)', () => {
    const text = pullAnswer(new FurnishedDevice('16.1'), { name: 'CIM_ConcreteDependency' });
    const ends = objectsOf(text).map((object) => fieldsOf(object).map((field) => field.replace(/^\w+ -> /, '')));
    const table = ['AMT_AssetTableService CreationClassName Name SystemCreationClassName SystemName'];
    const shown = ends.filter(([one]) => one?.startsWith('CIM_') !== true);
    expect(shown).toEqual([
      [...table, 'AMT_AssetTable InstanceID TableType'],
      [...table, 'AMT_AssetTable InstanceID TableType'],
      ['AMT_PublicKeyCertificate InstanceID', 'AMT_PublicPrivateKeyPair InstanceID'],
    ]);
    expect(text).toContain('<c:Selector Name="InstanceID">1</c:Selector><c:Selector Name="TableType">131</c:Selector>');
  });

  it('lists two power packages of notebooks in these words (amt/systempowerscheme/pull.xml)', () => {
    expect(pulled('16.1', 'AMT_SystemPowerScheme', 'Description')).toEqual([
      'Mobile: ON in S0',
      'Mobile: ON in S0, ME Wake in S3, S4-5 (AC only)',
    ]);
    expect(pulled('16.1', 'AMT_SystemPowerScheme', 'SchemeGUID')).toEqual([
      'djmXEQtWUEOIcJgS85G1YA==',
      'MIAN7gnAeEOvKHhootu+Og==',
    ]);
  });

  it.each([
    ['CIM_PhysicalPackage', 'CIM_Card'],
    ['CIM_Chip', 'CIM_Chip'],
    ['CIM_PowerManagementCapabilities', 'CIM_PowerManagementCapabilities'],
  ])('of %s has objects of one class, the context before them and no end while others follow', (name, first) => {
    expect(outline('16.1', name)).toEqual([first, 'EnumerationContext', 'Items']);
  });

  it.each([
    ['CIM_ServiceAvailableToElement', 'CIM_AssociatedPowerManagementService'],
    ['CIM_SystemPackaging', 'CIM_ComputerSystemPackage'],
    ['CIM_IEEE8021xSettings', 'IPS_IEEE8021xSettings'],
  ])('of %s begins with objects of %s, which is derived from it', (name, first) => {
    expect(outline('15.0', name)[0]).toBe(first);
  });
});
