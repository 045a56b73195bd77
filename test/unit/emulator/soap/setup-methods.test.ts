import { describe, expect, it } from 'vitest';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import { Asked, NETWORK, SECURITY, TIME } from './asked.ts';

/** 2^24, 2^16 and 2^8 by hand, so that the test does not share the arithmetic of the code. */
const ADDRESS = { local: 3_232_235_777, mask: 4_294_967_040, gateway: 3_232_236_030 } as const;

function interfaceSettings(mode: string, addresses = ''): string {
  const inner = addresses === '' ? '' : `<IPv4Parameters>${addresses}</IPv4Parameters>`;
  const descriptor = `<InterfaceMode>${mode}</InterfaceMode><LinkPolicy>1</LinkPolicy>${inner}`;
  return `<InterfaceHandle>0</InterfaceHandle><InterfaceDescriptor>${descriptor}</InterfaceDescriptor>`;
}

function fixed(local: number | string, mask: number | string): string {
  const others = `<DefaultGatewayAddress>${ADDRESS.gateway}</DefaultGatewayAddress><SecondaryDnsAddress>0</SecondaryDnsAddress>`;
  return `<LocalAddress>${local}</LocalAddress><SubnetMask>${mask}</SubnetMask>${others}`;
}

describe('SetInterfaceSettings', () => {
  it('gives the port a fixed address that GetInterfaceSettings shows as the same numbers', () => {
    const asked = new Asked();
    const settings = interfaceSettings('SEPARATE_MAC_ADDRESS', fixed(ADDRESS.local, ADDRESS.mask));
    expect(asked.outputs(NETWORK, 'SetInterfaceSettings', settings)).toBe('');
    expect(asked.bench.state.network).toMatchObject({
      dhcpEnabled: false,
      fixed: { address: '192.168.1.1', mask: '255.255.255.0', gateway: '192.168.1.254', secondaryDns: '' },
    });
    const shown = asked.outputs(NETWORK, 'GetInterfaceSettings', '<InterfaceHandle>0</InterfaceHandle>');
    expect(shown).toContain('<b:InterfaceMode>SEPARATE_MAC_ADDRESS</b:InterfaceMode>');
    expect(shown).toContain(`<b:LocalAddress>${ADDRESS.local}</b:LocalAddress>`);
    expect(shown).toContain(`<b:SubnetMask>${ADDRESS.mask}</b:SubnetMask>`);
  });

  it('goes back to DHCP when the port shares the address of the host', () => {
    const asked = new Asked();
    const settings = interfaceSettings('SEPARATE_MAC_ADDRESS', fixed(ADDRESS.local, ADDRESS.mask));
    asked.outputs(NETWORK, 'SetInterfaceSettings', settings);
    expect(asked.outputs(NETWORK, 'SetInterfaceSettings', interfaceSettings('SHARED_MAC_ADDRESS'))).toBe('');
    expect(asked.bench.state.network.dhcpEnabled).toBe(true);
  });

  it('sets the link policy that AMT_EthernetPortSettings has, and GetInterfaceSettings shows', () => {
    const asked = new Asked();
    const both = '<LinkPolicy>1</LinkPolicy><LinkPolicy>224</LinkPolicy>';
    const settings = interfaceSettings('SHARED_MAC_ADDRESS').replace('<LinkPolicy>1</LinkPolicy>', both);
    expect(asked.outputs(NETWORK, 'SetInterfaceSettings', settings)).toBe('');
    expect(asked.bench.state.features.interfaces.wiredLinkPolicy).toEqual([1, 224]);
    const shown = asked.outputs(NETWORK, 'GetInterfaceSettings', '<InterfaceHandle>0</InterfaceHandle>');
    expect(shown).toContain(both.replaceAll('LinkPolicy', 'b:LinkPolicy'));
  });

  it('leaves the link policy alone when it names none', () => {
    const asked = new Asked();
    const before = asked.bench.state.features.interfaces;
    const settings = interfaceSettings('SHARED_MAC_ADDRESS').replace('<LinkPolicy>1</LinkPolicy>', '');
    expect(asked.outputs(NETWORK, 'SetInterfaceSettings', settings)).toBe('');
    expect(asked.bench.state.features.interfaces).toEqual(before);
  });

  it.each([
    ['a link policy that does not exist', interfaceSettings('SHARED_MAC_ADDRESS').replace('>1<', '>2<'), 36],
    ['a link policy that is no number', interfaceSettings('SHARED_MAC_ADDRESS').replace('>1<', '>S0<'), 36],
    ['a mode that does not exist', interfaceSettings('BOTH'), 36],
    ['a fixed address without addresses', interfaceSettings('SEPARATE_MAC_ADDRESS'), 36],
    ['an address beyond 32 bits', interfaceSettings('SEPARATE_MAC_ADDRESS', fixed('4294967296', ADDRESS.mask)), 36],
    ['no address', interfaceSettings('SEPARATE_MAC_ADDRESS', fixed(0, ADDRESS.mask)), 27],
    ['no mask', interfaceSettings('SEPARATE_MAC_ADDRESS', fixed(ADDRESS.local, 0)), 37],
    ['another interface', interfaceSettings('SHARED_MAC_ADDRESS').replace('>0<', '>1<'), 2053],
  ])('refuses %s', (_what, settings, status) => {
    const asked = new Asked();
    expect(asked.outputs(NETWORK, 'SetInterfaceSettings', settings)).toBe(`Status ${status}`);
    expect(asked.bench.commits).toBe(0);
  });
});

