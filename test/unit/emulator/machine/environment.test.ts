import { describe, expect, it } from 'vitest';
import { bareMetal, type BareMetal } from '../../../support/bare-metal.ts';
import { digestHeader, post } from '../http/wire-client.ts';

const PASSWORD = 'P@ssw0rd1';
/** AMT's port and that of DASH. */
const OPEN = [16_992, 623];
const DEVICE = '198.51.100.50';
const SETTINGS = 'http://intel.com/wbem/wscim/1/amt-schema/1/AMT_EnvironmentDetectionSettingData';

/** An operational device on the network of adatum.com. */
async function inside(firmware = '11.8', addressing: object = {}): Promise<BareMetal> {
  const initialState = { kind: 'operational', password: PASSWORD, tls: false } as const;
  const world = await bareMetal({ firmware, initialState, ...addressing });
  world.device.plugCable();
  world.device.connectAc();
  await world.clock.advance(5000);
  return world;
}

async function request({ segment, clock, device }: BareMetal, body: string): Promise<string> {
  const to = { address: DEVICE, port: 16_992 };
  const ask = async (field?: string): Promise<string> => {
    const stream = await segment.link().connectTcp('198.51.100.9', to, new AbortController().signal);
    let text = '';
    stream.on('error', () => undefined);
    stream.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
    stream.write(field === undefined ? post('/wsman', body) : post('/wsman', body, field));
    await clock.advance(1000);
    return text;
  };
  const nonce = /nonce="([^"]+)"/.exec(await ask())?.[1] ?? '';
  const realm = device.state.accounts.digestRealm;
  const who = { user: 'admin', password: PASSWORD, realm, nonce, method: 'POST', uri: '/wsman', nc: '00000001' };
  return await ask(digestHeader({ ...who, qop: 'auth' }));
}

/** Writes the domains of the enterprise over the wire. */
async function tell(world: BareMetal, ...domains: readonly string[]): Promise<string> {
  const strings = domains.map((domain) => `<r:DetectionStrings>${domain}</r:DetectionStrings>`).join('');
  const text =
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" ' +
    `xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:r="${SETTINGS}"><s:Header>` +
    '<a:Action>http://schemas.xmlsoap.org/ws/2004/09/transfer/Put</a:Action><a:To>/wsman</a:To>' +
    `<w:ResourceURI>${SETTINGS}</w:ResourceURI><a:MessageID>1</a:MessageID><a:ReplyTo><a:Address>` +
    'http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo></s:Header><s:Body>' +
    '<r:AMT_EnvironmentDetectionSettingData><r:DetectionAlgorithm>0</r:DetectionAlgorithm>' +
    `${strings}<r:ElementName>x</r:ElementName><r:InstanceID>Intel(r) AMT Environment Detection Settings</r:InstanceID>` +
    '</r:AMT_EnvironmentDetectionSettingData></s:Body></s:Envelope>';
  return await request(world, text);
}

function places({ device }: BareMetal): readonly unknown[] {
  return device.decisions.filter(({ code }) => code === 'network.environment').map(({ inputs }) => inputs);
}

async function reconnect(world: BareMetal): Promise<void> {
  world.device.unplugCable();
  await world.clock.advance(1000);
  world.device.plugCable();
  await world.clock.advance(10_000);
}

describe('a device that knows the domains of its enterprise', () => {
  it('opens its ports on a network of the enterprise, however its name is written', async () => {
    const world = await inside('9.5');
    expect(await tell(world, 'treyresearch.example', 'ADATUM.COM.')).toContain(' 200 OK');
    expect([world.openPorts(), places(world)]).toEqual([OPEN, []]);
  });

  it('answers the request that leads outside, and then nobody reaches it', async () => {
    const world = await inside('9.5');
    expect(await tell(world, 'treyresearch.example')).toContain(' 200 OK');
    expect(world.openPorts()).toEqual([]);
    expect([...world.segment.streams].filter(({ localAddress }) => localAddress === DEVICE)).toEqual([]);
    expect(places(world)).toEqual([{ isOutside: true, domain: 'adatum.com', strings: ['treyresearch.example'] }]);
  });

  it('opens its ports again when DHCP gives a domain of the enterprise', async () => {
    const world = await inside('9.5');
    await tell(world, 'treyresearch.example');
    world.dhcp.domain = 'treyresearch.example';
    await reconnect(world);
    expect(world.openPorts()).toEqual(OPEN);
    world.dhcp.domain = 'adatum.com';
    await reconnect(world);
    expect(world.openPorts()).toEqual([]);
  });

  it('of release 11 goes by what it knew when the link came up', async () => {
    const world = await inside('11.8');
    await tell(world, 'treyresearch.example');
    expect([world.openPorts(), places(world)]).toEqual([OPEN, []]);
    await reconnect(world);
    expect(world.openPorts()).toEqual([]);
  });

  it('detects nothing with a fixed address', async () => {
    const fixed = { address: DEVICE, mask: '255.255.255.0', gateway: '', dns: [], domain: 'adatum.com' };
    const world = await inside('9.5', { addressing: fixed });
    await tell(world, 'treyresearch.example');
    expect([world.openPorts(), places(world)]).toEqual([OPEN, []]);
  });
});
