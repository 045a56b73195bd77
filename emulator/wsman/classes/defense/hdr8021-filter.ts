import type { DefenseFilter } from '../../../device/protection/system-defense-state.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, Instance, PropertyDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { numberIn, textIn } from '../value-readings.ts';
import { createFilter, filterInstances, filterProperties, matchIn, removeFilter } from './filter-classes.ts';

const NAME = 'AMT_Hdr8021Filter';
const MAC_BYTES = 6;
const LARGEST_PRIORITY = 7;
const LARGEST_VLAN = 4095;

const matchProperties: readonly PropertyDeclaration[] = [
  { name: 'HdrDestMACAddr8021', type: 'base64', meaning: 'Destination' },
  { name: 'HdrDestMACMask8021', type: 'base64', meaning: 'Bits of the destination that count' },
  { name: 'HdrPriorityValue8021', type: 'uint8', meaning: 'Priority' },
  { name: 'HdrProtocolID8021', type: 'uint16', required: true, meaning: 'EtherType' },
  { name: 'HdrSrcMACAddr8021', type: 'base64', meaning: 'Source' },
  { name: 'HdrSrcMACMask8021', type: 'base64', meaning: 'Bits of the source that count' },
  { name: 'HdrVLANID8021', type: 'uint32', meaning: 'VLAN' },
];

/** A filter of Ethernet headers. */
export const hdr8021Filter: ClassDeclaration = {
  name: NAME,
  uri: classUri(NAME),
  parent: 'AMT_ComplexFilterEntryBase',
  needs: 'system-defense',
  properties: [...filterProperties, ...matchProperties],
  declaresCommon: true,
  storedOnly: true,
  readRealms: [3, 11],
  writeRealms: [3, 11],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the form of InstanceID and the checks of values are assumed`,
  instances: (context) => filterInstances(context, 'ethernet'),
  create: (context, given) => createFilter(context, given, 'ethernet', checkedMatch(given)),
  remove: removeFilter,
};

function checkedMatch(given: Instance): DefenseFilter['match'] | undefined {
  const octets = matchProperties.filter(({ type }) => type === 'base64').map(({ name }) => textIn(given, name));
  const areAddresses = octets.every((text) => text === undefined || Buffer.from(text, 'base64').length === MAC_BYTES);
  const isTag =
    (numberIn(given, 'HdrPriorityValue8021') ?? 0) <= LARGEST_PRIORITY &&
    (numberIn(given, 'HdrVLANID8021') ?? 0) <= LARGEST_VLAN;
  if (!areAddresses || !isTag) return undefined;
  return matchIn(
    given,
    matchProperties.map(({ name }) => name),
  );
}
