import { expect, it } from 'vitest';

import { hostBooted } from '../../../../../emulator/device/power/boot-options.ts';
import { classUri } from '../../../../../emulator/wsman/namespaces.ts';
import { invoke } from '../../wsman/requests.ts';
import { PcBench, valuesOf } from './pc-bench.ts';

const SERVICE = classUri('AMT_AssetTableService');

function update(isSticky: boolean): string {
  const content = `<r:FullUpdate>true</r:FullUpdate><r:Sticky>${String(isSticky)}</r:Sticky>`;
  return invoke(SERVICE, 'RequestMediaDeviceTableUpdate', content);
}

it('lists the tables as recorded and serves each as an SMBIOS structure', () => {
  const bench = new PcBench();
  expect(valuesOf(bench.got('AMT_AssetTableService'), 'TableTypes')).toEqual(['SMbios:130', 'SMbios:131']);
  const tables = bench
    .instances('AMT_AssetTable')
    .map((text) => Buffer.from(valuesOf(text, 'TableData')[0] ?? '', 'base64'));
  expect(tables.map((table) => [table[0], table[1]])).toEqual([
    [130, 20],
    [131, 64],
  ]);
  expect(tables[0]?.toString('latin1', 4, 8)).toBe('$AMT');
  expect(tables[1]?.toString('latin1', 56, 60)).toBe('vPro');
});

it('has no asset tables before release 6', () => {
  expect(new PcBench('5.0').got('AMT_AssetTable')).toContain('DestinationUnreachable');
  expect(new PcBench('6.2').got('AMT_AssetTable')).toContain('<g:TableType>130</g:TableType>');
});

it('has media devices looked for at the next boot, or at every boot when asked to', () => {
  const bench = new PcBench();
  const after = (isSticky: boolean): readonly string[] => {
    expect(valuesOf(bench.ask(update(isSticky)).text, 'ReturnValue')).toEqual(['0']);
    const asked = bench.state;
    return [asked, hostBooted(asked)].map(({ features }) => features.assetTables.mediaUpdate);
  };
  expect(after(false)).toEqual(['next-boot', 'none']);
  expect(after(true)).toEqual(['every-boot', 'every-boot']);
});
