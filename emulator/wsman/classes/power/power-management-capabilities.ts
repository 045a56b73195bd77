import { powerRequests } from '../../../device/power/host-power.ts';
import { isInRange } from '../../../firmware/release-range.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { availableRequestedPowerStates, powerCapabilities, powerChangeCapabilities } from '../value-maps.ts';

/** What devices name as supported, in their order; sleep and hibernate, which they offer as well, are not among it. */
const capabilityOrder = [5, 8, 2, 10, 11, 12, 14];

/** What can be done to the power of the host at all. */
export const powerManagementCapabilities: ClassDeclaration = {
  name: 'CIM_PowerManagementCapabilities',
  uri: classUri('CIM_PowerManagementCapabilities'),
  parent: 'CIM_Capabilities',
  properties: [
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'OtherPowerCapabilitiesDescriptions', type: 'string', array: true },
    { name: 'OtherPowerChangeCapabilities', type: 'string' },
    { name: 'PowerCapabilities', type: 'uint16', array: true, values: powerCapabilities },
    { name: 'PowerChangeCapabilities', type: 'uint16', array: true, values: powerChangeCapabilities },
    { name: 'PowerStatesSupported', type: 'uint16', array: true, values: availableRequestedPowerStates },
    { name: 'RequestedPowerStatesSupported', type: 'uint16', array: true, values: availableRequestedPowerStates },
  ],
  declaresCommon: false,
  readRealms: [3, 5, 13],
  writeRealms: [3, 5],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ instant }) => [powerCapabilitiesOf(instant.profile.release)],
};

/** What a release can do to a host, as far as its devices name it among their capabilities. */
function powerCapabilitiesOf(release: string): Instance {
  const known = powerRequests.filter((request) => isInRange(release, request));
  const states = capabilityOrder.filter((state) => known.some(({ powerState }) => powerState === state));
  const isGraceful = known.some(({ action }) => action === 'shutdown');
  return {
    ElementName: 'Power Management Capabilities',
    InstanceID: 'Intel(r) AMT:PowerManagementCapabilities 0',
    OtherPowerChangeCapabilities: '',
    PowerChangeCapabilities: isGraceful ? [2, 3, 4, 7, 8] : [2, 3, 4, 7],
    PowerStatesSupported: states,
    RequestedPowerStatesSupported: states,
  };
}
