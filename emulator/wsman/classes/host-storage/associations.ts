import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** Certificate that signs postures; none are signed, so there is no instance. */
export const eacCredentialContext: ClassDeclaration = {
  name: 'AMT_EACCredentialContext',
  uri: classUri('AMT_EACCredentialContext'),
  parent: 'CIM_CredentialContext',
  needs: 'endpoint-access-control',
  since: '6.0',
  properties: [
    { name: 'ElementInContext', type: 'reference', key: true },
    { name: 'ElementProvidingContext', type: 'reference', key: true },
    { name: 'Usage', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3, 17, 18],
  writeRealms: [3, 17, 18],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
