import { describe, expect, it } from 'vitest';
import { encodePetVariable } from '../../../../emulator/alerts/pet-trap.ts';
import { defaultDesktop } from '../../../../emulator/hardware/default-desktop.ts';
import { smbiosStructures, smbiosUuid } from '../../../../emulator/hardware/smbios.ts';
import { encodeHello } from '../../../../emulator/network/hello-message.ts';
import { Website } from '../../../../emulator/web-pages/website.ts';
import { ADMINISTRATOR, textOf } from '../web-pages/site.ts';
import { ClassBench } from '../classes/security/class-bench.ts';

/** The example of DMTF DSP0134 3.0, 7.2.1: text, and the octets that a system management table has for it. */
const TEXT = '00112233-4455-6677-8899-aabbccddeeff';
const OCTETS = '33221100554477668899aabbccddeeff';

const RECORD = {
  atSeconds: 1_200_000_000,
  deviceAddress: 255,
  sensorType: 15,
  eventType: 111,
  eventOffset: 2,
  sourceType: 104,
  severity: 1,
  sensorNumber: 255,
  entity: 34,
  entityInstance: 0,
  data: '4013000000000000',
};

/** A device with the UUID of the example. */
function device(): ClassBench {
  const bench = new ClassBench('16.1');
  const { state } = bench;
  bench.state = { ...state, identity: { ...state.identity, uuid: TEXT } };
  return bench;
}

describe('the UUID of a computer', () => {
  it('stands in the order of SMBIOS wherever octets travel to management software', () => {
    const bench = device();
    const hello = encodeHello({
      areCredentialsChanged: false,
      retryCount: 0,
      uuid: TEXT,
      body: { kind: 'pki', hashes: [] },
    });
    const uuid = bench.call('AMT_SetupAndConfigurationService', 'GetUuid')['UUID'] ?? '';
    expect({
      smbios: smbiosUuid(TEXT).toString('hex'),
      hello: hello.subarray(8, 24).toString('hex'),
      getUuid: Buffer.from(uuid, 'base64').toString('hex'),
      platformGuid: bench.read('CIM_ComputerSystemPackage')['PlatformGUID']?.toLowerCase(),
      table: systemStructureUuid(bench),
    }).toEqual({ smbios: OCTETS, hello: OCTETS, getUuid: OCTETS, platformGuid: OCTETS, table: OCTETS });
  });

  it('stands in the order of its text in traps, and as text on pages', () => {
    const bench = device();
    const trap = encodePetVariable(RECORD, { uuid: TEXT, sequence: 1 });
    const site = new Website({ holder: bench, chance: bench.chance.for('web-forms') });
    expect(trap.subarray(0, 16).toString('hex')).toBe(TEXT.replaceAll('-', ''));
    const pages = ['/index.htm', '/hw-sys.htm'].map((path) => textOf(site.show(path, ADMINISTRATOR)));
    expect(pages.map((page) => page.includes(TEXT))).toEqual([true, true]);
  });
});

/** The UUID of the structure of type 1 in the table that the BIOS makes (DSP0134, 7.2: offset 8). */
function systemStructureUuid({ state: { identity } }: ClassBench): string {
  const amt = { version: '16.1.25', isEnabled: true, hasIder: true, hasSol: true, isNetworkEnabled: true };
  const system = smbiosStructures(defaultDesktop, identity, amt).find(({ type }) => type === 1);
  return system?.bytes.toString('hex', 8, 24) ?? 'no such structure';
}
