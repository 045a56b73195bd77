import { putGeneralSettings, type GeneralSettingsChange } from '../device/general-settings.ts';
import type { SoapContext, SoapMethod, SoapOutput, SoapResult, SoapService } from './declaration.ts';
import { realm, resultOf } from './step-answer.ts';

/** PT_STATUS INVALID_HANDLE. */
const INVALID_HANDLE = 2053;
/** The integrated wired adapter, the only one that these computers have. */
const WIRED = '0';

/** Names and addresses of the device. Methods and elements as amttool of amtterm uses them. */
export const networkAdministrationService: SoapService = {
  path: '/NetworkAdministrationService',
  namespace: 'http://schemas.intel.com/platform/client/NetworkAdministration/2004/01',
  methods: [
    getter('GetHostName', 'HostName', 'hostName'),
    getter('GetDomainName', 'DomainName', 'domainName'),
    setter('SetHostName', 'HostName', (hostName) => ({ hostName })),
    setter('SetDomainName', 'DomainName', (domainName) => ({ domainName })),
    {
      name: 'EnumerateInterfaces',
      input: [],
      realms: [realm.administration, realm.generalInfo],
      call: () => ({ status: 0, outputs: [['InterfaceHandle', WIRED]] }),
    },
    {
      name: 'GetInterfaceSettings',
      input: ['InterfaceHandle'],
      realms: [realm.administration, realm.generalInfo],
      call: interfaceSettings,
    },
  ],
};

function getter(name: string, output: string, property: 'hostName' | 'domainName'): SoapMethod {
  return {
    name,
    input: [],
    realms: [realm.administration, realm.generalInfo],
    call: ({ state }) => ({ status: 0, outputs: [[output, state.network[property]]] }),
  };
}

function setter(name: string, input: string, change: (text: string) => GeneralSettingsChange): SoapMethod {
  return {
    name,
    input: [input],
    realms: [realm.administration],
    call: ({ state }, given) => resultOf(putGeneralSettings(state, change(given[input] ?? ''))),
  };
}

/** Elements that have no fixed order in published clients, which read them by name. */
function interfaceSettings({ state, holder }: SoapContext, given: Readonly<Record<string, string>>): SoapResult {
  if (given['InterfaceHandle']?.trim() !== WIRED) return { status: INVALID_HANDLE };
  const { network, identity } = state;
  const inUse = network.dhcpEnabled ? holder.lease?.() : network.fixed;
  const addresses: readonly SoapOutput[] = [
    ['LocalAddress', numberOf(inUse?.address)],
    ['SubnetMask', numberOf(inUse?.mask)],
    ['DefaultGatewayAddress', numberOf(inUse?.gateway)],
    ['PrimaryDnsAddress', numberOf(inUse?.primaryDns)],
    ['SecondaryDnsAddress', numberOf(inUse?.secondaryDns)],
  ];
  const descriptor: readonly SoapOutput[] = [
    ['InterfaceMode', 'SHARED_MAC_ADDRESS'],
    ['HardwareAddressDescription', 'Wired0'],
    ['MACAddress', identity.wiredMac.replaceAll(':', '-')],
    ['DhcpEnabled', String(network.dhcpEnabled)],
    ['IPv4Parameters', addresses],
  ];
  return { status: 0, outputs: [['InterfaceDescriptor', descriptor]] };
}

/** An address as a decimal number whose most significant octet is the first one; 0 for none. */
function numberOf(address: string | undefined): string {
  const octets = (address ?? '').split('.').map(Number);
  return String(octets.length === 4 ? octets.reduce((number, octet) => number * 256 + octet, 0) : 0);
}
