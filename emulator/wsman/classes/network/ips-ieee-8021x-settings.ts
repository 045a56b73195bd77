import {
  DEFAULT_PXE_TIMEOUT_SECONDS,
  putWired8021x,
  setWired8021xCertificates,
} from '../../../device/network/wired-8021x.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { invalidValues, returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { flagIn, numberIn } from '../value-readings.ts';
import { certificateIn, partIn, partShown, partWithoutProtocol } from './ieee-8021x-fields.ts';
import { serverCertificateNameComparisons, supportedAuthenticationProtocols } from '../value-maps.ts';

/** InstanceID of the one wired profile. */
export const IPS_SETTINGS_ID = 'Intel(r) AMT: 8021X Settings';

/** The wired 802.1X profile, the same that AMT_8021XProfile shows. It is kept; no supplicant is modelled. */
export const ipsIeee8021xSettings: ClassDeclaration = {
  name: 'IPS_IEEE8021xSettings',
  uri: classUri('IPS_IEEE8021xSettings'),
  parent: 'CIM_IEEE8021xSettings',
  since: '8.0',
  properties: [
    { name: 'AuthenticationProtocol', type: 'uint16', access: 'read-write', values: supportedAuthenticationProtocols },
    { name: 'AvailableInS0', type: 'boolean', access: 'read-write' },
    { name: 'Domain', type: 'string', access: 'read-write' },
    { name: 'ElementName', type: 'string' },
    {
      name: 'Enabled',
      type: 'uint32',
      access: 'read-write',
      required: true,
      values: { 2: 'Enabled', 3: 'Disabled', 6: 'Enabled Without Certificates' },
    },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PACPassword', type: 'string', access: 'write', maxLength: 256 },
    { name: 'PSK', type: 'base64', access: 'write' },
    { name: 'Password', type: 'string', access: 'write', maxLength: 32 },
    { name: 'ProtectedAccessCredential', type: 'base64', access: 'write' },
    { name: 'PxeTimeout', type: 'uint32', access: 'read-write' },
    { name: 'RoamingIdentity', type: 'string', access: 'read-write' },
    { name: 'ServerCertificateName', type: 'string', access: 'read-write' },
    {
      name: 'ServerCertificateNameComparison',
      type: 'uint16',
      access: 'read-write',
      values: serverCertificateNameComparisons,
    },
    { name: 'Username', type: 'string', access: 'read-write' },
  ],
  methods: [
    {
      name: 'SetCertificates',
      input: [
        { name: 'ServerCertificateIssuer', type: 'reference' },
        { name: 'ClientCertificate', type: 'reference' },
      ],
      output: [],
      returns: [0, 1],
      meaning: 'Names root and client certificate of the wired profile',
      call: ({ state }, input) =>
        returned(
          setWired8021xCertificates(state, {
            client: certificateIn(input, 'ClientCertificate'),
            root: certificateIn(input, 'ServerCertificateIssuer'),
          }),
          () => ({}),
        ),
    },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  storedOnly: true,
  instances: ({ state }) => {
    const { written: profile } = state.features.wired8021x;
    return [
      {
        ...partShown(profile?.part),
        AvailableInS0: profile?.activeInS0 ?? false,
        ElementName: IPS_SETTINGS_ID,
        Enabled: profile?.enabled ?? 3,
        InstanceID: IPS_SETTINGS_ID,
        PxeTimeout: profile?.pxeTimeoutSeconds ?? DEFAULT_PXE_TIMEOUT_SECONDS,
      },
    ];
  },
  put: ({ state }, _current, changes) => {
    const stray = partWithoutProtocol(changes);
    if (stray !== undefined) return invalidValues(stray);
    const enabled = numberIn(changes, 'Enabled') ?? 3;
    const step = putWired8021x(state, {
      enabled,
      activeInS0: flagIn(changes, 'AvailableInS0') ?? true,
      pxeTimeoutSeconds: numberIn(changes, 'PxeTimeout') ?? DEFAULT_PXE_TIMEOUT_SECONDS,
      part: partIn(changes),
    });
    return step.ok ? written(step) : invalidValues(step.refusal);
  },
};
