import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { infoFormats } from '../value-maps.ts';

export const managementPresenceRemoteSap: ClassDeclaration = {
  name: 'AMT_ManagementPresenceRemoteSAP',
  uri: classUri('AMT_ManagementPresenceRemoteSAP'),
  parent: 'CIM_RemoteServiceAccessPoint',
  since: '4.0',
  properties: [
    { name: 'AccessContext', type: 'uint16' },
    { name: 'AccessInfo', type: 'string' },
    { name: 'CN', type: 'string' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'InfoFormat', type: 'uint16', values: infoFormats },
    { name: 'Name', type: 'string', key: true },
    { name: 'OtherAccessContext', type: 'string' },
    { name: 'OtherInfoFormatDescription', type: 'string' },
    { name: 'Port', type: 'uint16', required: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Delete', 'Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
