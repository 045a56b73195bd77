import { addCertificate, addKey } from '../device/trust/certificate-store.ts';
import { setAdminAclEntry, setMebxPassword } from '../device/accounts/accounts.ts';
import { digestHa1, DEFAULT_ADMIN_USER, factoryState } from '../device/factory.ts';
import { makeSelfSigned, makeSetupCertificate, type RsaKeySource } from '../device/setup/self-signed.ts';
import { commitChanges, enterSetup } from '../device/setup/setup.ts';
import type { DeviceState, Identity } from '../device/state.ts';
import type { Instant, Step } from '../device/step.ts';
import { bindCertificate, putTlsSettings } from '../device/trust/tls-settings.ts';
import type { DeviceOptions, FixedAddress, InitialState } from './device-options.ts';

/** The device's own rules refused what somebody wanted it to start with; `code` says which rule. */
export class InitialStateError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the device refuses to start like this: ${code}`);
    this.name = 'InitialStateError';
    this.code = code;
  }
}

const CERTIFICATE_KEY_BITS = 2048;
const CERTIFICATE_DAYS = 730;
const DAY_MS = 86_400_000;

/**
 * The state of a machine that is switched on for the first time here. Setup and operational are reached by the steps
 * that a setup server would cause, so nothing is set that firmware would not have set. Throws {@link InitialStateError}.
 */
export function initialState(
  options: Pick<DeviceOptions, 'firmwareImage' | 'addressing' | 'initialState' | 'hasDateZeroCertificate'>,
  identity: Identity,
  instant: Instant,
  keys: RsaKeySource,
): DeviceState {
  const { profile, chance } = instant;
  const factory = factoryState(profile, identity, chance.for('factory'), options.firmwareImage);
  const { addressing = 'dhcp', initialState: wanted = { kind: 'factory' } } = options;
  const placed = addressing === 'dhcp' ? factory : withFixedAddress(factory, addressing);
  if (wanted.kind === 'factory') return placed;
  const dateZero = options.hasDateZeroCertificate ?? false;
  const certified = next(makeSetupCertificate(placed, instant, keys, { dateZero }));
  const entered = next(enterSetup(certified, instant, 'agent'));
  return wanted.kind === 'setup' ? entered : operational(entered, wanted, instant, keys);
}

function operational(
  inSetup: DeviceState,
  wanted: Extract<InitialState, { kind: 'operational' }>,
  instant: Instant,
  keys: RsaKeySource,
): DeviceState {
  const { password } = wanted;
  const protectedMebx = next(setMebxPassword(inSetup, instant, password));
  const realm = protectedMebx.accounts.digestRealm;
  const ha1 = Buffer.from(digestHa1(DEFAULT_ADMIN_USER, realm, password), 'hex').toString('base64');
  const named = next(setAdminAclEntry(protectedMebx, { username: DEFAULT_ADMIN_USER, digestPassword: ha1 }));
  const secured = wanted.tls ? withCertificate(named, instant, keys) : named;
  return next(commitChanges(secured, instant));
}

/** A certificate for nobody in particular, bound to TLS on both interfaces. */
function withCertificate(state: DeviceState, instant: Instant, keys: RsaKeySource): DeviceState {
  const privateKey = keys.rsaPrivateKey(CERTIFICATE_KEY_BITS);
  const pair = makeSelfSigned({
    privateKey,
    commonName: state.network.fixed.address === '' ? state.identity.uuid : state.network.fixed.address,
    serial: instant.chance.for('certificate').bytes(8),
    notBeforeMs: instant.nowMs - DAY_MS,
    notAfterMs: instant.nowMs + CERTIFICATE_DAYS * DAY_MS,
    hash: 'sha256',
  });
  const keyed = next(addKey(state, instant, privateKey.toString('base64')));
  const stored = addCertificate(keyed, instant, pair.certificate);
  if (!stored.ok) throw new InitialStateError(stored.refusal.code);
  const bound = next(bindCertificate(stored.state, stored.value));
  return next(putTlsSettings(next(putTlsSettings(bound, 'local', { enabled: true })), 'remote', { enabled: true }));
}

function withFixedAddress(state: DeviceState, { address, mask, gateway, dns, domain }: FixedAddress): DeviceState {
  const [primaryDns = '', secondaryDns = ''] = dns;
  const fixed = { address, mask, gateway, primaryDns, secondaryDns };
  return { ...state, network: { ...state.network, dhcpEnabled: false, fixed, domainName: domain } };
}

function next<T>(step: Step<T>): DeviceState {
  if (!step.ok) throw new InitialStateError(step.refusal.code);
  return step.state;
}
