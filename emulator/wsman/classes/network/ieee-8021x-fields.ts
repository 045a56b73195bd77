import type { Ieee8021xCertificates, Ieee8021xPart } from '../../../device/network/network-8021x-state.ts';
import type { Refusal } from '../../../device/step.ts';
import type { EmbeddedValue, Instance, Value } from '../../declaration.ts';
import {
  certificateHandleOf,
  certificateId,
  certificateUris,
  referenceTo,
} from '../security/certificate-references.ts';
import { settingReference } from './interface-names.ts';
import { numberIn, textIn } from '../value-readings.ts';

/** The 802.1X part that an object of a request describes; undefined when it names no protocol. */
export function partIn(values: Instance): Ieee8021xPart | undefined {
  const protocol = numberIn(values, 'AuthenticationProtocol');
  if (protocol === undefined) return undefined;
  return {
    protocol,
    username: textIn(values, 'Username') ?? '',
    domain: textIn(values, 'Domain') ?? '',
    roamingIdentity: textIn(values, 'RoamingIdentity') ?? '',
    serverCertificateName: textIn(values, 'ServerCertificateName') ?? '',
    serverCertificateNameComparison: numberIn(values, 'ServerCertificateNameComparison'),
    password: textIn(values, 'Password') ?? '',
    pac: textIn(values, 'ProtectedAccessCredential') ?? '',
    pacPassword: textIn(values, 'PACPassword') ?? '',
  };
}

const INVALID_PARAMETER = 36;

/** What means something only together with a protocol. */
const partsOfProtocol = [
  'Username',
  'Domain',
  'RoamingIdentity',
  'ServerCertificateName',
  'ServerCertificateNameComparison',
  'Password',
  'ProtectedAccessCredential',
  'PACPassword',
] as const;

/** Refuses to forget what was sent without a protocol; undefined when there is nothing to forget. */
export function partWithoutProtocol(values: Instance): Refusal | undefined {
  if (values['AuthenticationProtocol'] !== undefined) return undefined;
  const sent = partsOfProtocol.filter((name) => values[name] !== undefined && values[name] !== '');
  if (sent.length === 0) return undefined;
  return { status: INVALID_PARAMETER, code: 'network.8021x.protocol-missing', inputs: { sent } };
}

/** What answers show of an 802.1X part: everything but its secrets. */
export function partShown(part: Ieee8021xPart | undefined): Instance {
  if (part === undefined) return {};
  return {
    AuthenticationProtocol: part.protocol,
    Domain: part.domain || undefined,
    RoamingIdentity: part.roamingIdentity || undefined,
    ServerCertificateName: part.serverCertificateName || undefined,
    ServerCertificateNameComparison: part.serverCertificateNameComparison,
    Username: part.username,
  };
}

/** The object that an argument carries; undefined when it was not sent. */
export function embeddedIn(input: Instance, name: string): Instance | undefined {
  const value = input[name];
  return isEmbedded(value) ? value.values : undefined;
}

function isEmbedded(value: Value | undefined): value is EmbeddedValue {
  return typeof value === 'object' && 'kind' in value && value.kind === 'embedded';
}

/** Stands for a certificate that a reference names wrongly: no handle that the store ever gives. */
const NO_SUCH_HANDLE = -1;

/** The handle that a certificate reference names; undefined when none was sent, -1 when it names no certificate. */
export function certificateIn(values: Instance, name: string): number | undefined {
  return values[name] === undefined ? undefined : (certificateHandleOf(values[name]) ?? NO_SUCH_HANDLE);
}

/** The associations between an 802.1X profile and its certificates, the trusted root first as published by rpc-go. */
export function certificateContexts(
  className: string,
  instanceId: string,
  { client, root }: Ieee8021xCertificates,
): readonly Instance[] {
  return [root, client]
    .filter((handle) => handle !== undefined)
    .map((handle) => ({
      ElementInContext: referenceTo(certificateUris.certificate, certificateId(handle)),
      ElementProvidingContext: settingReference(className, instanceId),
    }));
}
