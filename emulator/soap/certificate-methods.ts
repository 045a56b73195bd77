import { addCertificate } from '../device/trust/certificate-store.ts';
import { refused } from '../device/step.ts';
import { putTlsSettings } from '../device/trust/tls-settings.ts';
import { numberIn, text, textIn, textsIn } from './arguments.ts';
import type { SoapMethod, SoapOutput, SoapResult, SoapContext } from './declaration.ts';
import { administratorMethod, answerOf, resultOf } from './step-answer.ts';

/** PT_STATUS INVALID_HANDLE: what a number without an entry answers here, not "not found". */
const INVALID_HANDLE = 2053;

/** Numbers that a published imitation of release 3.0.5 answers with and that no profile has. */
const CRL_STORE_BYTES = 1424;
const ROOT_BYTES = 1500;
const SUFFIX_LENGTH = 63;
const SUFFIXES = 4;

const algorithmNumbers = { sha1: 1, sha256: 2, sha384: 3 } as const;

/** Certificates, trusted names and root hashes. */
export const certificateMethods: readonly SoapMethod[] = [
  administratorMethod('GetPkiCapabilities', 'recorded', [], ({ instant }) => {
    const { limits } = instant.profile;
    const capabilities: readonly SoapOutput[] = [
      ['CrlStoreSize', String(CRL_STORE_BYTES)],
      ['RootCertMaxSize', String(ROOT_BYTES)],
      ['RootCertMaxInstances', String(limits.trustedRoots)],
      ['FqdnSuffixMaxEntries', String(SUFFIXES)],
      ['FqdnSuffixMaxEntryLength', String(SUFFIX_LENGTH)],
      ['CertChainMaxSize', String(limits.certificateBytes)],
      ...limits.rsaKeyBits.map((bits): SoapOutput => ['SupportedKeyLengths', String(bits)]),
    ];
    return { status: 0, outputs: [['PkiCaps', capabilities]] };
  }),
  administratorMethod('CertStoreAddCertificate', 'assumed', [text('CertificateBlob')], ({ state, instant }, input) =>
    answerOf(addCertificate(state, instant, textIn(input, 'CertificateBlob') ?? ''), (handle) => [
      ['CertHandle', String(handle)],
    ]),
  ),
  administratorMethod(
    'SetTrustedFqdnCN',
    'assumed',
    [{ name: 'FqdnSuffix', optional: true, many: true }],
    ({ state }, input) => {
      const { enabled } = state.tls.pending.remote;
      return resultOf(putTlsSettings(state, 'remote', { enabled, trustedCn: textsIn(input, 'FqdnSuffix') }));
    },
  ),
  administratorMethod('EnumerateCertificateHashEntries', 'assumed', [], ({ state }) => ({
    status: 0,
    outputs: [['Handles', state.setup.hashes.map((_, index): SoapOutput => ['Handle', String(index + 1)])]],
  })),
  administratorMethod('GetCertificateHashEntry', 'assumed', [text('Handle')], (context, input) =>
    hashEntry(context, numberIn(input, 'Handle') ?? 0),
  ),
];

function hashEntry({ state }: SoapContext, handle: number): SoapResult {
  const hash = state.setup.hashes[handle - 1];
  if (hash === undefined) return resultOf(refused(INVALID_HANDLE, 'soap.hash.handle', { handle }));
  return {
    status: 0,
    outputs: [
      ['Name', hash.name],
      ['IsDefault', String(hash.isDefault)],
      ['IsActive', String(hash.isActive)],
      ['HashAlgorithm', String(algorithmNumbers[hash.algorithm])],
      ['CertificateHash', Buffer.from(hash.hex, 'hex').toString('base64')],
    ],
  };
}
