import { ipv6Of, putIpv6 } from '../../../device/network/ipv6-settings.ts';
import { NO_IPV6_ADDRESS } from '../../../device/network/ipv6-state.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { invalidValues, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { numberIn, textIn } from '../value-readings.ts';
import { interfaceOf, interfacesOf } from './interface-names.ts';

/** IPv6 settings of each interface. They are kept; no IPv6 network is modelled, so nothing is in use. */
export const ipv6PortSettings: ClassDeclaration = {
  name: 'IPS_IPv6PortSettings',
  uri: classUri('IPS_IPv6PortSettings'),
  parent: 'CIM_SettingData',
  since: '6.0',
  needs: 'ipv6',
  properties: [
    { name: 'CurrentAddressInfo', type: 'string', array: true },
    { name: 'CurrentDefaultRouter', type: 'string' },
    { name: 'CurrentPrimaryDNS', type: 'string' },
    { name: 'CurrentSecondaryDNS', type: 'string' },
    { name: 'DefaultRouter', type: 'string', access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    { name: 'IPv6Address', type: 'string', access: 'read-write' },
    { name: 'InstanceID', type: 'string', key: true },
    {
      name: 'InterfaceIDType',
      type: 'uint32',
      access: 'read-write',
      values: { 0: 'Random ID', 1: 'Intel ID (MAC based)', 2: 'Manual ID' },
    },
    { name: 'ManualInterfaceID', type: 'hex', access: 'read-write' },
    { name: 'PrimaryDNS', type: 'string', access: 'read-write' },
    { name: 'SecondaryDNS', type: 'string', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  storedOnly: true,
  instances: (context) =>
    interfacesOf(context).map((number) => {
      const settings = ipv6Of(context.state, number);
      const id = `Intel(r) IPS IPv6 Settings ${number}`;
      return {
        CurrentDefaultRouter: NO_IPV6_ADDRESS,
        CurrentPrimaryDNS: NO_IPV6_ADDRESS,
        CurrentSecondaryDNS: NO_IPV6_ADDRESS,
        DefaultRouter: settings.router,
        ElementName: id,
        IPv6Address: settings.address,
        InstanceID: id,
        InterfaceIDType: settings.interfaceIdType,
        ManualInterfaceID: settings.manualInterfaceId,
        PrimaryDNS: settings.primaryDns,
        SecondaryDNS: settings.secondaryDns,
      };
    }),
  put: ({ state }, current, changes) => {
    const number = interfaceOf(current);
    const before = ipv6Of(state, number);
    const step = putIpv6(state, number, {
      address: textIn(changes, 'IPv6Address') ?? before.address,
      router: textIn(changes, 'DefaultRouter') ?? before.router,
      primaryDns: textIn(changes, 'PrimaryDNS') ?? before.primaryDns,
      secondaryDns: textIn(changes, 'SecondaryDNS') ?? before.secondaryDns,
      interfaceIdType: numberIn(changes, 'InterfaceIDType') ?? before.interfaceIdType,
      manualInterfaceId: textIn(changes, 'ManualInterfaceID') ?? before.manualInterfaceId,
    });
    return step.ok ? written(step) : invalidValues(step.refusal);
  },
};
