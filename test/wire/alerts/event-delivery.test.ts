import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device, DeviceEvent } from '../../../emulator/index.ts';
import { ownAddress } from '../../client/addresses.ts';
import { DigestClient } from '../../client/digest-client.ts';
import { deviceAt } from '../../client/real-device.ts';
import { envelope, get, selectors } from '../../unit/emulator/wsman/requests.ts';

const FILE = 30;
const ADDRESS = ownAddress(FILE, 1);
const LISTENER = ownAddress(FILE, 2);
const PASSWORD = 'P@ssw0rd1';
const CIM = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';
const EVENTING = 'http://schemas.xmlsoap.org/ws/2004/08/eventing';
const PUSH_WITH_ACK = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/PushWithAck';
const USER = 'collector';
const SECRET = 'Tr3yResearch!';

interface Received {
  readonly request: string;
  readonly rawHeaders: readonly string[];
  readonly text: string;
}

const received: Received[] = [];

/** A listener that asks for a Digest login (RFC 2617) and acknowledges what it gets. */
async function listen(port = 0): Promise<Server> {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(port, LISTENER);
  await once(server, 'listening');
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  if (!isLoggedIn(request)) {
    response.writeHead(401, {
      'WWW-Authenticate': 'Digest realm="adatum.com", nonce="n0nce", qop="auth", opaque="op"',
    });
    response.end();
    return;
  }
  const text = Buffer.concat(pieces).toString();
  received.push({ request: `${request.method ?? ''} ${request.url ?? ''}`, rawHeaders: request.rawHeaders, text });
  response.writeHead(200, { 'Content-Type': 'application/soap+xml;charset=UTF-8' });
  response.end(acknowledgement);
}

const acknowledgement =
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" ' +
  'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"><s:Header>' +
  '<a:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack</a:Action></s:Header><s:Body/></s:Envelope>';

function isLoggedIn(request: IncomingMessage): boolean {
  const field = request.headers.authorization ?? '';
  const value = (name: string): string => new RegExp(`${name}="?([^",]*)`).exec(field)?.[1] ?? '';
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const ha1 = md5(`${USER}:adatum.com:${SECRET}`);
  const ha2 = md5(`POST:${request.url ?? ''}`);
  return value('response') === md5(`${ha1}:n0nce:${value('nc')}:${value(' cnonce')}:auth:${ha2}`);
}

function subscribe(url: string): string {
  const token =
    '<t:IssuedTokens xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust" xmlns:se="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">' +
    '<t:RequestSecurityTokenResponse><t:RequestedSecurityToken><se:UsernameToken>' +
    `<se:Username>${USER}</se:Username><se:Password>${SECRET}</se:Password>` +
    '</se:UsernameToken></t:RequestedSecurityToken></t:RequestSecurityTokenResponse></t:IssuedTokens>';
  const notifyTo =
    `<e:NotifyTo><a:Address>${url}</a:Address>` +
    '<a:ReferenceParameters><m:arg xmlns:m="http://x.com">DESK001</m:arg></a:ReferenceParameters></e:NotifyTo>';
  const auth = '<w:Auth Profile="http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/digest"></w:Auth>';
  const body = `<e:Subscribe xmlns:e="${EVENTING}"><e:Delivery Mode="${PUSH_WITH_ACK}">${notifyTo}${auth}</e:Delivery></e:Subscribe>`;
  const collection = selectors({ InstanceID: 'Intel(r) AMT:All' });
  return envelope(`${EVENTING}/Subscribe`, `${CIM}CIM_FilterCollection`, collection + token, body);
}

function alerts(device: Device): readonly DeviceEvent[] {
  return device.events.filter(({ kind }) => kind === 'alert');
}

async function eventually(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a subscriber on the network', () => {
  let device: Device;
  let console: DigestClient;
  let server: Server;
  let url = '';

  beforeAll(async () => {
    server = await listen();
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('no port');
    url = `http://${LISTENER}:${String(bound.port)}/amt`;
    device = await deviceAt(ADDRESS, { initialState: { kind: 'operational', password: PASSWORD, tls: false } });
    console = new DigestClient({ address: ADDRESS, port: 16_992, tls: false, user: 'admin', password: PASSWORD });
  });
  afterAll(async () => {
    console[Symbol.dispose]();
    await device.close();
    server.close();
  });

  it('is told of every step of a boot, after a login, in the layout of published messages', async () => {
    const answered = await console.post(subscribe(url));
    expect(answered.status).toBe(200);
    expect(answered.text).toContain('<g:SubscribeResponse><g:SubscriptionManager><b:Address>');
    device.pressPowerButton();
    await eventually(() => received.length === 2);
    const [first] = received;
    expect(first?.request).toBe('POST /amt');
    expect(first?.rawHeaders.filter((_, index) => index % 2 === 0)).toEqual([
      'Host',
      'User-Agent',
      'Connection',
      'Authorization',
      'Content-Length',
    ]);
    expect(first?.rawHeaders).toContain('Intel(R) AMT Agent');
    const text = first?.text ?? '';
    const order = [...text.matchAll(/<([abcg]:\w+)/g)].map(([, name]) => name);
    expect(order.slice(0, 10)).toEqual([
      'a:Envelope',
      'a:Header',
      'b:To',
      'b:ReplyTo',
      'b:Address',
      'c:AckRequested',
      'b:Action',
      'b:MessageID',
      'c:ResourceURI',
      'a:Body',
    ]);
    expect(order.slice(11)).toEqual([
      'g:AlertType',
      'g:AlertingElementFormat',
      'g:AlertingManagedElement',
      'g:IndicationFilterName',
      'g:IndicationIdentifier',
      'g:IndicationTime',
      'g:Message',
      'g:MessageArguments',
      'g:MessageArguments',
      'g:MessageID',
      'g:OtherAlertingElementFormat',
      'g:OtherSeverity',
      'g:OwningEntity',
      'g:PerceivedSeverity',
      'g:ProbableCause',
      'g:SystemName',
    ]);
    expect(text).toContain('</c:ResourceURI><m:arg xmlns:m="http://x.com">DESK001</m:arg></a:Header>');
    expect(text).toContain('<g:MessageID>PLAT0188</g:MessageID>');
    expect(text).toContain('<g:IndicationFilterName>Intel(r) AMT:AllEvents</g:IndicationFilterName>');
    await eventually(() => alerts(device).length === 2);
    expect(alerts(device).map((event) => 'what' in event && event.what)).toEqual(['sent', 'sent']);
    expect(JSON.stringify([device.events, device.decisions])).not.toContain(SECRET);
  });

  it('is one CIM_FilterCollectionSubscription, and none after its end', async () => {
    const uri = `${CIM}CIM_FilterCollectionSubscription`;
    const shown = await console.post(get(uri));
    expect(shown.text).toContain('<g:SubscriptionInfo>DESK001</g:SubscriptionInfo>');
    const listener = await console.post(get(`${CIM}CIM_ListenerDestinationWSManagement`));
    expect(listener.text).toContain(`<g:Destination>${url}</g:Destination>`);
    expect(listener.text).toContain('<g:DeliveryMode>3</g:DeliveryMode>');
    const gone = await console.post(
      envelope(`${EVENTING}/Unsubscribe`, uri, '', `<e:Unsubscribe xmlns:e="${EVENTING}"/>`),
    );
    expect(gone.text).toContain(`${EVENTING}/UnsubscribeResponse`);
    expect((await console.post(get(uri))).status).toBe(400);
    const before = received.length;
    device.pressPowerButton();
    device.pressPowerButton();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(received).toHaveLength(before);
  });
});
