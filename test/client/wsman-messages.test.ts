import { AMT, CIM } from '@device-management-toolkit/wsman-messages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStringPromise, processors } from 'xml2js';
import type { Device } from '../../emulator/index.ts';
import { ownAddress } from './addresses.ts';
import { DigestClient } from './digest-client.ts';
import { deviceAt } from './real-device.ts';

const ADDRESS = ownAddress(5);
const PASSWORD = 'P@ssw0rd1';
const UUID = '00112233-4455-6677-8899-aabbccddeeff';

/** An element as xml2js gives it with `explicitArray: false`: text, or elements by local name. */
type Xml = string | { readonly [name: string]: Xml | readonly Xml[] | undefined };

describe('requests of wsman-messages, sent over a socket to an operational device', () => {
  const amt = new AMT.Messages();
  const cim = new CIM.Messages();
  let device: Device;
  let client: DigestClient;

  beforeAll(async () => {
    const initialState = { kind: 'operational', password: PASSWORD, tls: false } as const;
    device = await deviceAt(ADDRESS, { initialState, identity: { uuid: UUID } });
    client = new DigestClient({ address: ADDRESS, port: 16992, tls: false, user: 'admin', password: PASSWORD });
  });
  afterAll(async () => {
    client[Symbol.dispose]();
    await device.close();
  });

  /** Status and the one element in the Body, with its name. */
  async function ask(text: string): Promise<{ status: number; name: string; content: Xml | undefined; action: Xml }> {
    const answer = await client.post(text);
    const options = { explicitArray: false, ignoreAttrs: true, tagNameProcessors: [processors.stripPrefix] };
    const parsed = (await parseStringPromise(answer.text, options)) as {
      readonly Envelope: { readonly Header: { readonly Action: Xml }; readonly Body: Readonly<Record<string, Xml>> };
    };
    const [[name, content] = ['', '']] = Object.entries(parsed.Envelope.Body);
    return { status: answer.status, name, content, action: parsed.Envelope.Header.Action };
  }

  it('get the general settings, with the realm that Digest uses', async () => {
    const { status, name, content } = await ask(amt.GeneralSettings.Get());
    expect([status, name]).toEqual([200, 'AMT_GeneralSettings']);
    expect(content).toMatchObject({
      DigestRealm: `Intel(R) AMT (ID:${UUID.toUpperCase()})`,
      InstanceID: 'Intel(r) AMT: General Settings',
      DomainName: 'adatum.com',
    });
  });

  it('enumerate and pull the firmware versions', async () => {
    const enumerated = await ask(cim.SoftwareIdentity.Enumerate());
    expect([enumerated.status, enumerated.name]).toEqual([200, 'EnumerateResponse']);
    const { EnumerationContext } = enumerated.content as { readonly EnumerationContext: string };
    const pulled = await ask(cim.SoftwareIdentity.Pull(EnumerationContext));
    expect([pulled.status, pulled.name]).toEqual([200, 'PullResponse']);
    const { Items } = pulled.content as { readonly Items: { readonly CIM_SoftwareIdentity: readonly Xml[] } };
    expect(Items.CIM_SoftwareIdentity).toContainEqual({ InstanceID: 'AMT', IsEntity: 'true', VersionString: '3.2.1' });
    expect(pulled.content).toHaveProperty('EndOfSequence');
    const again = await ask(cim.SoftwareIdentity.Pull(EnumerationContext));
    // WS-Enumeration, 4: the code of this fault is s:Receiver.
    expect([again.status, again.content]).toEqual([
      500,
      expect.objectContaining({
        Code: expect.objectContaining({ Subcode: { Value: expect.stringMatching(/:InvalidEnumerationContext$/) } }),
      }),
    ]);
  });

  it('invoke GetUuid, whose octets stand in SMBIOS order', async () => {
    const { status, name, content } = await ask(amt.SetupAndConfigurationService.GetUuid());
    expect([status, name]).toEqual([200, 'GetUuid_OUTPUT']);
    const { UUID: base64, ReturnValue } = content as { readonly UUID: string; readonly ReturnValue: string };
    expect(Buffer.from(base64, 'base64').toString('hex')).toBe('33221100554477668899aabbccddeeff');
    expect(ReturnValue).toBe('0');
  });

  it('put a host name that a later get returns', async () => {
    const before = (await ask(amt.GeneralSettings.Get())).content as unknown as AMT.Models.GeneralSettings;
    const put = await ask(amt.GeneralSettings.Put({ ...before, HostName: 'DESK001' }));
    expect([put.status, put.name]).toEqual([200, 'AMT_GeneralSettings']);
    expect((await ask(amt.GeneralSettings.Get())).content).toMatchObject({ HostName: 'DESK001' });
    expect(device.state.network.hostName).toBe('DESK001');
  });

  it('for a class that the release does not have are told DestinationUnreachable', async () => {
    const { status, content, action } = await ask(amt.AlarmClockService.Get());
    expect([status, action]).toEqual([400, 'http://schemas.xmlsoap.org/ws/2004/08/addressing/fault']);
    expect(content).toMatchObject({ Code: { Subcode: { Value: expect.stringMatching(/:DestinationUnreachable$/) } } });
  });
});
