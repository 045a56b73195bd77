import { deleteHttpProxy, preferHttpProxy } from '../../../device/network/http-proxies.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { accessPointKeys, httpProxyNames, numberNamed } from './remote-access-names.ts';
import { infoFormats } from '../value-maps.ts';

/** Type: assumed number of a proxy that did not come from host software. */
const SET_BY_CONSOLE = 0;

/** An HTTP proxy on the way to the management presence server. It is kept; the device opens no tunnel. */
export const httpProxyAccessPoint: ClassDeclaration = {
  name: 'IPS_HTTPProxyAccessPoint',
  uri: classUri('IPS_HTTPProxyAccessPoint'),
  parent: 'CIM_RemoteServiceAccessPoint',
  since: '11.8',
  needs: 'http-proxy',
  properties: [
    { name: 'AccessContext', type: 'uint16' },
    { name: 'AccessInfo', type: 'string' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'InfoFormat', type: 'uint16', values: infoFormats },
    { name: 'Name', type: 'string', key: true },
    { name: 'NetworkDnsSuffix', type: 'string', required: true },
    { name: 'OtherAccessContext', type: 'string' },
    { name: 'OtherInfoFormatDescription', type: 'string' },
    { name: 'Port', type: 'uint16', required: true },
    { name: 'Priority', type: 'uint32', required: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'Type', type: 'uint8', required: true },
  ],
  methods: [
    {
      name: 'UpdatePriority',
      input: [],
      output: [],
      returns: [0, 1],
      meaning: 'Moves the proxy before every other; takes no argument, though a client library sends one',
      call: ({ state }, _input, self) => returned(preferHttpProxy(state, numberOf(self)), () => ({})),
    },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the name is recorded in an answer of AddProxyAccessPoint; Type and Priority are assumed`,
  instances: ({ state }) =>
    state.features.httpProxies.proxies.map((proxy) => ({
      ...accessPointKeys(httpProxyNames, proxy.number),
      AccessInfo: proxy.accessInfo,
      InfoFormat: proxy.infoFormat,
      NetworkDnsSuffix: proxy.networkDnsSuffix,
      Port: proxy.port,
      Priority: proxy.priority,
      Type: SET_BY_CONSOLE,
    })),
  remove: ({ state }, current) => written(deleteHttpProxy(state, numberOf(current))),
};

function numberOf(instance: Instance): number {
  return numberNamed(httpProxyNames.prefix, instance['Name']) ?? -1;
}
