import { passwordFault } from '../accounts/account-rules.ts';
import type { KvmState } from './kvm-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

/** What a Put of IPS_KVMRedirectionSettingData may carry; what is absent keeps its value. */
export type KvmChange = {
  readonly [K in keyof Omit<KvmState, 'enabled' | 'enabledByMebx'>]?: KvmState[K] | undefined;
} & {
  /** Consent for KVM. */
  readonly needsConsent?: boolean | undefined;
};

/** Octets of a VNC password (RFC 6143, 7.2.2). */
const RFB_PASSWORD_LENGTH = 8;
const LONGEST_SESSION_TIMEOUT_MINUTES = 255;
const LAST_SCREEN = 2;
const NO_SCREEN = 255;
const INVALID_PARAMETER = 36;
const INVALID_PASSWORD = 2054;
/** CIM's RequestStateChange: "Not Supported" and "Invalid Parameter". */
const stateChange = { notSupported: 1, invalidParameter: 5 } as const;
const ON = 2;
const OFF = 3;

/** Switches KVM: 2 on, 3 off (CIM_KVMRedirectionSAP.RequestStateChange). MEBx may have the last word. */
export function requestKvmState(state: DeviceState, requested: number): Step {
  if (requested !== ON && requested !== OFF)
    return refused(stateChange.invalidParameter, 'kvm.state.unknown', { requested });
  if (requested === ON && !state.features.kvm.enabledByMebx)
    return refused(stateChange.notSupported, 'kvm.state.off-in-mebx', { requested });
  return done(withKvm(state, { ...state.features.kvm, enabled: requested === ON }));
}

/**
 * Writes the KVM settings. The password has exactly 8 characters and the form of every strong password; an empty one, as
 * clients read it, changes nothing. Source: Intel AMT class reference, IPS_KVMRedirectionSettingData.
 */
export function putKvmSettings(state: DeviceState, change: KvmChange): Step {
  const { kvm, consent } = state.features;
  const { needsConsent, rfbPassword = '', ...others } = change;
  const set = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  const wanted: KvmState = { ...kvm, ...set, rfbPassword: rfbPassword === '' ? kvm.rfbPassword : rfbPassword };
  const fault = rfbPassword === '' ? undefined : rfbPasswordFault(rfbPassword);
  if (fault !== undefined) return refused(INVALID_PASSWORD, 'kvm.password.weak', { fault });
  if (wanted.port5900Enabled && wanted.rfbPassword === '')
    return refused(INVALID_PASSWORD, 'kvm.port-5900.no-password');
  if (wanted.sessionTimeoutMinutes > LONGEST_SESSION_TIMEOUT_MINUTES)
    return refused(INVALID_PARAMETER, 'kvm.session-timeout', { minutes: wanted.sessionTimeoutMinutes });
  if (wanted.defaultScreen > LAST_SCREEN && wanted.defaultScreen !== NO_SCREEN)
    return refused(INVALID_PARAMETER, 'kvm.default-screen', { screen: wanted.defaultScreen });
  if (wanted.lowResolutionDecimation < 1 || wanted.lowResolutionDecimation > 3)
    return refused(INVALID_PARAMETER, 'kvm.decimation', { mode: wanted.lowResolutionDecimation });
  const required = requirementOf(consent.required, needsConsent);
  const next = withKvm(state, wanted);
  return done({ ...next, features: { ...next.features, consent: { ...consent, required } } });
}

function rfbPasswordFault(password: string): string | undefined {
  return password.length === RFB_PASSWORD_LENGTH ? passwordFault(password) : 'length';
}

/** OptInPolicy and OptInRequired are one setting: off is nobody, on is at least KVM. */
function requirementOf(before: 0 | 1 | 4_294_967_295, needsConsent: boolean | undefined): 0 | 1 | 4_294_967_295 {
  if (needsConsent === undefined) return before;
  if (!needsConsent) return 0;
  return before === 0 ? 1 : before;
}

function withKvm(state: DeviceState, kvm: KvmState): DeviceState {
  return { ...state, features: { ...state.features, kvm } };
}
