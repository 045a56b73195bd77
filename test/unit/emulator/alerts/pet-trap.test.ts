import { describe, expect, it } from 'vitest';
import { decodeEventRecord } from '../../../../emulator/device/logs/event-log.ts';
import { encodePetTrap, encodePetVariable } from '../../../../emulator/alerts/pet-trap.ts';

const UUID = '00112233-4455-6677-8899-aabbccddeeff';
/** "Authentication failed 10 times" of real firmware, as consoles published it. */
const attack = decodeEventRecord(Buffer.from('Y8iYZf8GbwVoEP8mYaoKAAAAAAAA', 'base64'));
if (attack === undefined) throw new Error('no record');

describe('a Platform Event Trap', () => {
  it('has the fields of IPMI PET 1.0 in their places', () => {
    const octets = encodePetVariable(attack, { uuid: UUID, sequence: 0x1_0002 });
    expect(octets).toHaveLength(47);
    const parts = [16, 2, 4, 2, 1, 1, 1, 1, 1, 1, 1, 8, 1, 4, 2, 1];
    let at = 0;
    const fields = parts.map((length) => octets.toString('hex', at, (at += length)));
    expect(fields).toEqual([
      UUID.replaceAll('-', ''),
      '0002',
      (1_704_511_587 - 883_612_800).toString(16),
      'ffff',
      '68',
      '68',
      '10',
      'ff',
      'ff',
      '26',
      '61',
      'aa0a000000000000',
      '19',
      '00000157',
      '0000',
      'c1',
    ]);
  });

  it('is an SNMP version 1 trap (RFC 1157), with numbers that stay positive', () => {
    const context = { uuid: UUID, community: 'public', agentAddress: '192.168.0.1', uptimeMs: 1280, sequence: 1 };
    const trap = encodePetTrap({ ...attack, sensorType: 0xc0 }, context);
    const variable = encodePetVariable(attack, context).toString('hex');
    const hex = [
      '306c',
      '020100',
      '04067075626c6963',
      'a45f',
      '06092b06010401986f0101',
      '4004c0a80001',
      '020106',
      '020400c06f05',
      '43020080',
      '303f303d060a2b06010401986f010101',
      `042f${variable}`,
    ];
    expect(trap.toString('hex')).toBe(hex.join(''));
  });
});
