import { factoryScreens, type ScreensState } from './screen-state.ts';
import type { DeviceState } from '../state.ts';
import { done, refused, type Step } from '../step.ts';

/** Entries of every list. */
const SCREENS = 4;
const INVALID_PARAMETER = 36;

/** Writes the lists that are given (Put of IPS_ScreenSettingData). Every list has four entries. */
export function putScreens(
  state: DeviceState,
  change: { readonly [K in keyof ScreensState]?: ScreensState[K] | undefined },
): Step {
  const given = Object.entries(change).filter(([, list]) => list !== undefined);
  const short = given.find(([, list]) => list?.length !== SCREENS);
  if (short !== undefined)
    return refused(INVALID_PARAMETER, 'screens.list-length', { list: short[0], expected: SCREENS });
  const screens: ScreensState = { ...state.features.screens, ...Object.fromEntries(given) };
  if (screens.order.toSorted((left, right) => left - right).join() !== '1,2,3,4')
    return refused(INVALID_PARAMETER, 'screens.order', { order: screens.order.map(String) });
  return done({ ...state, features: { ...state.features, screens } });
}

/** The screens as the factory left them (ResetToDefault). */
export function resetScreens(state: DeviceState): Step {
  return done({ ...state, features: { ...state.features, screens: factoryScreens } });
}
