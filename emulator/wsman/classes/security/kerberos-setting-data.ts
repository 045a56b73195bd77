import type { KerberosPassphraseState } from '../../../device/accounts/kerberos-passphrase.ts';
import { putKerberosSettings, setCredentialCache, type KerberosChange } from '../../../device/accounts/kerberos.ts';
import type { KerberosState } from '../../../device/state.ts';
import type { ClassDeclaration, Instance, Value } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';
import { configuredEncryptionAlgorithms } from '../value-maps.ts';

const PT_ADMINISTRATION = 3;
const RC4 = 0;
const AES128 = 1;
const AES256 = 2;

/**
 * Kerberos of the device: it is a service with a key that the directory also knows. From 8.0 on keys can come from a
 * passphrase instead. Keys and passphrases can be written, never read.
 */
export const kerberosSettingData: ClassDeclaration = {
  name: 'AMT_KerberosSettingData',
  uri: 'http://intel.com/wbem/wscim/1/amt-schema/1/AMT_KerberosSettingData',
  parent: 'CIM_SettingData',
  properties: [
    {
      name: 'ConfiguredEncryptionAlgorithms',
      type: 'uint16',
      array: true,
      access: 'read-write',
      since: '8.0',
      values: configuredEncryptionAlgorithms,
      meaning: 'Algorithms there are keys for; what is written is ignored',
    },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'EncryptionAlgorithm', type: 'uint16', access: 'read-write', meaning: '0 RC4-HMAC' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'The one instance; mind the blank in it' },
    { name: 'IterationCount', type: 'uint32', access: 'read-write', since: '8.0', meaning: 'Of the derivation' },
    { name: 'KeyVersion', type: 'uint32', access: 'read-write', meaning: 'Version number of the key, only kept' },
    { name: 'KrbEnabled', type: 'boolean', access: 'read-write', required: true, meaning: 'Kerberos logins on' },
    { name: 'MasterKey', type: 'base64', access: 'write', meaning: 'RC4-HMAC key, 16 octets' },
    {
      name: 'MaximumClockTolerance',
      type: 'uint32',
      access: 'read-write',
      meaning: 'Allowed clock difference, minutes',
    },
    { name: 'Passphrase', type: 'string', access: 'write', since: '8.0', meaning: 'Keys are derived from it' },
    { name: 'RealmName', type: 'string', access: 'read-write', meaning: 'Kerberos realm' },
    { name: 'Salt', type: 'string', access: 'read-write', since: '8.0', meaning: 'Of the derivation' },
    {
      name: 'ServicePrincipalName',
      type: 'string',
      array: true,
      access: 'read-write',
      meaning: 'Principals the device answers for',
    },
    {
      name: 'ServicePrincipalProtocol',
      type: 'uint16',
      array: true,
      access: 'read-write',
      meaning: 'Of the principal at the same place: 0 HTTP, 1 HTTPS, 2 redirection, 3 redirection over TLS',
    },
    {
      name: 'SupportedEncryptionAlgorithms',
      type: 'uint16',
      array: true,
      since: '8.0',
      values: configuredEncryptionAlgorithms,
    },
  ],
  methods: [
    {
      name: 'GetCredentialCacheState',
      input: [],
      output: [{ name: 'Enabled', type: 'boolean' }],
      realms: [PT_ADMINISTRATION],
      meaning: 'Whether Kerberos logins are cached',
      call: ({ state }) => ({
        kind: 'returned',
        value: 0,
        outputs: { Enabled: state.kerberos.credentialCacheEnabled },
      }),
    },
    {
      name: 'SetCredentialCacheState',
      input: [
        { name: 'Enable', type: 'boolean' },
        { name: 'Enabled', type: 'boolean' },
      ],
      output: [],
      realms: [PT_ADMINISTRATION],
      meaning: 'Switches the cache; clients write either name',
      call: ({ state }, input) => {
        const enable = input['Enable'] ?? input['Enabled'];
        if (typeof enable !== 'boolean')
          return {
            kind: 'fault',
            fault: 'InvalidRepresentation',
            detail: 'MissingValues',
            code: 'kerberos.cache.no-argument',
          };
        return returned(setCredentialCache(state, enable), () => ({}));
      },
    },
  ],
  declaresCommon: false,
  readRealms: [PT_ADMINISTRATION],
  writeRealms: [PT_ADMINISTRATION],
  needs: 'kerberos',
  evidence: 'recorded',
  source: 'Intel AMT class reference, AMT_KerberosSettingData; public recordings of later releases',
  recorded: ['Enumerate', 'Get', 'Pull', 'GetCredentialCacheState'],
  instances: ({ state }) => [instanceOf(state.kerberos, state.features.kerberosPassphrase)],
  put: ({ state }, _current, changes) => written(putKerberosSettings(state, changeOf(changes))),
};

function changeOf(changes: Instance): KerberosChange {
  const names = changes['ServicePrincipalName'];
  const protocols = changes['ServicePrincipalProtocol'];
  return {
    enabled: changes['KrbEnabled'] === true,
    realmName: textOf(changes['RealmName']),
    principalNames: Array.isArray(names) ? names.map(String) : undefined,
    principalProtocols: Array.isArray(protocols) ? protocols.map(Number) : undefined,
    keyVersion: numberOf(changes['KeyVersion']),
    encryptionAlgorithm: numberOf(changes['EncryptionAlgorithm']),
    masterKey: textOf(changes['MasterKey']),
    maximumClockToleranceMinutes: numberOf(changes['MaximumClockTolerance']),
    passphrase: textOf(changes['Passphrase']),
    salt: textOf(changes['Salt']),
    iterationCount: numberOf(changes['IterationCount']),
  };
}

/** Settings that were never written are absent, as recorded on a device without Kerberos. */
function instanceOf(kerberos: KerberosState, derivation: KerberosPassphraseState): Instance {
  const fixed = {
    ElementName: 'Intel(r) AMT: Kerberos Settings',
    InstanceID: 'Intel (r) AMT: Kerberos Settings',
    KrbEnabled: kerberos.enabled,
    SupportedEncryptionAlgorithms: [RC4, AES128, AES256],
  };
  if (kerberos.realmName === '') return fixed;
  const principals = kerberos.servicePrincipals;
  const derived =
    derivation.passphrase === ''
      ? { ConfiguredEncryptionAlgorithms: [RC4] }
      : {
          ConfiguredEncryptionAlgorithms: [RC4, AES128, AES256],
          IterationCount: derivation.iterationCount,
          Salt: derivation.salt,
        };
  return {
    ...fixed,
    ...derived,
    EncryptionAlgorithm: kerberos.encryptionAlgorithm,
    KeyVersion: kerberos.keyVersion,
    MaximumClockTolerance: kerberos.maximumClockToleranceMinutes,
    RealmName: kerberos.realmName,
    ServicePrincipalName: principals.length === 0 ? undefined : principals.map(({ name }) => name),
    ServicePrincipalProtocol: principals.length === 0 ? undefined : principals.map(({ protocol }) => protocol),
  };
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
