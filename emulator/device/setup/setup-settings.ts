import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

const INVALID_PARAMETER = 36;
const INVALID_PID_FORMAT = 42;
const INVALID_PPS_FORMAT = 43;

/** Characters of a one-time password. */
export const OTP_LENGTH: { readonly min: number; readonly max: number } = { min: 8, max: 32 };

/** What a Put of AMT_SetupAndConfigurationService may change; what is absent stays. */
export interface SetupSettingsChange {
  readonly configurationServerFqdn?: string | undefined;
  /** Empty clears it. */
  readonly oneTimePassword?: string | undefined;
  readonly zeroTouchEnabled?: boolean | undefined;
}

/**
 * Writes the setup server's name, the one-time password of 8 to 32 ASCII characters and the zero-touch switch.
 * Source: Intel AMT class reference, AMT_SetupAndConfigurationService.
 */
export function putSetupSettings(state: DeviceState, change: SetupSettingsChange): Step {
  const { setup } = state;
  const oneTimePassword = change.oneTimePassword ?? setup.oneTimePassword;
  const { length } = oneTimePassword;
  if (length > 0 && (length < OTP_LENGTH.min || length > OTP_LENGTH.max || !/^[\x20-\x7e]*$/.test(oneTimePassword)))
    return refused(INVALID_PARAMETER, 'setup.one-time-password', { length });
  return done({
    ...state,
    setup: {
      ...setup,
      oneTimePassword,
      configurationServerFqdn: change.configurationServerFqdn ?? setup.configurationServerFqdn,
      zeroTouchEnabled: change.zeroTouchEnabled ?? setup.zeroTouchEnabled,
    },
  });
}

/**
 * Keeps PID (8 characters) and PPS (32) for a later TLS-PSK setup; dashes are not part of them. Check characters are the
 * business of MEBx. Source: Intel AMT Implementation and Reference Guide, PID/PPS checksum.
 */
export function setTlsPsk(state: DeviceState, pid: string, pps: string): Step {
  if (!/^[A-Z0-9]{8}$/.test(pid)) return refused(INVALID_PID_FORMAT, 'setup.psk.pid', { length: pid.length });
  if (!/^[A-Z0-9]{32}$/.test(pps)) return refused(INVALID_PPS_FORMAT, 'setup.psk.pps', { length: pps.length });
  return done({ ...state, setup: { ...state.setup, pid, pps } });
}
