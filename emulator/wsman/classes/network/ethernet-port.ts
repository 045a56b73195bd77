import { plainMac } from '../../../device/network/network-interfaces.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { elementKeys } from './interface-names.ts';
import { enabledDefaults, enabledStates, linkTechnologys, operationalStatus, requestedStates } from '../value-maps.ts';

/** 1000BaseT (CIM schema, CIM_EthernetPort.PortType). */
const GIGABIT_ETHERNET = 53;
const GIGABIT = 1_000_000_000;
/** Bits a second of the adapter on the recorded device. */
const FASTEST = 2_500_000_000;

/** The wired adapter. */
export const ethernetPort: ClassDeclaration = {
  name: 'CIM_EthernetPort',
  uri: classUri('CIM_EthernetPort'),
  parent: 'CIM_NetworkPort',
  properties: [
    { name: 'Capabilities', type: 'uint16', array: true },
    { name: 'CapabilityDescriptions', type: 'string', array: true },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Description', type: 'string' },
    { name: 'DeviceID', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'EnabledCapabilities', type: 'uint16', array: true },
    { name: 'EnabledDefault', type: 'uint16', values: enabledDefaults },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'LinkTechnology', type: 'uint16', values: linkTechnologys },
    { name: 'MaxDataSize', type: 'uint32' },
    { name: 'MaxSpeed', type: 'uint64' },
    { name: 'NetworkAddresses', type: 'string', array: true },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'OtherEnabledCapabilities', type: 'string', array: true },
    { name: 'PortType', type: 'uint16' },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'Speed', type: 'uint64' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ state, holder }) => {
    const isUp = holder.lease?.() !== undefined || !state.network.dhcpEnabled;
    return [
      {
        ...elementKeys('CIM_EthernetPort', 'DeviceID', 'Intel(r) AMT Ethernet Port 0'),
        Description: 'Wired0',
        ElementName: 'Intel(r) AMT Ethernet Port',
        EnabledDefault: 5,
        EnabledState: 2,
        LinkTechnology: 2,
        MaxSpeed: FASTEST,
        NetworkAddresses: [plainMac(state.identity.wiredMac)],
        OperationalStatus: [0],
        PortType: GIGABIT_ETHERNET,
        RequestedState: 12,
        Speed: isUp ? GIGABIT : 0,
      },
    ];
  },
};
