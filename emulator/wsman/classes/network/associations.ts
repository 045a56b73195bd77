import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

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
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Pull'],
  instances: () => [],
};

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
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate'],
  instances: () => [],
};
