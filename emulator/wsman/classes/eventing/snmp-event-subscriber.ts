import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { infoFormats } from '../value-maps.ts';

export const snmpEventSubscriber: ClassDeclaration = {
  name: 'AMT_SNMPEventSubscriber',
  uri: classUri('AMT_SNMPEventSubscriber'),
  parent: 'AMT_EventSubscriber',
  properties: [
    { name: 'AccessContext', type: 'uint16' },
    { name: 'AccessInfo', type: 'string' },
    { name: 'CommunityString', type: 'string' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'InfoFormat', type: 'uint16', values: infoFormats },
    { name: 'Name', type: 'string', key: true },
    { name: 'OtherAccessContext', type: 'string' },
    { name: 'OtherInfoFormatDescription', type: 'string' },
    { name: 'OtherProtocolDescription', type: 'string' },
    { name: 'PolicyID', type: 'uint8', required: true },
    { name: 'PortInfo', type: 'string' },
    { name: 'PortProtocol', type: 'uint16' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
