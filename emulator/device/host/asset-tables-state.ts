/** What the BIOS was asked to do about its table of media devices (AMT_AssetTableService). */
export interface AssetTablesState {
  /** At the next boot, at every boot, or not at all. */
  readonly mediaUpdate: 'none' | 'next-boot' | 'every-boot';
  /** The whole table, not only what has changed. */
  readonly isFullUpdate: boolean;
}

/** A new machine's BIOS was asked nothing. */
export const factoryAssetTables: AssetTablesState = { mediaUpdate: 'none', isFullUpdate: false };
