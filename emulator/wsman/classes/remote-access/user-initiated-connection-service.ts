import { requestUserInitiatedState } from '../../../device/network/remote-access.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { refusedTimeout, returned } from '../refusal-answers.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';

const SERVICE = 'Intel(r) AMT User Initiated Connection Service';

/** From where a user may ask for a connection. Nobody at the emulated PC does. */
export const userInitiatedConnectionService: ClassDeclaration = {
  name: 'AMT_UserInitiatedConnectionService',
  uri: classUri('AMT_UserInitiatedConnectionService'),
  parent: 'CIM_Service',
  since: '4.0',
  needs: 'remote-access',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    {
      name: 'EnabledState',
      type: 'uint16',
      values: {
        2: 'Enabled',
        3: 'Disabled',
        32768: 'All interfaces disabled',
        32769: 'BIOS interface enabled',
        32770: 'OS interface enabled',
        32771: 'BIOS and OS interfaces enabled',
      },
    },
    { name: 'LastConnectionReason', type: 'string', since: '6.0' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods: [
    {
      name: 'RequestStateChange',
      input: [
        {
          name: 'RequestedState',
          type: 'uint16',
          required: true,
          values: {
            2: 'Enabled',
            3: 'Disabled',
            4: 'Shut Down',
            6: 'Offline',
            7: 'Test',
            8: 'Defer',
            9: 'Quiesce',
            10: 'Reboot',
            11: 'Reset',
            32768: 'All Interfaces disabled',
            32769: 'BIOS Interface enabled',
            32770: 'OS Interface enabled',
            32771: 'BIOS and OS Interfaces enabled',
          },
        },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
      meaning: 'Says from where a user may ask for a connection: 32768 nowhere, 32769 BIOS, 32770 OS, 32771 both',
      call: ({ state }, input) =>
        input['TimeoutPeriod'] === undefined
          ? returned(requestUserInitiatedState(state, numberIn(input, 'RequestedState') ?? 0), () => ({}))
          : refusedTimeout('remote-access.user-initiated.timeout'),
    },
  ],
  declaresCommon: true,
  readRealms: [3, 13],
  writeRealms: [3],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'RequestStateChange', 'Pull'],
  storedOnly: true,
  instances: ({ state }) => [
    {
      ...serviceKeyValues('AMT_UserInitiatedConnectionService', SERVICE),
      ElementName: SERVICE,
      EnabledState: state.features.remoteAccess.userInitiated,
      LastConnectionReason: '',
    },
  ],
};
