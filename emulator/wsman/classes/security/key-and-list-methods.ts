import { addCrl, resetCrls } from '../../../device/trust/crl-list.ts';
import { generateKeyPair, signRequest } from '../../../device/trust/key-pair.ts';
import type { MethodDeclaration } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import { realm } from '../service-shape.ts';
import { signingMechanisms } from '../value-maps.ts';
import { numberIn, textIn } from '../value-readings.ts';
import {
  certificateUris,
  keyHandleOf,
  keyId,
  referenceTo,
  revocationListId,
  textsIn,
} from './certificate-references.ts';

const STATUSES = [0, 1, 16, 23, 36, 38, 2058, 2062, 2063, 2066, 2082];

/** Methods of AMT_PublicKeyManagementService about revocation lists. */
export const revocationMethods: readonly MethodDeclaration[] = [
  {
    name: 'AddCRL',
    input: [
      { name: 'Url', type: 'string' },
      { name: 'SerialNumbers', type: 'string', array: true, required: true },
    ],
    output: [{ name: 'CRL', type: 'reference' }],
    realms: [realm.administration],
    returns: STATUSES,
    meaning: 'Adds the revoked serial numbers of one issuer',
    call: ({ state }, input) =>
      returned(
        addCrl(state, { url: textIn(input, 'Url') ?? '', serialNumbers: textsIn(input, 'SerialNumbers') ?? [] }),
        (handle) => ({ CRL: referenceTo(certificateUris.revocationList, revocationListId(handle)) }),
      ),
  },
  {
    name: 'ResetCRLList',
    input: [],
    output: [],
    realms: [realm.administration],
    returns: STATUSES,
    meaning: 'Drops every revocation list',
    call: ({ state }) => returned(resetCrls(state), () => ({})),
  },
];

/** Methods of AMT_PublicKeyManagementService about keys that the device makes itself. */
export const keyPairMethods: readonly MethodDeclaration[] = [
  {
    name: 'GenerateKeyPair',
    since: '6.2',
    needs: 'generate-key-pair',
    input: [
      { name: 'KeyAlgorithm', type: 'uint32', required: true, values: { 0: 'RSA' } },
      { name: 'KeyLength', type: 'uint32', required: true },
    ],
    output: [{ name: 'KeyPair', type: 'reference' }],
    realms: [realm.administration],
    returns: STATUSES,
    meaning: 'Makes a key pair in the store',
    call: ({ state, instant, holder }, input) => {
      const order = { algorithm: numberIn(input, 'KeyAlgorithm') ?? -1, bits: numberIn(input, 'KeyLength') ?? 0 };
      const makeKey = holder.rsaPrivateKey?.bind(holder);
      return returned(generateKeyPair(state, instant, order, makeKey), (handle) => ({
        KeyPair: referenceTo(certificateUris.key, keyId(handle)),
      }));
    },
  },
  {
    name: 'GeneratePKCS10Request',
    since: '6.2',
    needs: 'generate-key-pair',
    input: [
      { name: 'KeyPair', type: 'reference' },
      { name: 'DNName', type: 'string' },
      { name: 'Usage', type: 'uint32' },
    ],
    output: [],
    realms: [realm.administration],
    returns: STATUSES,
    meaning: 'Older form, whose answer has no place for the request',
  },
  {
    name: 'GeneratePKCS10RequestEx',
    since: '6.2',
    needs: 'generate-key-pair',
    input: [
      { name: 'KeyPair', type: 'reference', required: true },
      { name: 'SigningAlgorithm', type: 'uint32', required: true, values: signingMechanisms },
      { name: 'NullSignedCertificateRequest', type: 'base64', required: true },
    ],
    output: [{ name: 'SignedCertificateRequest', type: 'base64' }],
    realms: [realm.administration],
    returns: STATUSES,
    meaning: 'Signs a certification request with a key of the store',
    call: ({ state, instant }, input) =>
      returned(
        signRequest(state, instant, {
          keyHandle: keyHandleOf(input['KeyPair']),
          signingAlgorithm: numberIn(input, 'SigningAlgorithm') ?? -1,
          request: textIn(input, 'NullSignedCertificateRequest') ?? '',
        }),
        (signed) => ({ SignedCertificateRequest: signed }),
      ),
  },
];
