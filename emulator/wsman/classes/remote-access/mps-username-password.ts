import { putPresenceCredentials } from '../../../device/network/remote-access.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { textIn } from '../value-readings.ts';
import { MPS_CREDENTIAL_PREFIX, numberNamed } from './remote-access-names.ts';

/** User name for a server that takes one. The password is never shown; Put answers with an empty body, as recorded. */
export const mpsUsernamePassword: ClassDeclaration = {
  name: 'AMT_MPSUsernamePassword',
  uri: classUri('AMT_MPSUsernamePassword'),
  parent: 'CIM_SharedCredential',
  since: '4.0',
  needs: 'remote-access',
  properties: [
    { name: 'Algorithm', type: 'string' },
    { name: 'Expires', type: 'datetime' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'Issued', type: 'datetime' },
    { name: 'Protocol', type: 'string' },
    { name: 'RemoteID', type: 'string', access: 'read-write' },
    { name: 'Secret', type: 'string', access: 'write' },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put'],
  storedOnly: true,
  putAnswersEmpty: true,
  instances: ({ state }) =>
    state.features.remoteAccess.servers
      .filter(({ certificateHandle }) => certificateHandle === undefined)
      .map(({ number, username }) => ({ InstanceID: `${MPS_CREDENTIAL_PREFIX}${number}`, RemoteID: username })),
  put: ({ state }, current, changes) => {
    const number = numberNamed(MPS_CREDENTIAL_PREFIX, current['InstanceID']) ?? -1;
    const username = textIn(changes, 'RemoteID');
    const password = textIn(changes, 'Secret');
    const change = { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
    return written(putPresenceCredentials(state, number, change));
  },
};
