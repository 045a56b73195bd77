import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { filterDirections, filterProfiles } from '../value-maps.ts';

export const ipHeadersFilter: ClassDeclaration = {
  name: 'AMT_IPHeadersFilter',
  uri: classUri('AMT_IPHeadersFilter'),
  parent: 'AMT_ComplexFilterEntryBase',
  properties: [
    { name: 'ActionEventOnMatch', type: 'boolean', required: true },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'FilterDirection', type: 'uint16', required: true, values: filterDirections },
    { name: 'FilterProfile', type: 'uint16', required: true, values: filterProfiles },
    { name: 'FilterProfileData', type: 'uint32' },
    { name: 'HdrDSCP', type: 'uint8', array: true },
    { name: 'HdrDestAddress', type: 'hex' },
    { name: 'HdrDestAddressEndOfRange', type: 'hex' },
    { name: 'HdrDestMask', type: 'hex' },
    { name: 'HdrDestPortEnd', type: 'uint16' },
    { name: 'HdrDestPortStart', type: 'uint16' },
    { name: 'HdrFlowLabel', type: 'hex' },
    { name: 'HdrIPVersion', type: 'uint8' },
    { name: 'HdrProtocolID', type: 'uint8' },
    { name: 'HdrSrcAddress', type: 'hex' },
    { name: 'HdrSrcAddressEndOfRange', type: 'hex' },
    { name: 'HdrSrcMask', type: 'hex' },
    { name: 'HdrSrcPortEnd', type: 'uint16' },
    { name: 'HdrSrcPortStart', type: 'uint16' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'IsNegated', type: 'boolean' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'TCPFlagsOff', type: 'uint16', array: true },
    { name: 'TCPFlagsOn', type: 'uint16', array: true },
  ],
  declaresCommon: true,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
