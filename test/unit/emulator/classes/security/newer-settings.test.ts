import { describe, expect, it } from 'vitest';
import { decodeSnapshot, encodeSnapshot } from '../../../../../emulator/nvram/snapshot.ts';
import { ClassBench, content } from './class-bench.ts';

const KERBEROS = 'AMT_KerberosSettingData';
const TLS = 'AMT_TLSSettingData';
const REMOTE = { InstanceID: 'Intel(r) AMT 802.3 TLS Settings' };
const LOCAL = { InstanceID: 'Intel(r) AMT LMS TLS Settings' };
const HOST_SETUP = 'IPS_HostBasedSetupService';
const HASHES = 'AMT_ProvisioningCertificateHash';
const PHRASE = { Passphrase: 'correct horse', Salt: 'ADATUM.COMhostdesk001.adatum.com', IterationCount: 4096 };

describe('AMT_KerberosSettingData', () => {
  it('reads as recorded from 8.0 on', () => {
    expect(new ClassBench('16.1').read(KERBEROS)).toEqual({
      ElementName: 'Intel(r) AMT: Kerberos Settings',
      InstanceID: 'Intel (r) AMT: Kerberos Settings',
      KrbEnabled: 'false',
      SupportedEncryptionAlgorithms: '0|1|2',
    });
  });

  it('knows nothing of passphrases before', () => {
    const device = new ClassBench('7.1');
    expect(device.read(KERBEROS)).not.toHaveProperty('SupportedEncryptionAlgorithms');
    expect(device.put(KERBEROS, content({ KrbEnabled: false, ...PHRASE })).status).toBe(400);
    expect(device.codes()).toEqual(['wsman.body.unknown-element']);
  });

  it('takes a passphrase in place of a key, and says which algorithms there are keys for', () => {
    const device = new ClassBench('16.1');
    const change = { KrbEnabled: true, RealmName: 'ADATUM.COM', ...PHRASE };
    expect(device.put(KERBEROS, content(change)).status).toBe(200);
    expect(device.read(KERBEROS)).toMatchObject({
      ConfiguredEncryptionAlgorithms: '0|1|2',
      IterationCount: '4096',
      Salt: PHRASE.Salt,
    });
    expect(device.read(KERBEROS)).not.toHaveProperty('Passphrase');
    expect(JSON.stringify([device.events, device.decisions])).not.toContain(PHRASE.Passphrase);
    const key = Buffer.alloc(16, 7).toString('base64');
    expect(device.put(KERBEROS, content({ KrbEnabled: true, MasterKey: key })).status).toBe(200);
    expect(device.read(KERBEROS)['ConfiguredEncryptionAlgorithms']).toBe('0');
    expect(device.state.features.kerberosPassphrase.passphrase).toBe('');
  });

  it.each([
    ['a passphrase without salt', { Passphrase: 'x', IterationCount: 1 }, 'kerberos.passphrase.incomplete'],
    ['an empty passphrase', { ...PHRASE, Passphrase: '' }, 'kerberos.passphrase.invalid'],
    ['no iteration at all', { ...PHRASE, IterationCount: 0 }, 'kerberos.passphrase.invalid'],
    [
      'a passphrase beside a key',
      { ...PHRASE, MasterKey: 'AAAAAAAAAAAAAAAAAAAAAA==' },
      'kerberos.passphrase.beside-key',
    ],
  ])('refuses %s', (_what, change, code) => {
    const device = new ClassBench('16.1');
    expect(device.put(KERBEROS, content({ KrbEnabled: false, ...change })).status).toBe(400);
    expect([device.codes(), device.commits]).toEqual([[code], 0]);
  });
});

