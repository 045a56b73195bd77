import type { DeviceState } from '../../../../emulator/device/state.ts';
import type { ClassDeclaration, EndpointReference, Instance } from '../../../../emulator/wsman/declaration.ts';

export const AMT = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
export const CIM = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';

const common = { readRealms: [3, 13], writeRealms: [3], evidence: 'assumed', source: 'test' } as const;

/** One instance, a writable name, a secret that is never shown. */
export const generalSettings: ClassDeclaration = {
  ...common,
  name: 'AMT_GeneralSettings',
  uri: `${AMT}AMT_GeneralSettings`,
  declaresCommon: false,
  properties: [
    { name: 'InstanceID', type: 'string', key: true, meaning: '' },
    { name: 'ElementName', type: 'string', required: true, meaning: '' },
    { name: 'HostName', type: 'string', access: 'read-write', maxLength: 16, meaning: '' },
    { name: 'DHCPEnabled', type: 'boolean', meaning: '' },
    { name: 'DefaultGateway', type: 'string', meaning: '' },
    { name: 'PowerSource', type: 'uint16', meaning: '' },
    { name: 'Password', type: 'string', access: 'write', meaning: '' },
  ],
  instances: ({ state }) => [
    {
      InstanceID: 'Intel(r) AMT: General Settings',
      ElementName: 'Intel(r) AMT: "General" <Settings> & more',
      HostName: state.network.hostName,
      DHCPEnabled: true,
      PowerSource: 0,
      Password: 'never shown',
    },
  ],
  put: ({ state }, _current, written) => {
    if (written['HostName'] === 'taken')
      return { kind: 'fault', fault: 'InternalError', detail: 'AMT-STATUS 2058', code: 'test.taken' };
    if (written['PowerSource'] !== undefined || written['InstanceID'] !== undefined)
      return { kind: 'fault', fault: 'InternalError', code: 'test.read-only-value-reached-the-handler' };
    const hostName = typeof written['HostName'] === 'string' ? written['HostName'] : state.network.hostName;
    return { kind: 'written', state: withHostName(state, hostName) };
  },
};

function textOf(value: Instance[string]): string {
  return typeof value === 'string' ? value : '';
}

export function withHostName(state: DeviceState, hostName: string): DeviceState {
  return { ...state, network: { ...state.network, hostName } };
}

const certificate = (handle: number): Instance => ({
  InstanceID: `Intel(r) AMT Certificate: Handle: ${String(handle)}`,
  TrustedRootCertficate: handle === 0,
});

/** Two instances with a text key; can be deleted. */
export const publicKeyCertificate: ClassDeclaration = {
  ...common,
  name: 'AMT_PublicKeyCertificate',
  uri: `${AMT}AMT_PublicKeyCertificate`,
  declaresCommon: true,
  properties: [
    { name: 'InstanceID', type: 'string', key: true, meaning: '' },
    { name: 'TrustedRootCertficate', type: 'boolean', meaning: '' },
    { name: 'Made', type: 'datetime', meaning: '' },
  ],
  instances: () => [{ ...certificate(0), Made: { kind: 'datetime', ms: 1_704_242_675_000 } }, certificate(1)],
  remove: ({ state }, current) => ({ kind: 'written', state: withHostName(state, textOf(current['InstanceID'])) }),
};

export function reference(resourceUri: string, name: string, value: string): EndpointReference {
  return { kind: 'reference', resourceUri, selectors: { [name]: value } };
}

