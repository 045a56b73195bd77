import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';

/** IANA ifType "other". */
const OTHER_INTERFACE = 1;

/** TLS towards the network and towards the host. Their names and values are assumed. */
export const tlsProtocolEndpoint: ClassDeclaration = {
  name: 'AMT_TLSProtocolEndpoint',
  uri: classUri('AMT_TLSProtocolEndpoint'),
  parent: 'CIM_ProtocolEndpoint',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'NameFormat', type: 'string' },
    { name: 'OtherTypeDescription', type: 'string' },
    { name: 'ProtocolIFType', type: 'uint16' },
    { name: 'ProtocolType', type: 'uint16' },
    { name: 'Role', type: 'uint8' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () =>
    ['Intel(r) AMT TLS Protocol Endpoint Instance 0', 'Intel(r) AMT TLS Protocol Endpoint Instance 1'].map((name) => ({
      ...serviceKeyValues('AMT_TLSProtocolEndpoint', name),
      NameFormat: 'Instance Number',
      OtherTypeDescription: 'TLS',
      ProtocolIFType: OTHER_INTERFACE,
    })),
};
