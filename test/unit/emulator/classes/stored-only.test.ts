import { expect, it } from 'vitest';

import { classDeclarations } from '../../../../emulator/wsman/classes/index.ts';

/** Nobody filters packets, shows a screen or watches the operating system in an emulated device. */
const KEPT = [
  'AMT_Hdr8021Filter',
  'AMT_HeuristicPacketFilterSettings',
  'AMT_IPHeadersFilter',
  'IPS_KVMRedirectionSettingData',
  'IPS_ScreenSettingData',
  'IPS_SecIOService',
  'IPS_WatchDogAction',
];

it('settings of features that are not carried out are reported as stored only', () => {
  const storedOnly = classDeclarations.filter((declaration) => declaration.storedOnly === true);
  expect(storedOnly.map(({ name }) => name)).toEqual(expect.arrayContaining(KEPT));
});
