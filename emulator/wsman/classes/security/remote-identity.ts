import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { accountId, accountsIn } from './account-references.ts';

/** NameFormat that OtherNameFormat explains. */
const OTHER = 1;

/** Users and groups of the directory that have rights here. How their names read is assumed. */
export const remoteIdentity: ClassDeclaration = {
  name: 'CIM_RemoteIdentity',
  uri: classUri('CIM_RemoteIdentity'),
  parent: 'CIM_Identity',
  since: '6.0',
  properties: [
    { name: 'CurrentlyAuthenticated', type: 'boolean' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'Name', type: 'base64' },
    { name: 'NameFormat', type: 'uint16' },
    { name: 'OtherNameFormat', type: 'string' },
  ],
  declaresCommon: false,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: (context) =>
    accountsIn(context)
      .filter(({ kind }) => kind === 'kerberos')
      .map(({ name, sid }) => ({
        CurrentlyAuthenticated: context.caller.user === name,
        InstanceID: accountId(name),
        Name: sid,
        NameFormat: OTHER,
        OtherNameFormat: 'SID',
      })),
};
