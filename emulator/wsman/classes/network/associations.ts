import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { certificateContexts } from './ieee-8021x-fields.ts';
import { AMT_PROFILE_ID } from './ieee-8021x-profile.ts';
import { IPS_SETTINGS_ID } from './ips-ieee-8021x-settings.ts';

/** Certificates of the wired 802.1X profile, as seen from AMT_8021XProfile. */
export const amtIeee8021xCredentialContext: ClassDeclaration = {
  name: 'AMT_8021xCredentialContext',
  uri: classUri('AMT_8021xCredentialContext'),
  parent: 'CIM_CredentialContext',
  since: '6.0',
  properties: [
    { name: 'ElementInContext', type: 'reference', key: true },
    { name: 'ElementProvidingContext', type: 'reference', key: true },
    { name: 'Usage', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'documented',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  instances: ({ state }) =>
    certificateContexts('AMT_8021XProfile', AMT_PROFILE_ID, state.features.wired8021x.certificates),
};

/** Certificates of the wired 802.1X profile, as seen from IPS_IEEE8021xSettings. */
export const ipsIeee8021xCredentialContext: ClassDeclaration = {
  name: 'IPS_8021xCredentialContext',
  uri: classUri('IPS_8021xCredentialContext'),
  parent: 'CIM_CredentialContext',
  since: '8.0',
  properties: [
    { name: 'ElementInContext', type: 'reference', key: true },
    { name: 'ElementProvidingContext', type: 'reference', key: true },
    { name: 'Usage', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'documented',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate'],
  instances: ({ state }) =>
    certificateContexts('IPS_IEEE8021xSettings', IPS_SETTINGS_ID, state.features.wired8021x.certificates),
};
