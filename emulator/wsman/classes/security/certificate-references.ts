import type { EndpointReference, Instance, Value } from '../../declaration.ts';

const AMT = 'http://intel.com/wbem/wscim/1/amt-schema/1';

/** Class URIs that certificate classes refer to each other by. */
export const certificateUris = {
  certificate: `${AMT}/AMT_PublicKeyCertificate`,
  key: `${AMT}/AMT_PublicPrivateKeyPair`,
  management: `${AMT}/AMT_PublicKeyManagementService`,
  credentialContext: `${AMT}/AMT_TLSCredentialContext`,
  revocationList: `${AMT}/AMT_CRL`,
  endpoints: `${AMT}/AMT_TLSProtocolEndpointCollection`,
} as const;

/** `Intel(r) AMT Certificate: Handle: 3`. */
export function certificateId(handle: number): string {
  return `Intel(r) AMT Certificate: Handle: ${handle}`;
}

/** `Intel(r) AMT Key: Handle: 0`. */
export function keyId(handle: number): string {
  return `Intel(r) AMT Key: Handle: ${handle}`;
}

/** `Intel(r) AMT CRL: Handle: 0`, like the others; no device with a list was recorded. */
export function revocationListId(handle: number): string {
  return `Intel(r) AMT CRL: Handle: ${handle}`;
}

/** A reference to one instance by its InstanceID. */
export function referenceTo(resourceUri: string, instanceId: string): EndpointReference {
  return { kind: 'reference', resourceUri, selectors: { InstanceID: instanceId } };
}

/** The handle at the end of an instance identifier; undefined when there is none. */
export function handleOf(instanceId: Value | undefined): number | undefined {
  const digits =
    typeof instanceId === 'string' ? /^Intel\(r\) AMT \w+: Handle: (\d{1,4})$/.exec(instanceId)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/** The key handle that a reference names, whatever class it says: one published answer to AddKey says that of certificates. */
export function keyHandleOf(reference: Value | undefined): number | undefined {
  if (typeof reference !== 'object' || !('kind' in reference) || reference.kind !== 'reference') return undefined;
  const id = reference.selectors['InstanceID'];
  return typeof id === 'string' && id.startsWith('Intel(r) AMT Key: ') ? handleOf(id) : undefined;
}

/** The certificate handle that a reference names; undefined when it names no certificate. */
export function certificateHandleOf(reference: Value | undefined): number | undefined {
  if (typeof reference !== 'object' || !('kind' in reference) || reference.kind !== 'reference') return undefined;
  if (reference.resourceUri !== certificateUris.certificate) return undefined;
  const id = reference.selectors['InstanceID'];
  return typeof id === 'string' && id.startsWith('Intel(r) AMT Certificate: ') ? handleOf(id) : undefined;
}

/** The texts of an array of a request; undefined when it was not sent. */
export function textsIn(values: Instance, name: string): readonly string[] | undefined {
  const value = values[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;
}