/** An association: keys are references; Create and duplicates. */
export const tlsCredentialContext: ClassDeclaration = {
  ...common,
  name: 'AMT_TLSCredentialContext',
  uri: `${AMT}AMT_TLSCredentialContext`,
  declaresCommon: false,
  properties: [
    { name: 'ElementInContext', type: 'reference', key: true, required: true, meaning: '' },
    { name: 'ElementProvidingContext', type: 'reference', key: true, required: true, meaning: '' },
  ],
  instances: ({ state }) =>
    state.tls.pending.certificateHandle === undefined
      ? []
      : [
          {
            ElementInContext: reference(
              publicKeyCertificate.uri,
              'InstanceID',
              `Intel(r) AMT Certificate: Handle: ${String(state.tls.pending.certificateHandle)}`,
            ),
            ElementProvidingContext: reference(
              `${AMT}AMT_TLSProtocolEndpointCollection`,
              'ElementName',
              'TLSProtocolEndpointInstances Collection',
            ),
          },
        ],
  create: ({ state }, written) => {
    if (state.tls.pending.certificateHandle !== undefined)
      return { kind: 'fault', fault: 'AlreadyExists', code: 'test.already-bound' };
    const made = { ElementInContext: written['ElementInContext'] } as { ElementInContext: EndpointReference };
    return {
      kind: 'written',
      state: { ...state, tls: { ...state.tls, pending: { ...state.tls.pending, certificateHandle: 0 } } },
      created: { kind: 'reference', resourceUri: `${AMT}AMT_TLSCredentialContext`, selectors: made },
    };
  },
};

/** A service with methods. */
export const authorizationService: ClassDeclaration = {
  ...common,
  name: 'AMT_AuthorizationService',
  uri: `${AMT}AMT_AuthorizationService`,
  declaresCommon: true,
  properties: [
    { name: 'CreationClassName', type: 'string', key: true, meaning: '' },
    { name: 'Name', type: 'string', key: true, meaning: '' },
  ],
  methods: [
    {
      name: 'AddUserAclEntryEx',
      input: [
        { name: 'DigestUsername', type: 'string' },
        { name: 'DigestPassword', type: 'base64' },
        { name: 'KerberosUserSid', type: 'base64' },
        { name: 'AccessPermission', type: 'uint32', required: true },
        { name: 'Realms', type: 'uint32', array: true },
      ],
      output: [
        { name: 'Handle', type: 'uint32' },
        { name: 'Realms', type: 'uint32', array: true },
      ],
      realms: [3, 21],
      meaning: '',
      call: ({ state }, input) => ({
        kind: 'returned',
        value: 0,
        outputs: { Realms: input['Realms'], Handle: 5 },
        state: withHostName(state, textOf(input['DigestUsername'])),
        effects: [{ kind: 'forget-logins' }],
      }),
    },
    {
      name: 'SetAdminAclEntryEx',
      input: [
        { name: 'Username', type: 'string', required: true },
        { name: 'DigestPassword', type: 'base64', required: true },
      ],
      output: [],
      realms: [3],
      meaning: '',
      call: () => ({ kind: 'returned', value: 36 }),
    },
    {
      name: 'Newer',
      input: [],
      output: [],
      realms: [3],
      meaning: '',
      needs: 'audit-log',
      call: () => ({ kind: 'returned', value: 0 }),
    },
    {
      name: 'CommitChanges',
      input: [],
      output: [],
      realms: [3],
      meaning: '',
      call: () => ({ kind: 'returned', value: 0, effects: [{ kind: 'drop-connections', why: 'test.commit' }] }),
    },
  ],
  instances: () => [{ CreationClassName: 'AMT_AuthorizationService', Name: 'Intel(r) AMT Authorization Service' }],
};

function chipLike(name: string, tags: readonly string[]): ClassDeclaration {
  return {
    ...common,
    name,
    uri: CIM + name,
    declaresCommon: true,
    ...(name === 'CIM_Chip' ? {} : { parent: 'CIM_Chip' }),
    properties: [{ name: 'Tag', type: 'string', key: true, meaning: '' }],
    instances: () => tags.map((Tag) => ({ Tag })),
  };
}

export const chip: ClassDeclaration = chipLike('CIM_Chip', ['CPU 0']);
export const physicalMemory: ClassDeclaration = chipLike('CIM_PhysicalMemory', ['9876543210', '9876543211']);

/** Served by other releases only. */
export const auditLog: ClassDeclaration = {
  ...chipLike('AMT_AuditLog', ['x']),
  uri: `${AMT}AMT_AuditLog`,
  needs: 'audit-log',
};

export const sampleClasses: readonly ClassDeclaration[] = [
  generalSettings,
  publicKeyCertificate,
  tlsCredentialContext,
  authorizationService,
  chip,
  physicalMemory,
  auditLog,
];
