import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

const NAME = 'Intel(r) AMT:Host Boot Reason';

/** Values of Reason. Recorded: 1 on a machine that somebody had switched on; the others are assumed. */
const reasons = { local: 1, remote: 2, alarm: 3, watchdog: 4 } as const;

/** Why the host booted last. */
export const hostBootReason: ClassDeclaration = {
  name: 'IPS_HostBootReason',
  uri: classUri('IPS_HostBootReason'),
  parent: 'CIM_ManagedElement',
  since: '8.0',
  properties: [
    { name: 'ElementName', type: 'string' },
    { name: 'InstanceID', type: 'string', key: true },
    { name: 'PreviousSxState', type: 'uint32', required: true },
    { name: 'Reason', type: 'uint32', required: true },
    { name: 'ReasonDetails', type: 'string' },
  ],
  declaresCommon: false,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: `${CLASS_REFERENCE}; the numbers of boots by remote control, alarm and watchdog are assumed`,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ state }) => [
    {
      ElementName: NAME,
      InstanceID: NAME,
      PreviousSxState: state.features.hostBoot.previousSleepState,
      Reason: reasons[state.features.hostBoot.cause],
      ReasonDetails: state.features.hostBoot.details,
    },
  ],
};
