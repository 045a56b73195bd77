import { addHttpProxy, putProxySynchronization } from '../../../device/network/http-proxies.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE, serviceKeyValues, unsetReference } from '../service-shape.ts';
import { flagIn, numberIn, textIn } from '../value-readings.ts';
import { accessPointReference, httpProxyNames } from './remote-access-names.ts';
import { infoFormats2 } from '../value-maps.ts';

const SERVICE = 'Intel(r) ME HTTP Proxy Service';

/** Adds HTTP proxies. The name of the service and whether host software may add some at first are assumed. */
export const httpProxyService: ClassDeclaration = {
  name: 'IPS_HTTPProxyService',
  uri: classUri('IPS_HTTPProxyService'),
  parent: 'CIM_Service',
  since: '11.8',
  needs: 'http-proxy',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SyncEnabled', type: 'boolean', access: 'read-write', storedOnly: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'AddProxyAccessPoint',
      input: [
        { name: 'AccessInfo', type: 'string', required: true },
        { name: 'InfoFormat', type: 'uint16', required: true, values: infoFormats2 },
        { name: 'Port', type: 'uint16', required: true },
        { name: 'NetworkDnsSuffix', type: 'string', required: true },
      ],
      output: [{ name: 'ProxyAccessPoint', type: 'reference' }],
      returns: [0, 1, 16, 23, 36, 38, 2058],
      meaning: 'Adds a proxy; a refusal names nothing, as recorded',
      call: ({ state }, input) => {
        const step = addHttpProxy(state, {
          accessInfo: textIn(input, 'AccessInfo') ?? '',
          infoFormat: numberIn(input, 'InfoFormat') ?? 0,
          port: numberIn(input, 'Port') ?? 0,
          networkDnsSuffix: textIn(input, 'NetworkDnsSuffix') ?? '',
        });
        const answer = returned(step, (number) => ({
          ProxyAccessPoint: accessPointReference(httpProxyNames, number),
        }));
        return step.ok || answer.kind === 'fault'
          ? answer
          : { ...answer, outputs: { ProxyAccessPoint: unsetReference } };
      },
    },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the name of the service is assumed`,
  recorded: ['AddProxyAccessPoint'],
  instances: ({ state }) => [
    {
      ...serviceKeyValues('IPS_HTTPProxyService', SERVICE),
      ElementName: SERVICE,
      SyncEnabled: state.features.httpProxies.syncEnabled,
    },
  ],
  put: ({ state }, _current, changes) =>
    written(putProxySynchronization(state, flagIn(changes, 'SyncEnabled') ?? state.features.httpProxies.syncEnabled)),
};
