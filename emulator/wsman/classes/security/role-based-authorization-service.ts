import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';

const NAME = 'CIM_RoleBasedAuthorizationService';

/** The service behind the roles; its name is assumed. */
export const roleBasedAuthorizationService: ClassDeclaration = {
  name: 'CIM_RoleBasedAuthorizationService',
  uri: classUri('CIM_RoleBasedAuthorizationService'),
  parent: 'CIM_PrivilegeManagementService',
  since: '6.0',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 21],
  writeRealms: [3, 21],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [serviceKeyValues(NAME, 'Intel(r) AMT Role Based Authorization Service')],
};
