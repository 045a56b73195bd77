import type { DeviceState } from './state.ts';
import { done, type Step } from './step.ts';

/** What the BIOS was asked to do about its table of media devices (AMT_AssetTableService). */
export interface AssetTablesState {
  /** At the next boot, at every boot, or not at all. */
  readonly mediaUpdate: 'none' | 'next-boot' | 'every-boot';
  /** The whole table, not only what has changed. */
  readonly isFullUpdate: boolean;
}

/** A new machine's BIOS was asked nothing. */
export const factoryAssetTables: AssetTablesState = { mediaUpdate: 'none', isFullUpdate: false };

/**
 * Asks the BIOS to look for media devices when the host boots (RequestMediaDeviceTableUpdate): once, or with `sticky` at
 * every boot. Source: Intel AMT class reference, AMT_AssetTableService.
 */
export function requestMediaTableUpdate(
  state: DeviceState,
  { isFullUpdate, isSticky }: { readonly isFullUpdate: boolean; readonly isSticky: boolean },
): Step {
  return done(withAssetTables(state, { mediaUpdate: isSticky ? 'every-boot' : 'next-boot', isFullUpdate }));
}

/** The host has booted: what was asked for one boot has been done. */
export function mediaTableRead(state: DeviceState): DeviceState {
  const isOnce = state.features.assetTables.mediaUpdate === 'next-boot';
  return isOnce ? withAssetTables(state, factoryAssetTables) : state;
}

function withAssetTables(state: DeviceState, assetTables: AssetTablesState): DeviceState {
  return { ...state, features: { ...state.features, assetTables } };
}
