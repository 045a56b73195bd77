import type { Settings } from '../settings/settings.ts';
import type { AmtStatus, ProvisioningCertificate } from '../stages/run.ts';
import type { EventFields, EventId } from '../status/event-table.ts';

/** What an accepted hello message says, as far as the decision goes. */
export interface HelloFacts {
  /** Lower-case UUID text. */
  readonly uuid: string;
  /** Lower-case hex of the root certificate hashes that the device trusts; empty when it offers none. */
  readonly rootHashes: readonly string[];
}

/** What the site knows about the computer with that UUID. */
export interface KnownComputer {
  readonly resourceId: number;
  readonly amtStatus: AmtStatus | undefined;
  readonly suppressAutoProvision: boolean;
  /** There is a Configuration Manager client of SP1 or later on it. */
  readonly hasClient: boolean;
  /** Wall time until which a computer that needs a person first is left alone; undefined when it is not. */
  readonly heldBackUntilMs: number | undefined;
}

/** An event to write: id and its fields. */
type Remark = { readonly [Id in EventId]: { readonly id: Id; readonly fields: EventFields<Id> } }[EventId];

export type HelloDecision =
  | { readonly kind: 'provision'; readonly resourceId: number; readonly remark: Remark }
  | { readonly kind: 'discard'; readonly remark: Remark };

export interface HelloSituation {
  readonly hello: HelloFacts;
  readonly computer: KnownComputer | undefined;
  readonly settings: Settings;
  readonly certificate: ProvisioningCertificate | undefined;
  readonly nowMs: number;
}

/**
 * Whether a hello message is acted on. The order of the questions: is the UUID imported, is there a client of SP1 or later
 * ("Choose Between In-Band Provisioning and Out of Band Provisioning"), may this computer be provisioned automatically, is
 * out of band provisioning allowed at all (SP2), does a hash of the device equal the root of the provisioning certificate
 * ("AMT Provisioning Process for Out of Band Management").
 */
export function decideHello(situation: HelloSituation): HelloDecision {
  const { hello, computer, settings, certificate, nowMs } = situation;
  const { uuid } = hello;
  if (computer === undefined) return discard({ id: 'hello.unknown-uuid', fields: { uuid } });
  if (computer.hasClient) return discard({ id: 'hello.client-installed', fields: { uuid } });
  if (computer.suppressAutoProvision) return discard({ id: 'hello.suppressed', fields: { uuid } });
  if (computer.amtStatus === 3) return discard({ id: 'hello.already-provisioned', fields: { uuid } });
  if (settings.site.servicePack === 'SP2' && !settings.general.allowOutOfBandProvisioning)
    return discard({ id: 'hello.out-of-band-off', fields: { uuid } });
  if (computer.heldBackUntilMs !== undefined && nowMs < computer.heldBackUntilMs)
    return discard({ id: 'hello.needs-person', fields: { uuid } });
  if (certificate === undefined) return discard({ id: 'hello.no-certificate', fields: { uuid } });
  if (hello.rootHashes.length === 0) return discard({ id: 'hello.not-pki', fields: { uuid } });
  if (certificate.rootHashes === undefined) return discard({ id: 'hello.no-root', fields: { uuid } });
  const { sha1, sha256 } = certificate.rootHashes;
  const matches = hello.rootHashes.some((hash) => hash === sha1.toLowerCase() || hash === sha256.toLowerCase());
  if (!matches) return discard({ id: 'hello.no-root-match', fields: { uuid, count: hello.rootHashes.length } });
  return { kind: 'provision', resourceId: computer.resourceId, remark: { id: 'hello.root-match', fields: {} } };
}

/** Client version of Configuration Manager 2007 SP1, which is the first that provisions in band; RTM clients are older. */
const FIRST_IN_BAND_CLIENT = [4, 0, 6221];

/** True when the version is that of SP1 or later, or cannot be read (then in-band is the safe assumption). */
export function isSp1Client(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of FIRST_IN_BAND_CLIENT.entries()) {
    const part = parts[index] ?? 0;
    if (Number.isNaN(part) || part > least) return true;
    if (part < least) return false;
  }
  return true;
}

function discard(remark: Remark): HelloDecision {
  return { kind: 'discard', remark };
}
