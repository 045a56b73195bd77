import type { DeviceState } from '../device/state.ts';
import type { FirmwareProfile } from '../firmware/profile.ts';
import type { ManagementService } from './device-options.ts';

/** A port that a device should have open. */
export interface ListenerWish {
  readonly service: ManagementService;
  readonly tls: boolean;
}

const PLAIN: ListenerWish = { service: 16992, tls: false };
const SECURE: ListenerWish = { service: 16993, tls: true };
/** DMTF DASH: the same services on the ports of DSP0232. */
const DASH_PLAIN: ListenerWish = { service: 623, tls: false };
const DASH_SECURE: ListenerWish = { service: 664, tls: true };

/**
 * The management ports that a device has open over the network, derived from nothing but its state (Intel AMT
 * Implementation and Reference Guide: all closed before setup; 16993 for the setup server while the setup window is
 * open; once operational 16992, or 16993 with TLS, or both where non-secure connections are accepted beside TLS). Releases
 * without plain ports have 16993 always, with the self-signed certificate as long as no other one is bound to TLS. A
 * device that waits for TLS-PSK lets nobody in by a certificate; TLS-PSK itself is not served.
 */
export function listenersFor(
  state: DeviceState,
  profile: FirmwareProfile,
  hasAddress: boolean,
): readonly ListenerWish[] {
  if (!hasAddress || !state.network.interfaceEnabled) return [];
  const { setup, certificates } = state;
  if (setup.provisioningState === 0) return [];
  if (setup.provisioningState === 1) {
    const isReady = setup.windowLeftMs > 0 && setup.tlsMode === 2 && certificates.selfSigned !== undefined;
    return isReady && profile.capabilities.has('pki-setup') ? [SECURE] : [];
  }
  const open = whenOperational(state, profile);
  if (!profile.http.dashPorts) return open;
  return [...open, ...open.map(({ tls: isSecure }) => (isSecure ? DASH_SECURE : DASH_PLAIN))];
}

function whenOperational({ certificates, tls }: DeviceState, profile: FirmwareProfile): readonly ListenerWish[] {
  const { remote, certificateHandle } = tls.active;
  if (!profile.http.plainRemotePorts)
    return certificateHandle === undefined && certificates.selfSigned === undefined ? [] : [SECURE];
  if (!remote.enabled) return [PLAIN];
  const secure = certificateHandle === undefined ? [] : [SECURE];
  return remote.acceptNonSecure ? [PLAIN, ...secure] : secure;
}
