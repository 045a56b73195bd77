import { expect, it } from 'vitest';
import { seededChance } from '../../../../emulator/clock/chance.ts';
import { factoryState } from '../../../../emulator/device/factory.ts';
import type { DeviceState, SetupState, TlsSettings } from '../../../../emulator/device/state.ts';
import { profileFor } from '../../../../emulator/firmware/releases.ts';
import { listenersFor } from '../../../../emulator/machine/listeners-for.ts';
import { newIdentity } from '../../../../emulator/machine/new-identity.ts';

const profile = profileFor('3.2.1');

function stateOf(setup: Partial<SetupState>, tls: Partial<TlsSettings> = {}, certificateHandle?: number): DeviceState {
  const chance = seededChance('listeners');
  const factory = factoryState(profile, newIdentity('3.2.1', chance), chance);
  const selfSigned = { certificate: 'x', privateKey: 'y' };
  const active = { ...factory.tls.active, remote: { ...factory.tls.active.remote, ...tls }, certificateHandle };
  return {
    ...factory,
    setup: { ...factory.setup, ...setup },
    certificates: { ...factory.certificates, selfSigned },
    tls: { active, pending: active },
  };
}

it.each([
  ['nothing in factory state', stateOf({ provisioningState: 0 }), []],
  ['16993 in setup while the window is open', stateOf({ provisioningState: 1, tlsMode: 2, windowLeftMs: 1 }), [16993]],
  ['nothing in setup once the window is over', stateOf({ provisioningState: 1, tlsMode: 2, windowLeftMs: 0 }), []],
  [
    'no door for certificates while PID and PPS are set',
    stateOf({ provisioningState: 1, tlsMode: 1, windowLeftMs: 1 }),
    [],
  ],
  ['16992 when operational without TLS', stateOf({ provisioningState: 2 }), [16992]],
  ['16993 alone with TLS', stateOf({ provisioningState: 2 }, { enabled: true }, 1), [16993]],
  [
    'both when plain connections are taken beside TLS',
    stateOf({ provisioningState: 2 }, { enabled: true, acceptNonSecure: true }, 1),
    [16992, 16993],
  ],
  ['nothing with TLS and no certificate', stateOf({ provisioningState: 2 }, { enabled: true }), []],
])('a device opens %s', (_, state, ports) => {
  expect(listenersFor(state, profile, true).map(({ service }) => service)).toEqual(ports);
  expect(listenersFor(state, profile, false)).toEqual([]);
  const shut = { ...state, network: { ...state.network, interfaceEnabled: false } };
  expect(listenersFor(shut, profile, true)).toEqual([]);
});

it.each([
  [
    '16993 and 664 with its own certificate when nobody configured TLS',
    stateOf({ provisioningState: 2 }),
    [16993, 664],
  ],
  [
    'these alone even where plain connections were to be taken beside TLS',
    stateOf({ provisioningState: 2 }, { enabled: true, acceptNonSecure: true }, 1),
    [16993, 664],
  ],
])('a device of a release without plain ports opens %s', (_, state, ports) => {
  expect(listenersFor(state, profileFor('16.1'), true).map(({ service }) => service)).toEqual(ports);
});
