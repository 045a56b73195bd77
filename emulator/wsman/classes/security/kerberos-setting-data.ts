import { putKerberosSettings, setCredentialCache, type KerberosChange } from '../../../device/kerberos.ts';
import type { KerberosState } from '../../../device/state.ts';
import type { ClassDeclaration, Instance, Value } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';

const PT_ADMINISTRATION = 3;

/**
 * Kerberos of the device: it is a service with a key that the directory also knows. The properties are those before
 * release 8.0, which added key derivation from a passphrase. The key can be written, never read.
 */
export const kerberosSettingData: ClassDeclaration = {
  name: 'AMT_KerberosSettingData',
  uri: 'http://intel.com/wbem/wscim/1/amt-schema/1/AMT_KerberosSettingData',
  parent: 'CIM_SettingData',
  properties: [
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'EncryptionAlgorithm', type: 'uint16', access: 'read-write', meaning: '0 RC4-HMAC' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'The one instance; mind the blank in it' },
    { name: 'KeyVersion', type: 'uint32', access: 'read-write', meaning: 'Version number of the key, only kept' },
    { name: 'KrbEnabled', type: 'boolean', access: 'read-write', required: true, meaning: 'Kerberos logins on' },
    { name: 'MasterKey', type: 'base64', access: 'write', meaning: 'RC4-HMAC key, 16 octets' },
    {
      name: 'MaximumClockTolerance',
      type: 'uint32',
      access: 'read-write',
      meaning: 'Allowed clock difference, minutes',
    },
    { name: 'RealmName', type: 'string', access: 'read-write', meaning: 'Kerberos realm' },
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
  evidence: 'documented',
  source: 'Intel AMT class reference, AMT_KerberosSettingData; names as in public recordings of later releases',
  instances: ({ state }) => [instanceOf(state.kerberos)],
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
  };
}

/** Settings that were never written are absent, as recorded on a device without Kerberos. */
function instanceOf(kerberos: KerberosState): Instance {
  const fixed = {
    ElementName: 'Intel(r) AMT: Kerberos Settings',
    InstanceID: 'Intel (r) AMT: Kerberos Settings',
    KrbEnabled: kerberos.enabled,
  };
  if (kerberos.realmName === '') return fixed;
  const principals = kerberos.servicePrincipals;
  return {
    ...fixed,
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
