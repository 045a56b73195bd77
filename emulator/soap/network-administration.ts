import type { DeviceState } from '../device/state.ts';
import { putGeneralSettings, type GeneralSettingsChange } from '../device/network/general-settings.ts';
import { putInterface } from '../device/network/network-interfaces.ts';
import { putPortSettings, type PortSettingsChange } from '../device/network/port-settings.ts';
import { refused } from '../device/step.ts';
import { groupIn, numberIn, optionalText, text, textIn, textsIn, unsigned } from './arguments.ts';
import type {
  SoapArguments,
  SoapContext,
  SoapMethod,
  SoapOutput,
  SoapParameter,
  SoapResult,
  SoapService,
} from './declaration.ts';
import { realm, resultOf } from './step-answer.ts';

/** PT_STATUS INVALID_HANDLE. */
const INVALID_HANDLE = 2053;
/** PT_STATUS INVALID_PARAMETER. */
const INVALID_PARAMETER = 36;
/** The integrated wired adapter, the only one that these computers have. */
const WIRED = '0';

const SHARED_ADDRESS = 'SHARED_MAC_ADDRESS';
const OWN_ADDRESS = 'SEPARATE_MAC_ADDRESS';

const noSuchInterface: SoapResult = resultOf(refused(INVALID_HANDLE, 'soap.interface.handle'));

/** What amttool sends, and whatever else GetInterfaceSettings answers with. */
const descriptor: SoapParameter = {
  name: 'InterfaceDescriptor',
  members: [
    text('InterfaceMode'),
    { name: 'LinkPolicy', optional: true, many: true },
    optionalText('HardwareAddressDescription'),
    optionalText('MACAddress'),
    optionalText('DhcpEnabled'),
    {
      name: 'IPv4Parameters',
      optional: true,
      members: [
        text('LocalAddress'),
        text('SubnetMask'),
        optionalText('DefaultGatewayAddress'),
        optionalText('PrimaryDnsAddress'),
        optionalText('SecondaryDnsAddress'),
      ],
    },
  ],
};

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
      evidence: 'recorded',
      call: () => ({ status: 0, outputs: [['InterfaceHandle', WIRED]] }),
    },
    {
      name: 'GetInterfaceSettings',
      input: [text('InterfaceHandle')],
      realms: [realm.administration, realm.generalInfo],
      evidence: 'recorded',
      call: interfaceSettings,
    },
    {
      name: 'SetInterfaceSettings',
      input: [text('InterfaceHandle'), descriptor],
      realms: [realm.administration],
      evidence: 'recorded',
      call: setInterfaceSettings,
    },
  ],
  missing: ['GetVlanParameters', 'SetVlanParameters', 'Set8021XWiredProfile'],
};

function getter(name: string, output: string, property: 'hostName' | 'domainName'): SoapMethod {
  return {
    name,
    input: [],
    realms: [realm.administration, realm.generalInfo],
    evidence: 'recorded',
    call: ({ state }) => ({ status: 0, outputs: [[output, state.network[property]]] }),
  };
}

function setter(name: string, input: string, change: (written: string) => GeneralSettingsChange): SoapMethod {
  return {
    name,
    input: [text(input)],
    realms: [realm.administration],
    evidence: 'recorded',
    call: ({ state }, given) => resultOf(putGeneralSettings(state, change(textIn(given, input) ?? ''))),
  };
}

/** Elements that have no fixed order in published clients, which read them by name. */
function interfaceSettings({ state, holder }: SoapContext, given: SoapArguments): SoapResult {
  if (textIn(given, 'InterfaceHandle') !== WIRED) return noSuchInterface;
  const { network, identity } = state;
  const inUse = network.dhcpEnabled ? holder.lease?.() : network.fixed;
  const addresses: readonly SoapOutput[] = [
    ['LocalAddress', numberOf(inUse?.address)],
    ['SubnetMask', numberOf(inUse?.mask)],
    ['DefaultGatewayAddress', numberOf(inUse?.gateway)],
    ['PrimaryDnsAddress', numberOf(inUse?.primaryDns)],
    ['SecondaryDnsAddress', numberOf(inUse?.secondaryDns)],
  ];
  const settings: readonly SoapOutput[] = [
    ['InterfaceMode', network.dhcpEnabled ? SHARED_ADDRESS : OWN_ADDRESS],
    ...state.features.interfaces.wiredLinkPolicy.map((policy): SoapOutput => ['LinkPolicy', String(policy)]),
    ['HardwareAddressDescription', 'Wired0'],
    ['MACAddress', identity.wiredMac.replaceAll(':', '-')],
    ['DhcpEnabled', String(network.dhcpEnabled)],
    ['IPv4Parameters', addresses],
  ];
  return { status: 0, outputs: [['InterfaceDescriptor', settings]] };
}

/** An address as a decimal number whose most significant octet is the first one; 0 for none. */
function numberOf(address: string | undefined): string {
  const octets = (address ?? '').split('.').map(Number);
  return String(octets.length === 4 ? octets.reduce((number, octet) => number * 256 + octet, 0) : 0);
}

/**
 * amttool asks for DHCP by sharing the host's address and for a fixed address by having one of its own. LinkPolicy says
 * when the engine may use the link; that its numbers are those of AMT_EthernetPortSettings.LinkPolicy is assumed.
 */
function setInterfaceSettings({ state }: SoapContext, given: SoapArguments): SoapResult {
  if (textIn(given, 'InterfaceHandle') !== WIRED) return noSuchInterface;
  const wanted = groupIn(given, 'InterfaceDescriptor') ?? {};
  const policies = textsIn(wanted, 'LinkPolicy');
  const linkPolicy = policies.length === 0 ? undefined : policies.map((digits) => unsigned(digits) ?? Number.NaN);
  const linked = putInterface(state, 0, { linkPolicy });
  return linked.ok ? withAddresses(linked.state, wanted) : resultOf(linked);
}

function withAddresses(state: DeviceState, wanted: SoapArguments): SoapResult {
  const mode = textIn(wanted, 'InterfaceMode') ?? '';
  const addresses = groupIn(wanted, 'IPv4Parameters');
  if (mode === SHARED_ADDRESS && addresses === undefined)
    return resultOf(putPortSettings(state, { dhcpEnabled: true }));
  const isKnown = mode === OWN_ADDRESS || mode === SHARED_ADDRESS;
  const change = isKnown && addresses !== undefined ? fixedAddresses(addresses) : undefined;
  if (change !== undefined) return resultOf(putPortSettings(state, change, 'any-mask'));
  const inputs = { isKnownMode: isKnown, hasAddresses: addresses !== undefined };
  return resultOf(refused(INVALID_PARAMETER, 'soap.interface.settings', inputs));
}

function fixedAddresses(given: SoapArguments): PortSettingsChange | undefined {
  const addresses = ['LocalAddress', 'SubnetMask', 'DefaultGatewayAddress', 'PrimaryDnsAddress', 'SecondaryDnsAddress'];
  const numbers = addresses.map((name) => (given[name] === undefined ? 0 : numberIn(given, name)));
  const [address, mask, gateway, primaryDns, secondaryDns] = numbers.map((number) =>
    number === undefined ? undefined : addressOf(number),
  );
  if (address === undefined || mask === undefined || gateway === undefined) return undefined;
  if (primaryDns === undefined || secondaryDns === undefined) return undefined;
  return { dhcpEnabled: false, address, mask, gateway, primaryDns, secondaryDns };
}

/** The reverse of {@link numberOf}. */
function addressOf(number: number): string {
  if (number === 0) return '';
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.');
}
