import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { registeredProfiles } from './profiles.ts';

export const registeredProfile: ClassDeclaration = {
  name: 'CIM_RegisteredProfile',
  uri: classUri('CIM_RegisteredProfile'),
  parent: 'CIM_ManagedElement',
  properties: [
    { name: 'AdvertiseTypeDescriptions', type: 'string', array: true },
    { name: 'AdvertiseTypes', type: 'uint16', array: true, required: true },
    { name: 'ImplementedFeatures', type: 'string', array: true },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'OtherRegisteredOrganization', type: 'string' },
    { name: 'RegisteredName', type: 'string', required: true },
    { name: 'RegisteredOrganization', type: 'uint16', required: true },
    { name: 'RegisteredVersion', type: 'string', required: true },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: registeredProfiles,
};
