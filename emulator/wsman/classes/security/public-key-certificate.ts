import { printDistinguishedName } from '../../../codec/distinguished-name.ts';
import {
  deleteCertificate,
  readStored,
  replaceCertificate,
  type StoredCertificate,
} from '../../../device/trust/certificate-store.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { certificateId, certificateUris, handleOf } from './certificate-references.ts';
import { written } from '../refusal-answers.ts';

/** One certificate of the store. `TrustedRootCertficate` is how the firmware spells it. */
export const publicKeyCertificate: ClassDeclaration = {
  name: 'AMT_PublicKeyCertificate',
  uri: certificateUris.certificate,
  parent: 'CIM_Credential',
  properties: [
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'Handle in the store' },
    { name: 'Issuer', type: 'string', meaning: 'Distinguished name of the issuer' },
    { name: 'ReadOnlyCertificate', type: 'boolean', since: '16.1', meaning: 'Made by the firmware, cannot be changed' },
    { name: 'Subject', type: 'string', meaning: 'Distinguished name of the subject' },
    { name: 'TrustedRootCertficate', type: 'boolean', meaning: 'Added as a trusted root' },
    { name: 'X509Certificate', type: 'base64', access: 'read-write', meaning: 'The certificate, DER' },
  ],
  declaresCommon: true,
  readRealms: [3, 17, 18],
  writeRealms: [3],
  evidence: 'recorded',
  source: 'Intel AMT class reference, AMT_PublicKeyCertificate; public recordings of later releases',
  recorded: ['Delete', 'Enumerate', 'Get', 'Pull', 'Put'],
  instances: ({ state }) => state.certificates.certificates.map(instanceOf),
  put: ({ state, instant }, current, changes) => {
    const blob = changes['X509Certificate'];
    if (typeof blob !== 'string') return { kind: 'written', state };
    return written(replaceCertificate(state, instant, handleOf(current['InstanceID']) ?? -1, blob));
  },
  remove: ({ state }, current) => written(deleteCertificate(state, handleOf(current['InstanceID']) ?? -1)),
};

function instanceOf(stored: StoredCertificate): Instance {
  const certificate = readStored(stored);
  return {
    ElementName: 'Intel(r) AMT Certificate',
    InstanceID: certificateId(stored.handle),
    Issuer: printDistinguishedName(certificate.issuer),
    ReadOnlyCertificate: stored.isReadOnly,
    Subject: printDistinguishedName(certificate.subject),
    TrustedRootCertficate: stored.isTrustedRoot,
    X509Certificate: stored.der,
  };
}