describe('setup over the legacy interface', () => {
  // Values of a published imitation of release 3.0.5.
  it('says what the certificate store can hold', () => {
    const outputs = new Asked().outputs(SECURITY, 'GetPkiCapabilities');
    for (const [name, value] of [
      ['CrlStoreSize', 1424],
      ['RootCertMaxSize', 1500],
      ['RootCertMaxInstances', 4],
      ['FqdnSuffixMaxEntries', 4],
      ['FqdnSuffixMaxEntryLength', 63],
      ['CertChainMaxSize', 4100],
    ] as const)
      expect(outputs).toContain(`<b:${name}>${value}</b:${name}>`);
    expect(outputs.match(/(?<=<b:SupportedKeyLengths>)\d+/g)).toEqual(['1024', '1536', '2048']);
  });

  it('keeps PID and PPS where the release knows TLS-PSK', () => {
    const asked = new Asked();
    const keys = `<PID>ABCD1234</PID><PPS>${'ABCD1234'.repeat(4)}</PPS>`;
    expect(asked.outputs(SECURITY, 'SetTlsPsk', keys)).toBe('');
    expect(asked.bench.state.setup.pid).toBe('ABCD1234');
    expect(asked.outputs(SECURITY, 'SetTlsPsk', '<PID>short</PID><PPS/>')).toBe('Status 42');
  });

  it('takes trusted names and shows them in the TLS settings', () => {
    const asked = new Asked();
    const names = '<FqdnSuffix>adatum.com</FqdnSuffix><FqdnSuffix>treyresearch.net</FqdnSuffix>';
    expect(asked.outputs(SECURITY, 'SetTrustedFqdnCN', names)).toBe('');
    expect(asked.bench.state.tls.pending.remote.trustedCn).toEqual(['adatum.com', 'treyresearch.net']);
  });

  it('refuses bytes that are no certificate', () => {
    const blob = `<CertificateBlob>${Buffer.from('no certificate').toString('base64')}</CertificateBlob>`;
    expect(new Asked().outputs(SECURITY, 'CertStoreAddCertificate', blob)).toBe('Status 2063');
  });

  it('lists root hashes by handle, and answers an unknown handle as such', () => {
    const asked = new Asked();
    const { setup } = asked.bench.state;
    const listed = asked.outputs(SECURITY, 'EnumerateCertificateHashEntries').match(/<b:Handle>/g);
    expect(listed).toHaveLength(setup.hashes.length);
    const last = asked.outputs(SECURITY, 'GetCertificateHashEntry', `<Handle>${setup.hashes.length}</Handle>`);
    expect(last).toContain('<b:Name>Starfield Class 2 CA</b:Name>');
    expect(last).toContain(Buffer.from('ad7e1c28b064ef8f6003402014c3d0e3370eb58a', 'hex').toString('base64'));
    expect(asked.outputs(SECURITY, 'GetCertificateHashEntry', '<Handle>99</Handle>')).toBe('Status 2053');
  });

  it('offers power packages and changes to one of them, by GUID', () => {
    const asked = new Asked();
    const packages = [...asked.outputs(SECURITY, 'EnumeratePowerPackages').matchAll(/>([^<]+)<\/b:PowerPackage>/g)];
    const [first = ''] = packages.map(([, guid]) => guid);
    expect(Buffer.from(first, 'base64').toString('hex')).toBe('944f8312fb104fdc968e1e232b0c9065');
    expect(asked.outputs(SECURITY, 'SetActivePowerPackage', `<PowerPackage>${first}</PowerPackage>`)).toBe('');
    expect(asked.outputs(SECURITY, 'GetActivePowerPackage')).toBe(`<b:PowerPackage>${first}</b:PowerPackage>`);
    expect(asked.outputs(SECURITY, 'SetActivePowerPackage', '<PowerPackage>AAAA</PowerPackage>')).toMatch(/^Status /);
  });

  it('switches Kerberos on and never shows its key', () => {
    const asked = new Asked();
    const key = Buffer.alloc(16, 7).toString('base64');
    const options =
      '<KerberosRealmName>ADATUM.COM</KerberosRealmName><KerberosKeyVersion>2</KerberosKeyVersion>' +
      `<KerberosEncryption>0</KerberosEncryption><KerberosMasterKey>${key}</KerberosMasterKey>`;
    expect(asked.outputs(SECURITY, 'SetKerberosOptions', options)).toBe('');
    expect(asked.bench.state.kerberos).toMatchObject({ enabled: true, realmName: 'ADATUM.COM', masterKey: key });
    const shown = asked.outputs(SECURITY, 'GetKerberosOptions');
    expect(shown).toContain('<b:KerberosRealmName>ADATUM.COM</b:KerberosRealmName>');
    expect(shown).not.toContain(key);
    expect(JSON.stringify([asked.bench.events, asked.bench.decisions])).not.toContain(key);
  });

  it('unprovisions an operational machine', () => {
    const asked = new Asked(profileFor('8.1'));
    const { state } = asked.bench;
    asked.bench.state = { ...state, setup: { ...state.setup, provisioningState: 2 } };
    expect(asked.outputs(SECURITY, 'PartialUnprovision')).toBe('');
    expect(asked.bench.state.setup.provisioningState).toBe(0);
    expect(asked.outputs(SECURITY, 'Unprovision')).toMatch(/^Status /);
  });
});

describe('the clock over the legacy interface', () => {
  it('is read and set like that of WS-Management', () => {
    const asked = new Asked();
    const ta0 = Number(/\d+/.exec(asked.outputs(TIME, 'GetLowAccuracyTimeSynch').slice('<b:Ta0>'.length))?.[0]);
    const stamps = (seconds: number): string =>
      `<Ta0>${ta0}</Ta0><Tm1>${ta0 + seconds}</Tm1><Tm2>${ta0 + seconds}</Tm2>`;
    expect(asked.outputs(TIME, 'SetHighAccuracyTimeSynch', stamps(3600))).toBe('');
    expect(asked.outputs(TIME, 'GetLowAccuracyTimeSynch')).toBe(`<b:Ta0>${ta0 + 3600}</b:Ta0>`);
    expect(asked.outputs(TIME, 'SetHighAccuracyTimeSynch', '<Ta0>now</Ta0><Tm1>1</Tm1><Tm2>1</Tm2>')).toBe('Status 36');
  });
});
