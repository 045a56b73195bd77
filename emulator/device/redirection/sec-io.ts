import type { SecIoState } from './screen-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

const LAST_SCREEN = 2;
const NO_SCREEN = 255;
const INVALID_PARAMETER = 36;

/** Writes what is given (Put of IPS_SecIOService). Which languages and zooms exist is not published: all are taken. */
export function putSecIo(
  state: DeviceState,
  change: { readonly [K in keyof SecIoState]?: SecIoState[K] | undefined },
): Step {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const secIo: SecIoState = { ...state.features.secIo, ...Object.fromEntries(given) };
  if (secIo.defaultScreen > LAST_SCREEN && secIo.defaultScreen !== NO_SCREEN)
    return refused(INVALID_PARAMETER, 'sec-io.default-screen', { screen: secIo.defaultScreen });
  return done({ ...state, features: { ...state.features, secIo } });
}
