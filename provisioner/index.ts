export { createServicePoint, type PlaceOptions, type ServicePointOptions } from './service-point/create.ts';
export type * from './service-point/service-point.ts';

export type * from './ports/chance.ts';
export type * from './ports/clock.ts';
export type * from './ports/link.ts';
export type * from './ports/log.ts';
export type * from './ports/ports.ts';
export type * from './ports/server-host.ts';
export {
  AuthorityError,
  type CertificateAuthority,
  type Enrolment,
  type FoundCertificate,
  type TemplateInfo,
} from './ports/authority.ts';
export {
  DirectoryError,
  type AmtAccount,
  type Directory,
  type DirectoryErrorCode,
  type NewAmtAccount,
  type SecurityPrincipal,
} from './ports/directory.ts';
export { NameServiceError, type NameService } from './ports/names.ts';

export type { Settings } from './settings/settings.ts';
export { validateSettings } from './settings/validate-settings.ts';
export type { SettingsProblem, SettingsResult as ValidatedSettings } from './settings/problems.ts';
export { AMT_FEATURES, availableFeatures } from './settings/features.ts';

export { openSqliteStore as openStore, type SqliteStoreOptions as StoreOptions } from './store/sqlite-store.ts';
export { secretBox, secretKeyFromFile, type SecretBox } from './store/secret-box.ts';
export { StoreError, type SiteStore } from './store/site-store.ts';

export { runPlan } from './stages/plan.ts';
export type * from './stages/run.ts';

export { EVENTS, type EventId, type Evidence } from './status/event-table.ts';
export { eventText, jsonLine, serverLogLine } from './status/render-log.ts';
export { UTC, type TimeZone } from './clock/calendar.ts';

export { realClock } from './clock/real-clock.ts';
export { seededChance, systemChance } from './clock/chance.ts';
export { hostLink } from './network/host-link.ts';
export { rfc2136Names, type Rfc2136Options } from './names/rfc2136-names.ts';
export type { TsigKey } from './names/tsig.ts';
export { embeddedAuthority, type EmbeddedAuthorityOptions } from './authority/embedded-authority.ts';
export { nodeKeys } from './authority/node-keys.ts';
export { embeddedDirectory } from './directory/embedded-directory.ts';
