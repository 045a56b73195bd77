import { bindCertificate, unbindCertificate } from '../../../device/trust/tls-settings.ts';
import type { ClassDeclaration, EndpointReference, Instance, WriteResult } from '../../declaration.ts';
import { certificateHandleOf, certificateId, certificateUris, referenceTo } from './certificate-references.ts';
import type { DeviceState } from '../../../device/state.ts';
import { written } from '../refusal-answers.ts';

const COLLECTION_NAME = 'TLSProtocolEndpoint Instances Collection';

const collection: EndpointReference = {
  kind: 'reference',
  resourceUri: certificateUris.endpoints,
  selectors: { ElementName: COLLECTION_NAME },
};

/** Both TLS end points of the device as one thing that a certificate can be bound to. */
export const tlsProtocolEndpointCollection: ClassDeclaration = {
  name: 'AMT_TLSProtocolEndpointCollection',
  uri: certificateUris.endpoints,
  parent: 'CIM_Collection',
  properties: [{ name: 'ElementName', type: 'string', key: true, meaning: 'Name of the collection' }],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: 'Intel AMT class reference, AMT_TLSProtocolEndpointCollection; public recordings of later releases',
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: () => [{ ElementName: COLLECTION_NAME }],
};

/**
 * Which stored certificate answers TLS. There is at most one: a second Create is refused, Put replaces. Clients spell
 * the name of the collection in several ways and firmware takes them all.
 */
export const tlsCredentialContext: ClassDeclaration = {
  name: 'AMT_TLSCredentialContext',
  uri: certificateUris.credentialContext,
  parent: 'CIM_CredentialContext',
  properties: [
    {
      name: 'ElementInContext',
      type: 'reference',
      key: true,
      access: 'read-write',
      required: true,
      meaning: 'The certificate',
    },
    {
      name: 'ElementProvidingContext',
      type: 'reference',
      key: true,
      access: 'read-write',
      required: true,
      meaning: 'The collection of TLS end points',
    },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: 'Intel AMT class reference, AMT_TLSCredentialContext; public recordings of later releases',
  recorded: ['Create', 'Enumerate', 'Pull', 'Put'],
  instances: ({ state }) => instancesOf(state),
  create: ({ state }, given) => {
    if (state.tls.pending.certificateHandle !== undefined)
      return { kind: 'fault', fault: 'AlreadyExists', code: 'tls.bind.already-bound' };
    const result = bind(state, given);
    if (result.kind === 'fault') return result;
    return { ...result, created: referenceOf(result.state) };
  },
  put: ({ state }, _current, changes) => bind(state, changes),
  remove: ({ state }) => written(unbindCertificate(state)),
};

function bind(state: DeviceState, given: Instance): WriteResult {
  const handle = certificateHandleOf(given['ElementInContext']);
  const provider = given['ElementProvidingContext'];
  const isCollection =
    typeof provider === 'object' && 'resourceUri' in provider && provider.resourceUri === certificateUris.endpoints;
  if (handle === undefined || !isCollection)
    return {
      kind: 'fault',
      fault: 'InvalidRepresentation',
      detail: 'InvalidValues',
      code: 'tls.bind.not-a-certificate-and-collection',
    };
  return written(bindCertificate(state, handle));
}

function instancesOf(state: DeviceState): readonly Instance[] {
  const handle = state.tls.pending.certificateHandle;
  return handle === undefined ? [] : [keysOf(handle)];
}

function referenceOf(state: DeviceState): EndpointReference {
  const selectors = keysOf(state.tls.pending.certificateHandle ?? 0);
  return { kind: 'reference', resourceUri: certificateUris.credentialContext, selectors };
}

function keysOf(handle: number): {
  readonly ElementInContext: EndpointReference;
  readonly ElementProvidingContext: EndpointReference;
} {
  return {
    ElementInContext: referenceTo(certificateUris.certificate, certificateId(handle)),
    ElementProvidingContext: collection,
  };
}
