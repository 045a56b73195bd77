import { deleteKey, publicHalf } from '../../../device/trust/certificate-store.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { certificateUris, handleOf, keyId } from './certificate-references.ts';
import { written } from '../refusal-answers.ts';

/** One RSA key of the store. Reading gives the public half only. */
export const publicPrivateKeyPair: ClassDeclaration = {
  name: 'AMT_PublicPrivateKeyPair',
  uri: certificateUris.key,
  parent: 'CIM_Credential',
  properties: [
    { name: 'DERKey', type: 'base64', meaning: 'Public key, PKCS#1 DER' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'Handle in the store' },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: 'Intel AMT class reference, AMT_PublicPrivateKeyPair; public recordings of later releases',
  recorded: ['Delete', 'Enumerate', 'Get', 'Pull'],
  instances: ({ state }) =>
    state.certificates.keys.map((key) => ({
      DERKey: publicHalf(key),
      ElementName: 'Intel(r) AMT Key',
      InstanceID: keyId(key.handle),
    })),
  remove: ({ state }, current) => written(deleteKey(state, handleOf(current['InstanceID']) ?? -1)),
};
