import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { powerSupplyInstances } from './devices.ts';

export const powerSupply: ClassDeclaration = {
  name: 'CIM_PowerSupply',
  uri: classUri('CIM_PowerSupply'),
  parent: 'CIM_LogicalDevice',
  properties: [
    { name: 'ActiveInputVoltage', type: 'uint16' },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DeviceID', type: 'string', key: true },
    { name: 'IsSwitchingSupply', type: 'boolean' },
    { name: 'Range1InputFrequencyHigh', type: 'uint32' },
    { name: 'Range1InputFrequencyLow', type: 'uint32' },
    { name: 'Range1InputVoltageHigh', type: 'uint32' },
    { name: 'Range1InputVoltageLow', type: 'uint32' },
    { name: 'Range2InputFrequencyHigh', type: 'uint32' },
    { name: 'Range2InputFrequencyLow', type: 'uint32' },
    { name: 'Range2InputVoltageHigh', type: 'uint32' },
    { name: 'Range2InputVoltageLow', type: 'uint32' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'TotalOutputPower', type: 'uint32' },
    { name: 'TypeOfRangeSwitching', type: 'uint16' },
  ],
  declaresCommon: true,
  readRealms: [3, 4, 13],
  writeRealms: [3, 4],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: powerSupplyInstances,
};
