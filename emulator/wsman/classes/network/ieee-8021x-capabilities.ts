import { eapProtocols } from '../../../device/network/network-8021x-part.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { interfacesOf } from './interface-names.ts';
import { supportedAuthenticationProtocols } from '../value-maps.ts';

/** What the interfaces can do of 802.1X. That there is one instance an interface is documented, its values are not. */
export const ieee8021xCapabilities: ClassDeclaration = {
  name: 'CIM_IEEE8021xCapabilities',
  uri: classUri('CIM_IEEE8021xCapabilities'),
  parent: 'CIM_Capabilities',
  since: '4.0',
  properties: [
    { name: 'FastRoamingSupported', type: 'boolean' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'RoamingSupported', type: 'boolean' },
    { name: 'SupportedAuthenticationProtocols', type: 'uint16', array: true, values: supportedAuthenticationProtocols },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: `${CLASS_REFERENCE}; the name of the instance and its values are assumed`,
  instances: (context) =>
    interfacesOf(context).map((number) => ({
      FastRoamingSupported: false,
      InstanceID: `Intel(r) AMT:IEEE 802.1x Capabilities ${number}`,
      RoamingSupported: number === 1,
      SupportedAuthenticationProtocols: eapProtocols,
    })),
};
