import type { Ieee8021xPart } from '../../../device/network/network-8021x-state.ts';
import { DEFAULT_PXE_TIMEOUT_SECONDS, putWired8021x } from '../../../device/network/wired-8021x.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { invalidValues, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, numberIn } from '../value-readings.ts';
import { certificateIn, partIn, partShown, partWithoutProtocol } from './ieee-8021x-fields.ts';

/** InstanceID of the one profile. */
export const AMT_PROFILE_ID = 'Intel(r) AMT 802.1x Profile 0';

/** IPS_IEEE8021xSettings.Enabled. */
const ON = 2;
const OFF = 3;

/** EAP-FAST/TLS has another number in this class than in CIM_IEEE8021xSettings, where the same number is EAP-MD5. */
const FAST_TLS = { here: 6, cim: 10 } as const;

/** The wired 802.1X profile as consoles before IPS_IEEE8021xSettings know it. It is kept; no supplicant is modelled. */
export const ieee8021xProfile: ClassDeclaration = {
  name: 'AMT_8021XProfile',
  uri: classUri('AMT_8021XProfile'),
  parent: 'CIM_SettingData',
  properties: [
    { name: 'ActiveInS0', type: 'boolean', access: 'read-write' },
    {
      name: 'AuthenticationProtocol',
      type: 'uint16',
      access: 'read-write',
      values: {
        0: 'TLS',
        1: 'TTLS_MSCHAPv2',
        2: 'PEAP_MSCHAPv2',
        3: 'EAP_GTC',
        4: 'EAPFAST_MSCHAPv2',
        5: 'EAPFAST_GTC',
        6: 'EAPFAST_TLS',
      },
    },
    { name: 'ClientCertificate', type: 'reference', access: 'write' },
    { name: 'Domain', type: 'string', access: 'read-write', maxLength: 128 },
    { name: 'ElementName', type: 'string' },
    { name: 'Enabled', type: 'boolean', access: 'read-write', required: true },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PACPassword', type: 'string', access: 'write', maxLength: 256 },
    { name: 'Password', type: 'string', access: 'write', maxLength: 32 },
    { name: 'ProtectedAccessCredential', type: 'base64', access: 'write' },
    { name: 'PxeTimeout', type: 'uint32', access: 'read-write' },
    { name: 'RoamingIdentity', type: 'string', access: 'read-write', maxLength: 80 },
    { name: 'ServerCertificateIssuer', type: 'reference', access: 'write' },
    { name: 'ServerCertificateName', type: 'string', access: 'read-write', maxLength: 80 },
    {
      name: 'ServerCertificateNameComparison',
      type: 'uint16',
      access: 'read-write',
      values: { 0: 'FullName', 1: 'DomainSuffix' },
    },
    { name: 'Username', type: 'string', access: 'read-write', maxLength: 128 },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; that it is the profile of IPS_IEEE8021xSettings under other numbers is assumed`,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  storedOnly: true,
  instances: ({ state }) => {
    const { written: profile } = state.features.wired8021x;
    const shown = partShown(profile?.part);
    const comparison = profile?.part?.serverCertificateNameComparison;
    return [
      {
        ...shown,
        ActiveInS0: profile?.activeInS0 ?? true,
        AuthenticationProtocol: profile?.part && protocolShown(profile.part.protocol),
        ElementName: 'Intel(r) AMT 802.1x Profile',
        Enabled: profile !== undefined && profile.enabled !== OFF,
        InstanceID: AMT_PROFILE_ID,
        PxeTimeout: profile?.pxeTimeoutSeconds ?? 0,
        ServerCertificateNameComparison: comparison === undefined ? undefined : comparison % 2,
      },
    ];
  },
  put: ({ state }, _current, changes) => {
    const stray = partWithoutProtocol(changes);
    if (stray !== undefined) return invalidValues(stray);
    const part = partIn(changes);
    const client = certificateIn(changes, 'ClientCertificate');
    const root = certificateIn(changes, 'ServerCertificateIssuer');
    const isEnabled = flagIn(changes, 'Enabled') ?? false;
    const named = { ...(client === undefined ? {} : { client }), ...(root === undefined ? {} : { root }) };
    const step = putWired8021x(state, {
      enabled: isEnabled ? ON : OFF,
      activeInS0: flagIn(changes, 'ActiveInS0') ?? true,
      pxeTimeoutSeconds: numberIn(changes, 'PxeTimeout') ?? DEFAULT_PXE_TIMEOUT_SECONDS,
      part: part === undefined ? undefined : inCimNumbers(part),
      certificates: named,
    });
    return step.ok ? written(step) : invalidValues(step.refusal);
  },
};

function protocolShown(protocol: number): number {
  return protocol === FAST_TLS.cim ? FAST_TLS.here : protocol;
}

function inCimNumbers(part: Ieee8021xPart): Ieee8021xPart {
  const comparison = part.serverCertificateNameComparison;
  return {
    ...part,
    protocol: part.protocol === FAST_TLS.here ? FAST_TLS.cim : part.protocol,
    serverCertificateNameComparison: comparison === undefined ? undefined : 2 + (comparison % 2),
  };
}
