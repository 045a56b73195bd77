import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { availableRequestedPowerStates, powerCapabilities, powerChangeCapabilities } from '../value-maps.ts';

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
  instances: () => [],
};
