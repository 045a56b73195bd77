import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** That ciphers run in hardware. */
export const cryptographicCapabilities: ClassDeclaration = {
  name: 'AMT_CryptographicCapabilities',
  uri: classUri('AMT_CryptographicCapabilities'),
  parent: 'CIM_Capabilities',
  properties: [
    { name: 'ElementName', type: 'string' },
    { name: 'HardwareAcceleration', type: 'uint32' },
    { name: 'InstanceID', type: 'string', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [
    {
      ElementName: 'Intel(r) AMT: Cryptographic Capabilities',
      HardwareAcceleration: 1,
      InstanceID: 'Intel(r) AMT: Cryptographic Capabilities 0',
    },
  ],
};
