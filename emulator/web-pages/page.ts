import type { Step, StateHolder } from '../device/step.ts';
import type { DeviceState } from '../device/state.ts';
import type { Capability, FirmwareProfile } from '../firmware/profile.ts';
import { isInRange, type ReleaseRange } from '../firmware/release-range.ts';
import type { FormFields } from './form-fields.ts';
import type { Html } from './html.ts';

/** Realm numbers that pages ask for (Intel AMT Implementation and Reference Guide, access control realms). */
export const pageRealm = {
  administration: 3,
  hardwareAsset: 4,
  remoteControl: 5,
  eventManager: 7,
  generalInformation: 13,
  eventLogReader: 19,
  accessControl: 21,
} as const;

/** Who looks at a page. */
export interface Visitor {
  readonly user: string;
  /** Passes every realm check. */
  readonly isAdmin: boolean;
  readonly realms: readonly number[];
  /** Address that he comes from. */
  readonly from: string;
}

/** What a page sees while it is made. */
export interface PageView {
  readonly holder: StateHolder;
  readonly state: DeviceState;
  readonly profile: FirmwareProfile;
  readonly visitor: Visitor;
  /** Parameters behind the question mark. */
  readonly query: FormFields;
  /** Hidden field that every form carries. */
  readonly token: string;
}

/** When a page or form exists, and who may use it: anybody with one of the realms. */
interface Access extends ReleaseRange {
  readonly path: string;
  readonly realms: readonly number[];
  readonly needs?: Capability;
}

/** A page behind the login. */
export interface Page extends Access {
  readonly title: string;
  /** Shown in the list of pages. */
  readonly isInMenu: boolean;
  readonly content: (view: PageView) => Html;
}

/** What a form does: a transition of the device, and the page on which its outcome is shown. */
export interface PageForm extends Access {
  readonly page: string;
  readonly submit: (view: PageView, fields: FormFields) => Step<unknown>;
}

/** Whether this release has the page or form. */
export function isOffered(access: Access, profile: FirmwareProfile): boolean {
  const isCapable = access.needs === undefined || profile.capabilities.has(access.needs);
  return isCapable && isInRange(profile.release, access);
}

/** Whether the visitor has one of the realms. */
export function mayVisit(access: Access, visitor: Visitor): boolean {
  return visitor.isAdmin || access.realms.some((realm) => visitor.realms.includes(realm));
}
