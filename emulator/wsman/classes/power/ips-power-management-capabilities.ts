import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { availableRequestedPowerStates, powerCapabilities, powerChangeCapabilities } from '../value-maps.ts';

/** Whether the operating system can be asked to save power. */
export const ipsPowerManagementCapabilities: ClassDeclaration = {
  name: 'IPS_PowerManagementCapabilities',
  uri: classUri('IPS_PowerManagementCapabilities'),
  parent: 'CIM_PowerManagementCapabilities',
  since: '10.0',
  properties: [
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'OSPowerSavingStateChangeSupported', type: 'uint16' },
    { name: 'OSPowerSavingStateSupported', type: 'uint16' },
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
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the name of the instance and its values are assumed`,
  instances: () => [
    {
      InstanceID: 'Intel(r) AMT:PowerManagementCapabilities 1',
      OSPowerSavingStateChangeSupported: 1,
      OSPowerSavingStateSupported: 1,
    },
  ],
};
