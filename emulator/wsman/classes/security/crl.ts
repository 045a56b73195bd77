import { putCrl, removeCrl } from '../../../device/trust/crl-list.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm } from '../service-shape.ts';
import { textIn } from '../value-readings.ts';
import { certificateUris, handleOf, revocationListId, textsIn } from './certificate-references.ts';

/** Revocation lists for the client certificates of mutual TLS. How an instance is named is assumed. */
export const crl: ClassDeclaration = {
  name: 'AMT_CRL',
  uri: certificateUris.revocationList,
  parent: 'CIM_SettingData',
  properties: [
    { name: 'InstanceID', type: 'string', key: true },
    {
      name: 'SerialNumbers',
      type: 'string',
      array: true,
      access: 'read-write',
      meaning: 'Revoked certificates, base64 of their serial numbers',
    },
    { name: 'Url', type: 'string', access: 'read-write', meaning: 'Where the issuer publishes the list' },
  ],
  declaresCommon: false,
  readRealms: [realm.administration],
  writeRealms: [realm.administration],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state }) =>
    state.features.crls.lists.map(({ handle, url, serialNumbers }) => ({
      InstanceID: revocationListId(handle),
      SerialNumbers: serialNumbers,
      Url: url,
    })),
  put: ({ state }, current, changes) =>
    written(
      putCrl(state, handleOf(current['InstanceID']) ?? -1, {
        url: textIn(changes, 'Url') ?? textIn(current, 'Url') ?? '',
        serialNumbers: textsIn(changes, 'SerialNumbers') ?? textsIn(current, 'SerialNumbers') ?? [],
      }),
    ),
  remove: ({ state }, current) => written(removeCrl(state, handleOf(current['InstanceID']) ?? -1)),
};
