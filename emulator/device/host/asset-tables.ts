import { factoryAssetTables, type AssetTablesState } from './asset-tables-state.ts';
import type { DeviceState } from '../state.ts';
import { done, type Step } from '../step.ts';

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
