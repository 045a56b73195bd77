import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { activities } from '../value-maps.ts';

/** Activity that a realm grants. */
const EXECUTE = 7;

/** What roles can say here; the values are assumed. */
export const roleBasedManagementCapabilities: ClassDeclaration = {
  name: 'CIM_RoleBasedManagementCapabilities',
  uri: classUri('CIM_RoleBasedManagementCapabilities'),
  parent: 'CIM_PrivilegeManagementCapabilities',
  since: '6.0',
  properties: [
    { name: 'ActivitiesSupported', type: 'uint16', array: true, values: activities },
    { name: 'ActivityQualifiersSupported', type: 'string', array: true },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'QualifierFormatsSupported', type: 'uint16', array: true },
    { name: 'SharedPrivilegeSupported', type: 'boolean' },
    { name: 'SupportedMethods', type: 'uint16', array: true },
  ],
  declaresCommon: false,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [
    {
      ActivitiesSupported: [EXECUTE],
      InstanceID: 'Intel(r) AMT: Role Based Management Capabilities 0',
      SharedPrivilegeSupported: false,
    },
  ],
};
