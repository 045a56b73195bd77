import type { ClassDeclaration } from '../../declaration.ts';
import { CIM_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';

const NAME = 'CIM_SoftwareIdentity';

/** Versions of the firmware's parts; `AMT` is the one that consoles show. */
export const softwareIdentity: ClassDeclaration = {
  name: NAME,
  uri: `${CIM_NAMESPACE}${NAME}`,
  parent: 'CIM_LogicalElement',
  properties: [
    { name: 'InstanceID', type: 'string', key: true, meaning: 'Part of the firmware' },
    { name: 'IsEntity', type: 'boolean', meaning: 'True: it is installed' },
    { name: 'VersionString', type: 'string', meaning: 'Its version' },
  ],
  declaresCommon: true,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; only the properties that devices were recorded to fill`,
  recorded: ['Enumerate', 'Get', 'Pull'],
  whenUnnamed: { InstanceID: 'AMTApps' },
  instances: ({ instant }) =>
    instant.profile.softwareIdentities.map(([InstanceID, VersionString]) => ({
      InstanceID,
      IsEntity: true,
      VersionString,
    })),
};
