import { passwordFault } from '../device/accounts/account-rules.ts';
import { withMebxPassword } from '../device/accounts/accounts.ts';
import { addCustomHash, removeHash, switchHash } from '../device/setup/root-hash-list.ts';
import { enterSetup } from '../device/setup/setup.ts';
import type { DeviceState, RootHash, SetupState } from '../device/state.ts';
import { done, doneWith, refused, type Instant, type Step } from '../device/step.ts';
import { unprovision } from '../device/setup/unprovision.ts';

const AUTHENTICATION_FAILED = 25;
const NOT_PERMITTED = 16;
const INVALID_PARAMETER = 36;
const INVALID_PASSWORD = 2054;

/** Characters of a server name, address or DNS suffix. */
export const MAX_SERVER_LENGTH = 255;

/** What a person at the keyboard may do: nothing yet, change the password only, or everything. */
export type MebxAccess = 'locked' | 'must-change-password' | 'open';

/**
 * The password prompt. With the factory password the menus stay closed until a strong one is set (OEM papers on MEBx of
 * the 3.x and 5.x generations).
 */
export function logOn(state: DeviceState, typed: string): Step<MebxAccess> {
  const { mebxPassword, mebxPasswordIsDefault } = state.accounts;
  if (typed !== mebxPassword) return refused(AUTHENTICATION_FAILED, 'mebx.logon.wrong-password');
  return doneWith(state, mebxPasswordIsDefault ? 'must-change-password' : 'open');
}

/** Sets another password; the network administrator's follows as long as it was never set by itself. */
export function changePassword(state: DeviceState, access: MebxAccess, next: string): Step<MebxAccess> {
  if (access === 'locked') return refused(NOT_PERMITTED, 'mebx.locked');
  const fault = passwordFault(next);
  if (fault !== undefined) return refused(INVALID_PASSWORD, 'mebx.password.weak', { fault });
  return doneWith(withMebxPassword(state, next, true), 'open', { kind: 'forget-logins' });
}

/** Name or address of the provisioning server and its port; an empty name means the default one. */
export function setProvisioningServer(state: DeviceState, access: MebxAccess, server: string, port: number): Step {
  if (access !== 'open') return refused(NOT_PERMITTED, 'mebx.locked', { access });
  if (server.length > MAX_SERVER_LENGTH || !/^[A-Za-z0-9._-]*$/.test(server))
    return refused(INVALID_PARAMETER, 'mebx.server.name', { server });
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return refused(INVALID_PARAMETER, 'mebx.server.port', { port });
  return done(withSetup(state, { provisioningServer: server, provisioningPort: port }));
}

/** "PKI DNS suffix": goes before DHCP option 15 when a setup server's certificate is judged; empty clears it. */
export function setDnsSuffix(state: DeviceState, access: MebxAccess, suffix: string): Step {
  if (access !== 'open') return refused(NOT_PERMITTED, 'mebx.locked', { access });
  if (suffix.length > MAX_SERVER_LENGTH || !/^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)?$/.test(suffix))
    return refused(INVALID_PARAMETER, 'mebx.dns-suffix', { suffix });
  return done(withSetup(state, { trustedDnsSuffix: suffix }));
}

/** "Remote Configuration: Enable/Disable". */
export function setZeroTouch(state: DeviceState, access: MebxAccess, enabled: boolean): Step {
  if (access !== 'open') return refused(NOT_PERMITTED, 'mebx.locked', { access });
  return done(withSetup(state, { zeroTouchEnabled: enabled }));
}

/** "Manage Certificate Hashes: Insert". A fingerprint may be grouped with dashes, colons or spaces. */
export function insertHash(
  state: DeviceState,
  instant: Instant,
  access: MebxAccess,
  hash: Pick<RootHash, 'name' | 'algorithm' | 'hex' | 'isActive'>,
): Step<RootHash> {
  if (access !== 'open') return refused(NOT_PERMITTED, 'mebx.locked', { access });
  return addCustomHash(state, instant, { ...hash, hex: plainHex(hash.hex) });
}

/** "Manage Certificate Hashes: +" switches an entry between active and inactive. */
export function toggleHash(state: DeviceState, access: MebxAccess, fingerprint: string): Step {
  if (access !== 'open') return refused(NOT_PERMITTED, 'mebx.locked', { access });
  const hex = plainHex(fingerprint);
  const entry = state.setup.hashes.find((candidate) => candidate.hex === hex);
  return switchHash(state, hex, !(entry?.isActive ?? false));
}

/** "Manage Certificate Hashes: Delete". Burnt-in entries cannot be deleted. */
export function deleteHash(state: DeviceState, access: MebxAccess, fingerprint: string): Step {
  if (access !== 'open') return refused(NOT_PERMITTED, 'mebx.locked', { access });
  return removeHash(state, plainHex(fingerprint));
}

/** "Un-Provision: Full | Partial". */
export function unprovisionFromMenu(
  state: DeviceState,
  instant: Instant,
  access: MebxAccess,
  extent: 'full' | 'partial',
): Step {
  if (access !== 'open') return refused(NOT_PERMITTED, 'mebx.locked', { access });
  return unprovision(state, instant, extent);
}

/** Starts setup, or opens the interface again when its time is over. */
export function startSetup(state: DeviceState, instant: Instant, access: MebxAccess): Step {
  if (access !== 'open') return refused(NOT_PERMITTED, 'mebx.locked', { access });
  return enterSetup(state, instant, 'mebx');
}

function plainHex(fingerprint: string): string {
  return fingerprint.replace(/[-: ]/g, '').toLowerCase();
}

function withSetup(state: DeviceState, change: Partial<SetupState>): DeviceState {
  return { ...state, setup: { ...state.setup, ...change } };
}
