import { classUri } from '../../namespaces.ts';
import { addPolicyServer, putPolicyServer } from '../../../device/network/remote-access.ts';
import type { ClassDeclaration, Instance } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { certificateId, certificateUris, referenceTo } from '../security/certificate-references.ts';
import { withSystems } from '../served.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';
import {
  accessPointReference,
  MPS_CREDENTIAL_PREFIX,
  policyNamed,
  policyReference,
  presenceServers,
  serverNamed,
} from './remote-access-names.ts';

/** What the device proves itself with to each management presence server. */
export const remoteAccessCredentialContext: ClassDeclaration = {
  name: 'AMT_RemoteAccessCredentialContext',
  uri: classUri('AMT_RemoteAccessCredentialContext'),
  parent: 'CIM_CredentialContext',
  since: '4.0',
  needs: 'remote-access',
  properties: [
    { name: 'ElementInContext', type: 'reference', key: true },
    { name: 'ElementProvidingContext', type: 'reference', key: true },
    { name: 'Usage', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'documented',
  source: CLASS_REFERENCE,
  instances: ({ state }) =>
    state.features.remoteAccess.servers.map(({ number, certificateHandle }) => ({
      ElementInContext:
        certificateHandle === undefined
          ? referenceTo(classUri('AMT_MPSUsernamePassword'), `${MPS_CREDENTIAL_PREFIX}${number}`)
          : referenceTo(certificateUris.certificate, certificateId(certificateHandle)),
      ElementProvidingContext: accessPointReference(presenceServers, number),
    })),
};

/** Which servers a policy uses, in which order and from where. Put answers with an empty body, as recorded. */
export const remoteAccessPolicyAppliesToMps: ClassDeclaration = {
  name: 'AMT_RemoteAccessPolicyAppliesToMPS',
  uri: classUri('AMT_RemoteAccessPolicyAppliesToMPS'),
  parent: 'CIM_PolicySetAppliesToElement',
  since: '4.0',
  needs: 'remote-access',
  properties: [
    { name: 'ManagedElement', type: 'reference', key: true },
    {
      name: 'MpsType',
      type: 'uint16',
      access: 'read-write',
      values: { 0: 'External MPS', 1: 'Internal MPS', 2: 'Both' },
    },
    { name: 'OrderOfAccess', type: 'uint16', access: 'read-write' },
    { name: 'PolicySet', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  storedOnly: true,
  putAnswersEmpty: true,
  instances: ({ state }) =>
    state.features.remoteAccess.policies.flatMap(({ trigger, servers }) =>
      servers.map(({ number, order, mpsType }) => ({
        ManagedElement: accessPointReference(presenceServers, number),
        MpsType: mpsType,
        OrderOfAccess: order,
        PolicySet: policyReference(trigger),
      })),
    ),
  put: ({ state }, current, changes) => {
    return written(putPolicyServer(state, ...endsOf(current), placeIn(changes)));
  },
  create: ({ state }, given) => {
    const ends = endsOf(given);
    const result = written(addPolicyServer(state, ...ends, placeIn(given)));
    if (result.kind === 'fault') return result;
    const [trigger, number] = ends;
    const selectors = {
      ManagedElement: accessPointReference(presenceServers, number),
      PolicySet: policyReference(trigger),
    };
    const created = {
      kind: 'reference',
      resourceUri: classUri('AMT_RemoteAccessPolicyAppliesToMPS'),
      selectors,
    } as const;
    return { ...result, created };
  },
  remove: ({ state }, current) => written(putPolicyServer(state, ...endsOf(current), undefined)),
};

/** An open tunnel. There never is one: the device opens none. */
export const rasSessionUsingPort: ClassDeclaration = {
  name: 'IPS_RasSessionUsingPort',
  uri: classUri('IPS_RasSessionUsingPort'),
  parent: 'IPS_SessionUsingPort',
  since: '6.0',
  needs: 'remote-access',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

/** Servers and the system to which each is available: the one that it names (assumed). */
export const remoteAccessAvailableToElement: ClassDeclaration = {
  name: 'CIM_RemoteAccessAvailableToElement',
  uri: classUri('CIM_RemoteAccessAvailableToElement'),
  parent: 'CIM_Dependency',
  since: '4.0',
  needs: 'remote-access',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
    { name: 'IsDefault', type: 'boolean' },
    { name: 'OrderOfAccess', type: 'uint16' },
  ],
  declaresCommon: false,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: (context) => withSystems(context, presenceServers.className, ['Dependent', 'Antecedent']),
};

function placeIn(values: Instance): { readonly order?: number; readonly mpsType?: number } {
  const order = numberIn(values, 'OrderOfAccess');
  const mpsType = numberIn(values, 'MpsType');
  return { ...(order === undefined ? {} : { order }), ...(mpsType === undefined ? {} : { mpsType }) };
}

/** Trigger of the policy and number of the server that an association joins; -1 for what is neither. */
function endsOf(association: Instance): readonly [trigger: number, number: number] {
  return [policyNamed(association['PolicySet']) ?? -1, serverNamed(association['ManagedElement']) ?? -1];
}
