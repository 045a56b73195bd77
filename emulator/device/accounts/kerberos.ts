import { factoryKerberosPassphrase, type KerberosPassphraseState } from './kerberos-passphrase.ts';
import type { DeviceState, KerberosState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

/** Service principal names a device keeps (AMT_KerberosSettingData). */
const MAX_SERVICE_PRINCIPALS = 4;
/** Largest clock difference that can be allowed, minutes; also the default. */
const MAX_CLOCK_TOLERANCE_MINUTES = 5;
/** Octets of an RC4-HMAC key (RFC 4757). */
const MASTER_KEY_BYTES = 16;
/** Characters of a realm or principal name; no number is published: assumed. */
const MAX_KERBEROS_NAME_LENGTH = 255;
const LAST_PROTOCOL = 3;
const RC4_HMAC = 0;

/** PT_STATUS of refusals; both are assumed, clients see them as the fault of a Put. */
const INVALID_PARAMETER = 36;
const DATA_MISSING = 2057;

/** What a Put of AMT_KerberosSettingData may carry; what is absent keeps its value. */
export interface KerberosChange {
  readonly enabled: boolean;
  readonly realmName?: string | undefined;
  /** Parallel lists, both or neither. */
  readonly principalNames?: readonly string[] | undefined;
  /** 0 HTTP, 1 HTTPS, 2 redirection, 3 redirection over TLS. */
  readonly principalProtocols?: readonly number[] | undefined;
  readonly keyVersion?: number | undefined;
  readonly encryptionAlgorithm?: number | undefined;
  /** Base64. Never shown again. */
  readonly masterKey?: string | undefined;
  readonly maximumClockToleranceMinutes?: number | undefined;
  /** From 8.0: text that the keys are derived from, with salt and count. Never shown again. */
  readonly passphrase?: string | undefined;
  readonly salt?: string | undefined;
  readonly iterationCount?: number | undefined;
}

type Rule = readonly [code: string, broken: (change: KerberosChange) => boolean];

/** Source: Intel AMT class reference, AMT_KerberosSettingData; Intel AMT Implementation and Reference Guide, Get/Set Kerberos Settings. */
const rules: readonly Rule[] = [
  ['kerberos.realm.invalid', ({ realmName }) => realmName !== undefined && !/^[\x21-\x7e]{1,255}$/.test(realmName)],
  [
    'kerberos.principals.too-many',
    ({ principalNames = [], principalProtocols = [] }) =>
      Math.max(principalNames.length, principalProtocols.length) > MAX_SERVICE_PRINCIPALS,
  ],
  [
    'kerberos.principals.not-parallel',
    ({ principalNames = [], principalProtocols = [] }) => principalNames.length !== principalProtocols.length,
  ],
  [
    'kerberos.principals.invalid',
    ({ principalNames = [] }) =>
      principalNames.some((name) => name.length === 0 || name.length > MAX_KERBEROS_NAME_LENGTH),
  ],
  [
    'kerberos.principals.protocol',
    ({ principalProtocols = [] }) => principalProtocols.some((protocol) => protocol < 0 || protocol > LAST_PROTOCOL),
  ],
  ['kerberos.encryption.unsupported', ({ encryptionAlgorithm = RC4_HMAC }) => encryptionAlgorithm !== RC4_HMAC],
  [
    'kerberos.master-key.length',
    ({ masterKey }) => masterKey !== undefined && Buffer.from(masterKey, 'base64').length !== MASTER_KEY_BYTES,
  ],
  [
    'kerberos.passphrase.beside-key',
    ({ masterKey, passphrase }) => masterKey !== undefined && passphrase !== undefined,
  ],
  [
    'kerberos.passphrase.incomplete',
    ({ passphrase, salt, iterationCount }) => {
      const given = [passphrase, salt, iterationCount].filter((part) => part !== undefined);
      return given.length > 0 && given.length < 3;
    },
  ],
  [
    'kerberos.passphrase.invalid',
    ({ passphrase = '-', salt = '', iterationCount = 1 }) =>
      passphrase.length === 0 ||
      Math.max(passphrase.length, salt.length) > MAX_KERBEROS_NAME_LENGTH ||
      iterationCount === 0,
  ],
  [
    'kerberos.clock-tolerance.too-large',
    ({ maximumClockToleranceMinutes = 0 }) => maximumClockToleranceMinutes > MAX_CLOCK_TOLERANCE_MINUTES,
  ],
];

/** Writes the Kerberos settings; they hold at once. Switching Kerberos on needs a realm and a key, now or from before. */
export function putKerberosSettings(state: DeviceState, change: KerberosChange): Step {
  const broken = rules.find(([, isBroken]) => isBroken(change));
  if (broken !== undefined) return refused(INVALID_PARAMETER, broken[0], describe(change));
  const kerberos = merged(state.kerberos, change);
  const kerberosPassphrase = passphraseAfter(state.features.kerberosPassphrase, change);
  const hasKey = kerberos.masterKey !== '' || kerberosPassphrase.passphrase !== '';
  if (kerberos.enabled && (kerberos.realmName === '' || !hasKey))
    return refused(DATA_MISSING, 'kerberos.enable.incomplete', { hasRealm: kerberos.realmName !== '', hasKey });
  return done({ ...state, kerberos, features: { ...state.features, kerberosPassphrase } });
}

/** Switches the cache of Kerberos logins. */
export function setCredentialCache(state: DeviceState, enabled: boolean): Step {
  return done({ ...state, kerberos: { ...state.kerberos, credentialCacheEnabled: enabled } });
}

function merged(before: KerberosState, change: KerberosChange): KerberosState {
  const names = change.principalNames;
  const servicePrincipals =
    names === undefined
      ? before.servicePrincipals
      : names.map((name, at) => ({ name, protocol: change.principalProtocols?.[at] ?? 0 }));
  return {
    ...before,
    enabled: change.enabled,
    realmName: change.realmName ?? before.realmName,
    servicePrincipals,
    keyVersion: change.keyVersion ?? before.keyVersion,
    encryptionAlgorithm: change.encryptionAlgorithm ?? before.encryptionAlgorithm,
    masterKey: change.passphrase === undefined ? (change.masterKey ?? before.masterKey) : '',
    maximumClockToleranceMinutes: change.maximumClockToleranceMinutes ?? before.maximumClockToleranceMinutes,
  };
}

/** A key and a passphrase take each other's place. */
function passphraseAfter(before: KerberosPassphraseState, change: KerberosChange): KerberosPassphraseState {
  const { masterKey, passphrase, salt = '', iterationCount = 0 } = change;
  if (passphrase !== undefined) return { passphrase, salt, iterationCount };
  return masterKey === undefined ? before : factoryKerberosPassphrase;
}

function describe(change: KerberosChange): Readonly<Record<string, string | number | boolean>> {
  return {
    enabled: change.enabled,
    realm: change.realmName ?? '',
    principals: change.principalNames?.length ?? 0,
    protocols: change.principalProtocols?.length ?? 0,
    hasKey: change.masterKey !== undefined,
    hasPassphrase: change.passphrase !== undefined,
  };
}
