/** The screens of the PC as a KVM session sees them (IPS_ScreenSettingData); one entry a screen. */
export interface ScreensState {
  readonly isActive: readonly boolean[];
  readonly widths: readonly number[];
  readonly heights: readonly number[];
  readonly lefts: readonly number[];
  readonly tops: readonly number[];
  /** Which screen comes first, second, third and fourth; 1 is the first entry. */
  readonly order: readonly number[];
}

/** Two screens side by side, as in the published answer of a real machine. */
export const factoryScreens: ScreensState = {
  isActive: [true, true, false, false],
  widths: [1920, 1920, 0, 0],
  heights: [1080, 1080, 0, 0],
  lefts: [0, 1920, -1, -1],
  tops: [0, 0, -1, -1],
  order: [1, 2, 3, 4],
};

/** Whether KVM users may blank the screen of the PC (IPS_ScreenConfigurationService). */
export interface ScreenBlankingState {
  readonly allowed: boolean;
}

/** Not allowed until somebody says so: assumed. */
export const factoryScreenBlanking: ScreenBlankingState = { allowed: false };

/** The picture that the firmware itself draws on the screen: the consent code and the frame of a session. */
export interface SecIoState {
  readonly defaultScreen: number;
  /** Language to be used from the next picture on. */
  readonly requestedLanguage: number;
  readonly zoom: number;
}

/** Values of a published answer of IPS_SecIOService; 65535 leaves the zoom to the firmware. */
export const factorySecIo: SecIoState = { defaultScreen: 1, requestedLanguage: 2, zoom: 65_535 };
