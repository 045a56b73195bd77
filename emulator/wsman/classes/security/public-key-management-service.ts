import { addCertificate, addKey, addTrustedRoot } from '../../../device/trust/certificate-store.ts';
import type { DeviceState } from '../../../device/state.ts';
import type { Instant, Step } from '../../../device/step.ts';
import type { CallContext, ClassDeclaration, Instance, MethodDeclaration, MethodResult } from '../../declaration.ts';
import { keyPairMethods, revocationMethods } from './key-and-list-methods.ts';
import { certificateId, certificateUris, keyId, referenceTo } from './certificate-references.ts';
import { returned } from '../refusal-answers.ts';

const PT_ADMINISTRATION = 3;

type Add = (state: DeviceState, instant: Instant, blob: string) => Step<number>;

/** The certificate store's front door: keys and certificates come in as method calls, and go by Delete on the instance. */
export const publicKeyManagementService: ClassDeclaration = {
  name: 'AMT_PublicKeyManagementService',
  uri: certificateUris.management,
  parent: 'CIM_CredentialManagementService',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true, meaning: 'Class of the instance' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'EnabledDefault', type: 'uint16', meaning: '5 not applicable' },
    { name: 'EnabledState', type: 'uint16', meaning: '5 not applicable' },
    { name: 'Name', type: 'string', key: true, meaning: 'Name of the service' },
    { name: 'RequestedState', type: 'uint16', meaning: '12 not applicable' },
    { name: 'SystemCreationClassName', type: 'string', key: true, meaning: 'Class of the system' },
    { name: 'SystemName', type: 'string', key: true, meaning: 'Name of the system' },
  ],
  methods: [
    adder('AddCertificate', 'CertificateBlob', 'Stores a certificate, DER', addCertificate, createdCertificate),
    adder('AddTrustedRootCertificate', 'CertificateBlob', 'Stores a root, DER', addTrustedRoot, createdCertificate),
    adder('AddKey', 'KeyBlob', 'Stores an RSA private key, PKCS#1 DER', addKey, createdKey),
    ...revocationMethods,
    ...keyPairMethods,
  ],
  declaresCommon: true,
  readRealms: [PT_ADMINISTRATION],
  writeRealms: [PT_ADMINISTRATION],
  evidence: 'recorded',
  source: 'Intel AMT class reference, AMT_PublicKeyManagementService; public recordings of later releases',
  recorded: [
    'Enumerate',
    'Get',
    'Pull',
    'AddCertificate',
    'AddKey',
    'AddTrustedRootCertificate',
    'GenerateKeyPair',
    'GeneratePKCS10RequestEx',
  ],
  instances: () => [
    {
      CreationClassName: 'AMT_PublicKeyManagementService',
      ElementName: 'Intel(r) AMT Certificate Store Service',
      EnabledDefault: 5,
      EnabledState: 5,
      Name: 'Intel(r) AMT Public Key Management Service',
      RequestedState: 12,
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'Intel(r) AMT',
    },
  ],
};

function createdCertificate(handle: number): Instance {
  return { CreatedCertificate: referenceTo(certificateUris.certificate, certificateId(handle)) };
}

/**
 * The class of key pairs, as the class reference types the parameter and as the answer reads that rpc-go publishes
 * octet by octet; the reindented one of go-wsman-messages names the class of certificates.
 */
function createdKey(handle: number): Instance {
  return { CreatedKey: referenceTo(certificateUris.key, keyId(handle)) };
}

function adder(
  name: string,
  parameter: string,
  meaning: string,
  add: Add,
  created: (handle: number) => Instance,
): MethodDeclaration {
  const output = name === 'AddKey' ? 'CreatedKey' : 'CreatedCertificate';
  return {
    name,
    input: [{ name: parameter, type: 'base64', required: true }],
    output: [{ name: output, type: 'reference' }],
    realms: [PT_ADMINISTRATION],
    meaning,
    call: ({ state, instant }: CallContext, input: Instance): MethodResult => {
      const blob = input[parameter];
      return returned(add(state, instant, typeof blob === 'string' ? blob : ''), created);
    },
  };
}
