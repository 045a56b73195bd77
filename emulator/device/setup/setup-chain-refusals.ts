const REFERENCE_GUIDE = 'Intel AMT Implementation and Reference Guide, remote setup and configuration';
const CM_CERTIFICATES =
  'Configuration Manager 2007: Certificate Requirements for Native Mode and Out of Band Management';

/** Reason codes for which a setup chain is refused, in the order in which the rules are asked. */
export type ChainRefusalCode =
  | 'setup.chain.no-certificate'
  | 'setup.chain.too-long'
  | 'setup.chain.malformed'
  | 'setup.chain.root-missing'
  | 'setup.chain.no-root-match'
  | 'setup.chain.root-inactive'
  | 'setup.chain.bad-signature'
  | 'setup.chain.no-server-auth-eku'
  | 'setup.chain.no-oid-no-ou'
  | 'setup.chain.no-suffix'
  | 'setup.chain.suffix-mismatch'
  | 'setup.chain.key-size'
  | 'setup.chain.weak-hash'
  | 'setup.chain.outside-validity';

export interface ChainRefusal {
  readonly code: ChainRefusalCode;
  /** One line for people. */
  readonly explanation: string;
  readonly source: string;
}

/** Every reason for which a setup chain is refused, for documentation and for tools that explain a refusal. */
export const chainRefusals: readonly ChainRefusal[] = [
  {
    code: 'setup.chain.no-certificate',
    explanation: 'The setup server presented no certificate in the TLS handshake.',
    source: REFERENCE_GUIDE,
  },
  {
    code: 'setup.chain.too-long',
    explanation: 'The chain holds more certificates than the firmware has room for.',
    source: `${REFERENCE_GUIDE} (a limit exists; its number is assumed)`,
  },
  {
    code: 'setup.chain.malformed',
    explanation: 'A certificate of the chain is not an X.509 certificate.',
    source: 'RFC 5280, 4.1',
  },
  {
    code: 'setup.chain.root-missing',
    explanation:
      'The chain does not end in a self-signed root. The root itself must be in the handshake message, a known issuer is not enough.',
    source: REFERENCE_GUIDE,
  },
  {
    code: 'setup.chain.no-root-match',
    explanation: 'The hash of the root certificate is not in the list of trusted root hashes.',
    source: REFERENCE_GUIDE,
  },
  {
    code: 'setup.chain.root-inactive',
    explanation: 'The hash of the root certificate is in the list, but switched off.',
    source: REFERENCE_GUIDE,
  },
  {
    code: 'setup.chain.bad-signature',
    explanation: 'A certificate of the chain was not issued by the one after it.',
    source: REFERENCE_GUIDE,
  },
  {
    code: 'setup.chain.no-server-auth-eku',
    explanation: 'The leaf lacks the extended key usage Server Authentication (1.3.6.1.5.5.7.3.1).',
    source: CM_CERTIFICATES,
  },
  {
    code: 'setup.chain.no-oid-no-ou',
    explanation:
      'The leaf has neither the extended key usage 2.16.840.1.113741.1.2.3 nor exactly the organizational unit "Intel(R) Client Setup Certificate".',
    source: CM_CERTIFICATES,
  },
  {
    code: 'setup.chain.no-suffix',
    explanation: 'The device knows no DNS suffix, neither from MEBx nor from DHCP option 15.',
    source: 'Configuration Manager 2007: About DNS and DHCP for Out of Band Management',
  },
  {
    code: 'setup.chain.suffix-mismatch',
    explanation: 'The common name of the leaf does not lie in the DNS domain of the device.',
    source: REFERENCE_GUIDE,
  },
  {
    code: 'setup.chain.key-size',
    explanation: 'A public key of the chain is not RSA of a length that the firmware handles.',
    source: CM_CERTIFICATES,
  },
  {
    code: 'setup.chain.weak-hash',
    explanation: 'A certificate of the chain, the root included, is signed over SHA-1 or a weaker hash.',
    source: `${REFERENCE_GUIDE} (from CSME 15 and 16)`,
  },
  {
    code: 'setup.chain.outside-validity',
    explanation:
      'A certificate of the chain is outside its validity by the clock of the device. Noted in the provisioning record; refused only by strict firmware.',
    source: 'Intel AMT class reference, IPS_TLSProvisioningRecord.IsTimeValid',
  },
];