describe('AMT_TLSSettingData', () => {
  it('says from 16.1 on whether there are plain ports', () => {
    const device = new ClassBench('16.1');
    expect(device.read(TLS, REMOTE)['NonSecureConnectionsSupported']).toBe('false');
    expect(device.read(TLS, LOCAL)['NonSecureConnectionsSupported']).toBe('true');
    expect(new ClassBench('15.0').read(TLS, REMOTE)).not.toHaveProperty('NonSecureConnectionsSupported');
  });

  it.each([
    ['TLS off', { Enabled: false, AcceptNonSecureConnections: false }],
    ['plain connections', { Enabled: true, AcceptNonSecureConnections: true }],
  ])('refuses %s where there is no plain port', (_what, change) => {
    const device = new ClassBench('16.1');
    const answer = device.put(TLS, content(change), REMOTE);
    expect([answer.status, answer.text.includes('AMT-STATUS 16')]).toEqual([500, true]);
    expect(device.codes()).toEqual(['tls.plain.no-such-port']);
    expect(new ClassBench('15.0').put(TLS, content(change), REMOTE).status).toBe(200);
  });
});

describe('IPS_HostBasedSetupService', () => {
  it('reads as recorded, but for the nonce, on a device that was set up', () => {
    const device = new ClassBench('16.1');
    const { setup } = device.state;
    device.state = { ...device.state, setup: { ...setup, provisioningState: 2 } };
    const { ConfigurationNonce: nonce = '', ...rest } = device.read(HOST_SETUP);
    expect(rest).toEqual({
      AllowedControlModes: '2|1',
      CertChainStatus: '0',
      CreationClassName: 'IPS_HostBasedSetupService',
      CurrentControlMode: '2',
      ElementName: 'Intel(r) AMT Host Based Setup Service',
      Name: 'Intel(r) AMT Host Based Setup Service',
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'Intel(r) AMT',
    });
    expect(Buffer.from(nonce, 'base64')).toHaveLength(20);
  });

  it('has another nonce after every setup and after every unprovisioning, and keeps it meanwhile', () => {
    const device = new ClassBench('16.1');
    const nonce = (): string | undefined => device.read(HOST_SETUP)['ConfigurationNonce'];
    const setUp = (): void => {
      const { accounts, setup } = device.state;
      const changed = { ...accounts, mebxPasswordIsDefault: false, adminIsDefault: false };
      device.state = { ...device.state, accounts: changed, setup: { ...setup, provisioningState: 1, tlsMode: 2 } };
      expect(device.call('AMT_SetupAndConfigurationService', 'CommitChanges')['ReturnValue']).toBe('0');
    };
    const seen = [nonce()];
    for (const method of ['Unprovision', 'PartialUnprovision', 'Unprovision']) {
      setUp();
      seen.push(nonce());
      expect(nonce()).toBe(seen.at(-1));
      device.state = decodeSnapshot(encodeSnapshot(device.state));
      const mode = method === 'Unprovision' ? content({ ProvisioningMode: 1 }) : '';
      expect(device.call('AMT_SetupAndConfigurationService', method, mode)['ReturnValue']).toBe('0');
      seen.push(nonce());
    }
    expect(new Set(seen).size).toBe(7);
  });

  it.each(['Setup', 'AdminSetup', 'AddNextCertInChain', 'UpgradeClientToAdmin', 'DisableClientControlMode'])(
    'does not pretend to carry out %s',
    (method) => {
      expect(new ClassBench('16.1').call(HOST_SETUP, method)).toEqual({ fault: 'b:ActionNotSupported' });
    },
  );
});

describe('AMT_ProvisioningCertificateHash', () => {
  it.each([
    ['5.0', 1, 20, 200],
    ['5.0', 2, 32, 400],
    ['6.2', 2, 32, 200],
    ['6.2', 3, 48, 200],
    ['6.2', 2, 20, 400],
  ])('of %s takes hash type %d of %d octets: %d', (release, type, octets, status) => {
    const device = new ClassBench(release);
    const hash = Buffer.alloc(octets, 9).toString('base64');
    const answer = device.create(
      HASHES,
      content({ Description: 'A. Datum Root', Enabled: true, HashData: hash, HashType: type }),
    );
    expect(answer.status).toBe(status);
    expect(device.list(HASHES).some((item) => item.includes(hash))).toBe(status === 200);
  });
});

describe('the end points of TLS', () => {
  it('are one for the network and one for the host', () => {
    expect(new ClassBench('16.1').list('AMT_TLSProtocolEndpoint')).toHaveLength(2);
  });
});
