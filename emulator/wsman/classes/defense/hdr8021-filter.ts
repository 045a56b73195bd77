import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { filterDirections, filterProfiles } from '../value-maps.ts';

export const hdr8021Filter: ClassDeclaration = {
  name: 'AMT_Hdr8021Filter',
  uri: classUri('AMT_Hdr8021Filter'),
  parent: 'AMT_ComplexFilterEntryBase',
  properties: [
    { name: 'ActionEventOnMatch', type: 'boolean', required: true },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'FilterDirection', type: 'uint16', required: true, values: filterDirections },
    { name: 'FilterProfile', type: 'uint16', required: true, values: filterProfiles },
    { name: 'FilterProfileData', type: 'uint32' },
    { name: 'HdrDestMACAddr8021', type: 'base64' },
    { name: 'HdrDestMACMask8021', type: 'base64' },
    { name: 'HdrPriorityValue8021', type: 'uint8' },
    { name: 'HdrProtocolID8021', type: 'uint16', required: true },
    { name: 'HdrSrcMACAddr8021', type: 'base64' },
    { name: 'HdrSrcMACMask8021', type: 'base64' },
    { name: 'HdrVLANID8021', type: 'uint32' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'IsNegated', type: 'boolean' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [],
};
