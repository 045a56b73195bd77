import type { NetworkState } from '../device/state.ts';
import type { SoapContext, SoapMethod, SoapResult, SoapService } from './declaration.ts';

/** PT_STATUS numbers of this service. */
const INVALID_NAME = 12;
const INVALID_DOMAIN_NAME = 28;

const ADMINISTRATION_REALM = 3;
const GENERAL_INFO_REALM = 13;

/** One label of a host name (RFC 1123, 2.1); empty clears it. */
const HOST_NAME = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)?$/;
/** Labels with dots between them; empty clears it. */
const DOMAIN_NAME =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)?$/;
/** Longest domain name (RFC 1035, 2.3.4 as text without the final dot). */
const MAX_DOMAIN_CHARACTERS = 253;

/** Names of the device. Methods and elements as amttool of amtterm uses them. */
export const networkAdministrationService: SoapService = {
  path: '/NetworkAdministrationService',
  namespace: 'http://schemas.intel.com/platform/client/NetworkAdministration/2004/01',
  methods: [
    getter('GetHostName', 'HostName', 'hostName'),
    getter('GetDomainName', 'DomainName', 'domainName'),
    setter('SetHostName', 'HostName', (context, text) =>
      HOST_NAME.test(text) ? changed(context, { hostName: text }) : { status: INVALID_NAME },
    ),
    setter('SetDomainName', 'DomainName', (context, text) =>
      text.length <= MAX_DOMAIN_CHARACTERS && DOMAIN_NAME.test(text)
        ? changed(context, { domainName: text })
        : { status: INVALID_DOMAIN_NAME },
    ),
  ],
};

function getter(name: string, output: string, property: 'hostName' | 'domainName'): SoapMethod {
  return {
    name,
    input: [],
    realms: [ADMINISTRATION_REALM, GENERAL_INFO_REALM],
    call: ({ state }) => ({ status: 0, outputs: [[output, state.network[property]]] }),
  };
}

function setter(name: string, input: string, set: (context: SoapContext, text: string) => SoapResult): SoapMethod {
  return {
    name,
    input: [input],
    realms: [ADMINISTRATION_REALM],
    call: (context, given) => set(context, given[input] ?? ''),
  };
}

function changed({ state }: SoapContext, change: Partial<NetworkState>): SoapResult {
  return { status: 0, state: { ...state, network: { ...state.network, ...change } } };
}
