import type { DefenseFilter } from '../../../device/protection/system-defense-state.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, Instance, PropertyDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { numberIn, textIn } from '../value-readings.ts';
import { createFilter, filterInstances, filterProperties, matchIn, removeFilter } from './filter-classes.ts';

const NAME = 'AMT_IPHeadersFilter';

const matchProperties: readonly PropertyDeclaration[] = [
  { name: 'HdrDSCP', type: 'uint8', array: true, meaning: 'Differentiated services code points' },
  { name: 'HdrDestAddress', type: 'hex', meaning: 'Destination' },
  { name: 'HdrDestAddressEndOfRange', type: 'hex', meaning: 'Last destination' },
  { name: 'HdrDestMask', type: 'hex', meaning: 'Bits of the destination that count' },
  { name: 'HdrDestPortEnd', type: 'uint16', meaning: 'Last destination port' },
  { name: 'HdrDestPortStart', type: 'uint16', meaning: 'First destination port' },
  { name: 'HdrFlowLabel', type: 'hex', meaning: 'Flow label of IPv6' },
  { name: 'HdrIPVersion', type: 'uint8', meaning: '4 or 6; says how long addresses are' },
  { name: 'HdrProtocolID', type: 'uint8', meaning: 'Protocol number' },
  { name: 'HdrSrcAddress', type: 'hex', meaning: 'Source' },
  { name: 'HdrSrcAddressEndOfRange', type: 'hex', meaning: 'Last source' },
  { name: 'HdrSrcMask', type: 'hex', meaning: 'Bits of the source that count' },
  { name: 'HdrSrcPortEnd', type: 'uint16', meaning: 'Last source port' },
  { name: 'HdrSrcPortStart', type: 'uint16', meaning: 'First source port' },
  { name: 'TCPFlagsOff', type: 'uint16', array: true, meaning: 'TCP flags that have to be clear' },
  { name: 'TCPFlagsOn', type: 'uint16', array: true, meaning: 'TCP flags that have to be set' },
];

const addresses = [
  'HdrDestAddress',
  'HdrDestAddressEndOfRange',
  'HdrDestMask',
  'HdrSrcAddress',
  'HdrSrcAddressEndOfRange',
  'HdrSrcMask',
];
/** Hex digits of an address by IP version. */
const addressDigits: Readonly<Record<number, number>> = { 4: 8, 6: 32 };

/** A filter of IP, TCP and UDP headers. */
export const ipHeadersFilter: ClassDeclaration = {
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
  instances: (context) => filterInstances(context, 'ip'),
  create: (context, given) => createFilter(context, given, 'ip', checkedMatch(given)),
  remove: removeFilter,
};

function checkedMatch(given: Instance): DefenseFilter['match'] | undefined {
  const digits = addressDigits[numberIn(given, 'HdrIPVersion') ?? 4];
  const fits = addresses.every((name) => (textIn(given, name)?.length ?? digits) === digits);
  const isOrdered = ['HdrDestPort', 'HdrSrcPort'].every((name) => {
    const start = numberIn(given, `${name}Start`);
    return (numberIn(given, `${name}End`) ?? start ?? 0) >= (start ?? 0);
  });
  if (digits === undefined || !fits || !isOrdered) return undefined;
  return matchIn(
    given,
    matchProperties.map(({ name }) => name),
  );
}
