import type { TlsSettings } from '../../../device/state.ts';
import { putTlsSettings, type TlsInterface } from '../../../device/trust/tls-settings.ts';
import type { ClassDeclaration, Instance, Value } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';

const instanceIds: Readonly<Record<TlsInterface, string>> = {
  remote: 'Intel(r) AMT 802.3 TLS Settings',
  local: 'Intel(r) AMT LMS TLS Settings',
};

/** TLS of the network interface and of the interface towards the host. Shows what was written last, active or not yet. */
export const tlsSettingData: ClassDeclaration = {
  name: 'AMT_TLSSettingData',
  uri: 'http://intel.com/wbem/wscim/1/amt-schema/1/AMT_TLSSettingData',
  parent: 'CIM_SettingData',
  properties: [
    {
      name: 'AcceptNonSecureConnections',
      type: 'boolean',
      access: 'read-write',
      meaning: 'Plain ports stay open beside TLS; fixed on the local interface',
    },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'Enabled', type: 'boolean', access: 'read-write', required: true, meaning: 'TLS on this interface' },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'Which interface' },
    { name: 'MutualAuthentication', type: 'boolean', access: 'read-write', meaning: 'Clients need a certificate' },
    {
      name: 'NonSecureConnectionsSupported',
      type: 'boolean',
      since: '16.1',
      meaning: 'Whether there are plain ports at all; public sources contradict each other about true and false',
    },
    {
      name: 'TrustedCN',
      type: 'string',
      array: true,
      access: 'read-write',
      meaning: 'Domain names that client certificates may carry; none means any',
    },
    { name: 'X509IssuerName', type: 'string', meaning: 'Unused' },
    { name: 'X509SerialNumber', type: 'base64', meaning: 'Unused' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: 'Intel AMT class reference, AMT_TLSSettingData; public recordings of later releases',
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  instances: ({ state, instant }) => [
    instanceOf(instanceIds.remote, state.tls.pending.remote, instant.profile.http.plainRemotePorts),
    instanceOf(instanceIds.local, state.tls.pending.local, true),
  ],
  put: ({ state, instant }, current, changes) => {
    const which: TlsInterface = current['InstanceID'] === instanceIds.local ? 'local' : 'remote';
    return written(
      putTlsSettings(
        state,
        which,
        {
          enabled: changes['Enabled'] === true,
          mutualAuthentication: booleanOf(changes['MutualAuthentication']),
          acceptNonSecure: booleanOf(changes['AcceptNonSecureConnections']),
          trustedCn: Array.isArray(changes['TrustedCN']) ? changes['TrustedCN'].map(String) : undefined,
        },
        instant.profile.http.plainRemotePorts,
      ),
    );
  },
};

function instanceOf(id: string, settings: TlsSettings, hasPlainPorts: boolean): Instance {
  return {
    AcceptNonSecureConnections: settings.acceptNonSecure,
    ElementName: id,
    Enabled: settings.enabled,
    InstanceID: id,
    MutualAuthentication: settings.mutualAuthentication,
    NonSecureConnectionsSupported: hasPlainPorts,
    TrustedCN: settings.trustedCn.length === 0 ? undefined : settings.trustedCn,
  };
}

function booleanOf(value: Value | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
