import { recordedPower } from './power-schemes.ts';
import { evolved } from './profile-changes.ts';
import type { FirmwareProfile } from './profile.ts';
import { release52 } from './release-5-2.ts';
import { firstRootHashes, laterRootHashes } from './root-hashes.ts';
import { softwareIdentities } from './software-identities.ts';

const REALMS: readonly number[] = [...Array.from({ length: 20 }, (_, index) => index + 2), 24];

/** Notebooks and desktops of 2010: KVM, IPv6, user consent, the operating system's own account, larger keys. */
export const release62: FirmwareProfile = evolved(release52, {
  release: '6.2',
  version: '6.2.0',
  softwareIdentities: softwareIdentities('6.2.0', '1022', 8),
  gains: [
    'wireless',
    'wireless-profile-sync',
    'kvm',
    'ipv6',
    'user-consent',
    'host-based-setup',
    'os-administrator',
    'generate-key-pair',
    'login-cache',
  ],
  loses: ['small-business-mode'],
  rootHashes: [...firstRootHashes, ...laterRootHashes],
  setup: {
    suffixPolicy: 'tld-table',
    allowedKeyBits: [1024, 1536, 2048, 4096],
    selfSignedKeyBits: 2048,
    clientCertificateIsEnough: true,
    hashAlgorithms: ['sha1', 'sha256', 'sha384'],
  },
  accounts: { realms: REALMS, passwordModel: 1, mebxPasswordPolicy: 'anytime' },
  power: recordedPower,
  http: { legacyAnswerPrefix: 'b', dashPorts: true },
  tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' },
  limits: { rsaKeyBits: [1024, 1536, 2048, 4096] },
  outdated: [
    'third-party storage: limits, permissions, time limits and which status refuses what',
    'root hashes: five SHA-1 entries and their order',
    'bare-metal window of 24 hours of powered time',
    'domain suffix: the last two labels are compared',
    'provisioning keys of 1024 to 2048 bit',
    'RSA 1024 for the run-time self-signed certificate',
    'digest login is demanded inside a proved setup session',
    'TLS 1.0 only',
    'the network administrator follows the MEBx password until it is set on its own',
    'SetMEBxPassword is accepted only while the MEBx password is the default and setup is PKI',
    'power packages offered',
    'Sku and build number of CIM_SoftwareIdentity',
    'version 5.2.0',
    'prefix s0 in legacy SOAP answers',
  ],
  learned: [
    { what: 'version 6.2.0 and its build number', evidence: 'assumed', source: 'no recording of this line' },
    { what: 'prefix b in legacy SOAP answers', evidence: 'recorded', source: 'captures of 6 to 8 by a public client' },
    {
      what: 'root hashes: six SHA-1 entries',
      evidence: 'assumed',
      source: 'a listing of 7.0 begins with the first four; what else joined between 2009 and 2015 is not published',
    },
    {
      what: 'a bare-metal window of 24 hours of powered time on a new machine',
      evidence: 'assumed',
      source: 'some manufacturers shipped it, one shipped 0 on its notebooks of these years',
    },
    {
      what: 'domain suffix: labels are dropped as a table of top-level domains says',
      evidence: 'assumed',
      source: 'a setup server by an Intel engineer carries this table',
    },
    {
      what: 'provisioning keys up to 4096 bit',
      evidence: 'documented',
      source: 'Configuration Manager: PKI Certificate Requirements',
    },
    { what: 'RSA 2048 for the run-time self-signed certificate', evidence: 'assumed', source: 'no published length' },
    {
      what: 'a proved setup session needs no digest login',
      evidence: 'assumed',
      source: 'setup servers for 6 and later send none',
    },
    {
      what: 'TLS 1.0 and 1.1',
      evidence: 'assumed',
      source: 'Intel release tables end both later; the first release with 1.1 is not published',
    },
    {
      what: 'SHA-256 and SHA-384 entries can be added to the root hash list',
      evidence: 'documented',
      source: 'AMT_ProvisioningCertificateHash, HashType',
    },
    {
      what: 'separate administrator and MEBx passwords (PasswordModel 1)',
      evidence: 'recorded',
      source:
        'AMT_SetupAndConfigurationService of later releases; Small Business mode, which coupled them, ended with 6.0',
    },
    {
      what: 'SetMEBxPassword is accepted at any time',
      evidence: 'assumed',
      source: 'one of three documented policies; a large manufacturer ships it',
    },
    {
      what: 'login cache on TLS connections',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide',
    },
    {
      what: 'realm 24 of local system users',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, realms (6.1)',
    },
    {
      what: 'two power packages of a notebook',
      evidence: 'recorded',
      source: 'AMT_SystemPowerScheme of a later release; the choice differs by manufacturer',
    },
    {
      what: 'WS-Management on 623 and 664 as well (DMTF DASH)',
      evidence: 'assumed',
      source:
        'the description of AcceptNonSecureConnections names 623 beside 16992; the first release is not published',
    },
    {
      what: 'KVM, IPv6, user consent, wireless with profile synchronisation, host-based setup, device-made keys',
      evidence: 'documented',
      source: 'Intel AMT Implementation and Reference Guide, features by release (6.0 to 6.2)',
    },
    {
      what: 'one profile for notebooks and desktops: it has wireless and the power packages of a notebook',
      evidence: 'assumed',
      source: 'from 6.0 both have the same firmware; what the board has is the choice of this package',
    },
    { what: 'keys of 4096 bit in the key store', evidence: 'assumed', source: 'as for the setup certificate' },
  ],
});
