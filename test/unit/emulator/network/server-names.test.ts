import { expect, it } from 'vitest';
import { serverSearch } from '../../../../emulator/network/server-names.ts';

const none = { configured: '', defaultName: 'provisionserver', domain: '', dhcpDomain: '' };

it.each([
  ['asks for the bare name when it knows no domain', none, ['provisionserver']],
  [
    'asks for the bare name, then in the domain of DHCP',
    { ...none, dhcpDomain: 'adatum.com' },
    ['provisionserver', 'provisionserver.adatum.com'],
  ],
  [
    'asks in its own domain before that of DHCP',
    { ...none, domain: 'corp.adatum.com', dhcpDomain: 'adatum.com' },
    ['provisionserver.corp.adatum.com', 'provisionserver.adatum.com'],
  ],
  [
    'asks once where both domains are one',
    { ...none, domain: 'adatum.com', dhcpDomain: 'ADATUM.com.' },
    ['provisionserver.adatum.com'],
  ],
  [
    'asks for the configured name first',
    { ...none, configured: 'server15.adatum.com', domain: 'adatum.com' },
    ['server15.adatum.com', 'provisionserver.adatum.com'],
  ],
  [
    'completes a configured short name',
    { ...none, configured: 'server15', domain: 'adatum.com' },
    ['server15', 'server15.adatum.com', 'provisionserver.adatum.com'],
  ],
])('a device %s', (_, hints, names) => {
  expect(serverSearch(hints)).toEqual({ kind: 'names', names });
});

it('a device with a configured address asks for no name', () => {
  const search = serverSearch({ ...none, configured: '198.51.100.15', dhcpDomain: 'adatum.com' });
  expect(search).toEqual({ kind: 'address', address: '198.51.100.15' });
});
