import { pcOf, STATUS_OK } from '../hardware/pc.ts';
import type { CallContext, ClassDeclaration, Instance } from '../../declaration.ts';
import { CIM_NAMESPACE, CLASS_REFERENCE, realm } from '../service-shape.ts';
import { enabledStates, healthStates, operationalStatus, requestedStates } from '../value-maps.ts';

const NAME = 'CIM_ComputerSystem';

/** Values of Dedicated that DASH systems have (CIM schema, CIM_ComputerSystem; DMTF DSP1058). */
const purposes = { managementController: 28, desktop: 32, laptop: 33 } as const;
const states = { enabled: 2, notApplicable: 5, notTracked: 12 } as const;
const HEALTHY = 5;
/** SMBIOS kinds of chassis that are carried about: portable, laptop, notebook, sub notebook, tablet, convertible, detachable. */
const mobileChassis: readonly number[] = [8, 9, 10, 14, 30, 31, 32];

/** The PC and the management engine in it, as two systems. */
export const computerSystem: ClassDeclaration = {
  name: NAME,
  uri: `${CIM_NAMESPACE}${NAME}`,
  parent: 'CIM_System',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true, meaning: 'Class of the instance' },
    { name: 'Dedicated', type: 'uint16', array: true, meaning: '28 management controller, 32 desktop, 33 laptop' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates, meaning: 'Not the power state' },
    { name: 'HealthState', type: 'uint16', values: healthStates },
    { name: 'IdentifyingDescriptions', type: 'string', array: true, meaning: 'What OtherIdentifyingInfo is' },
    { name: 'Name', type: 'string', key: true, meaning: 'ManagedSystem or Intel(r) AMT' },
    { name: 'NameFormat', type: 'string', meaning: 'How the name was made' },
    { name: 'OperationalStatus', type: 'uint16', array: true, values: operationalStatus },
    { name: 'OtherDedicatedDescriptions', type: 'string', array: true },
    {
      name: 'OtherIdentifyingInfo',
      type: 'string',
      array: true,
      meaning: 'Empty: machines do not say their UUID here',
    },
    { name: 'PowerManagementCapabilities', type: 'uint16', array: true },
    { name: 'PrimaryOwnerContact', type: 'string' },
    { name: 'PrimaryOwnerName', type: 'string' },
    { name: 'RequestedState', type: 'uint16', values: requestedStates },
    { name: 'ResetCapability', type: 'uint16' },
    { name: 'Roles', type: 'string', array: true },
  ],
  declaresCommon: true,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [],
  evidence: 'documented',
  source: `${CLASS_REFERENCE}; states as clients of such machines expect them, Dedicated as DMTF DSP1058 has it, both assumed`,
  instances: (context) => [managedSystemValues(context), engineValues()],
};

function managedSystemValues(context: CallContext): Instance {
  const isMobile = mobileChassis.includes(pcOf(context).chassis.type);
  return {
    CreationClassName: NAME,
    Dedicated: [isMobile ? purposes.laptop : purposes.desktop],
    ElementName: 'Managed System',
    EnabledState: states.enabled,
    HealthState: HEALTHY,
    Name: 'ManagedSystem',
    NameFormat: 'Other',
    OperationalStatus: STATUS_OK,
    RequestedState: states.notTracked,
  };
}

function engineValues(): Instance {
  return {
    CreationClassName: NAME,
    Dedicated: [purposes.managementController],
    ElementName: 'Intel(r) AMT Subsystem',
    EnabledState: states.notApplicable,
    HealthState: HEALTHY,
    Name: 'Intel(r) AMT',
    NameFormat: 'Other',
    OperationalStatus: STATUS_OK,
    RequestedState: states.notTracked,
  };
}
