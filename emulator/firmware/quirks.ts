import type { FirmwareProfile, QuirksProfile } from './profile.ts';
import { withProfile } from './profile-changes.ts';

/** A defect of firmware by the name that `--quirk` takes. */
export type QuirkName = 'digest-short-response';

/** Every quirk that somebody can ask for, and what it does to a device. */
export const quirks: Readonly<Record<QuirkName, { readonly field: keyof QuirksProfile; readonly warning: string }>> = {
  'digest-short-response': {
    field: 'acceptsShortDigestResponse',
    warning: 'logs in whoever sends an empty Digest response (CVE-2017-5689)',
  },
};

/** Every quirk by name. */
export const quirkNames: readonly QuirkName[] = ['digest-short-response'];

/** The profile with these defects and no others. */
export function withQuirks(profile: FirmwareProfile, names: readonly QuirkName[]): FirmwareProfile {
  return withProfile(profile, {
    quirks: { acceptsShortDigestResponse: names.includes('digest-short-response') },
  });
}

/** The defects that a profile has. */
export function quirksOf(profile: FirmwareProfile): readonly QuirkName[] {
  return quirkNames.filter((name) => profile.quirks?.[quirks[name].field] === true);
}
