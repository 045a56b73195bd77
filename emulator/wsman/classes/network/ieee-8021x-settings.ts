import { orderedProfiles } from '../../../device/network/wireless.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { partShown } from './ieee-8021x-fields.ts';
import { serverCertificateNameComparisons, supportedAuthenticationProtocols } from '../value-maps.ts';

/** InstanceID of the 802.1X part of a wireless profile, whatever the console called it. */
export function ieee8021xSettingsId(profileName: string): string {
  return `Intel(r) AMT:IEEE 802.1x Settings ${profileName}`;
}

/** 802.1X parts of the wireless profiles; the wired profile follows as IPS_IEEE8021xSettings. */
export const ieee8021xSettings: ClassDeclaration = {
  name: 'CIM_IEEE8021xSettings',
  uri: classUri('CIM_IEEE8021xSettings'),
  parent: 'CIM_SettingData',
  since: '4.0',
  properties: [
    { name: 'ActiveInS0', type: 'boolean', access: 'write', meaning: 'Not in the schema; consoles send it' },
    { name: 'AuthenticationProtocol', type: 'uint16', access: 'read-write', values: supportedAuthenticationProtocols },
    { name: 'Domain', type: 'string', access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PACPassword', type: 'string', access: 'write', maxLength: 256 },
    { name: 'PSK', type: 'base64', access: 'write' },
    { name: 'Password', type: 'string', access: 'write', maxLength: 32 },
    { name: 'ProtectedAccessCredential', type: 'base64', access: 'write' },
    { name: 'RoamingIdentity', type: 'string', access: 'read-write' },
    { name: 'ServerCertificateName', type: 'string', access: 'read-write' },
    {
      name: 'ServerCertificateNameComparison',
      type: 'uint16',
      access: 'read-write',
      values: serverCertificateNameComparisons,
    },
    { name: 'Username', type: 'string', access: 'read-write' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  instances: ({ state }) =>
    orderedProfiles(state)
      .filter(({ ieee8021x }) => ieee8021x !== undefined)
      .map(({ name, ieee8021x }) => ({
        ...partShown(ieee8021x),
        ElementName: name,
        InstanceID: ieee8021xSettingsId(name),
      })),
};
