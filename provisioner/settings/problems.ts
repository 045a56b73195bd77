import type { Settings } from './settings.ts';

/**
 * The tab of the dialog that shows a setting; `site` and `servicePoint` are the site's and the role's own properties, `file`
 * is for what belongs to no tab.
 */
export type SettingsTab = 'file' | 'site' | 'general' | 'amt' | 'provisioning' | 'servicePoint';

/** Why the dialog does not take a setting, or takes it with a warning. No message repeats a secret. */
export interface SettingsProblem {
  readonly tab: SettingsTab;
  /** Path inside the tab: `userAccounts.0.features`. */
  readonly field: string;
  /** Stable: `password.too-short`. */
  readonly code: string;
  readonly message: string;
}

/** What pressing OK gives. */
export type SettingsResult =
  | {
      readonly ok: true;
      readonly settings: Settings;
      readonly warnings: readonly SettingsProblem[];
    }
  | { readonly ok: false; readonly problems: readonly SettingsProblem[] };
