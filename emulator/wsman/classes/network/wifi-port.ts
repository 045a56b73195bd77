import { plainMac, wirelessMacOf } from '../../../device/network/network-interfaces.ts';
import { requestWirelessPortState, wirelessPortState } from '../../../device/network/wireless.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, ValueMap } from '../../declaration.ts';
import { refusedTimeout, returned } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';
import { elementKeys } from './interface-names.ts';
import { healthStates, linkTechnologys, portTypes, requestedStates } from '../value-maps.ts';

const portStates: ValueMap = { 3: 'Disabled', 32768: 'Enabled in S0', 32769: 'Enabled in S0 and Sx/AC' };

/** The wireless adapter. Only its switch is modelled; it never finds an access point. */
export const wifiPort: ClassDeclaration = {
  name: 'CIM_WiFiPort',
  uri: classUri('CIM_WiFiPort'),
  parent: 'CIM_NetworkPort',
  since: '4.0',
  needs: 'wireless',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DeviceID', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    {
      name: 'EnabledState',
      type: 'uint16',
      values: portStates,
    },
    { name: 'HealthState', type: 'uint16', values: healthStates },
    { name: 'LinkTechnology', type: 'uint16', values: linkTechnologys },
    { name: 'MaxSpeed', type: 'uint64' },
    { name: 'NetworkAddresses', type: 'string', array: true },
    { name: 'PermanentAddress', type: 'string' },
    { name: 'PortType', type: 'uint16', values: portTypes },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'Speed', type: 'uint64' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'RequestStateChange',
      input: [
        { name: 'RequestedState', type: 'uint16', required: true, values: portStates },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      meaning: 'Switches the wireless port: 3 off, 32768 on in S0, 32769 on in S0 and in Sx on AC power',
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      call: ({ state }, input) =>
        input['TimeoutPeriod'] === undefined
          ? returned(requestWirelessPortState(state, numberIn(input, 'RequestedState') ?? 0), () => ({}))
          : refusedTimeout('wifi.port.timeout'),
    },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'RequestStateChange', 'Pull'],
  instances: ({ state, instant }) => {
    const portState = wirelessPortState(state, instant.profile);
    return [
      {
        ...elementKeys('CIM_WiFiPort', 'DeviceID', 'WiFi Port 0'),
        ElementName: 'WiFi Port 0',
        EnabledState: portState,
        HealthState: 5,
        LinkTechnology: 11,
        PermanentAddress: plainMac(wirelessMacOf(state.identity)),
        PortType: 0,
        RequestedState: portState,
      },
    ];
  },
};
