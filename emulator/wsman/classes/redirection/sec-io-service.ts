import { putSecIo } from '../../../device/redirection/sec-io.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm } from '../service-shape.ts';
import { enabledStates, requestedStates2 } from '../value-maps.ts';
import { numberIn } from '../value-readings.ts';

const NAME = 'IPS_SecIOService';

/** What the firmware itself draws on the screen. `language` and `zoom` begin in lower case on the wire. */
export const secIoService: ClassDeclaration = {
  name: NAME,
  uri: classUri(NAME),
  parent: 'CIM_Service',
  since: '8.0',
  needs: 'kvm',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DefaultScreen', type: 'uint8', access: 'read-write' },
    { name: 'EnabledState', type: 'uint16', values: enabledStates },
    { name: 'Name', type: 'string', key: true },
    { name: 'NumberOfScreens', type: 'uint8' },
    { name: 'RequestedLanguage', type: 'uint16', access: 'read-write' },
    { name: 'Started', type: 'boolean' },
    { name: 'Status', type: 'string' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
    { name: 'language', type: 'uint16' },
    { name: 'zoom', type: 'uint16', access: 'read-write' },
  ],
  methods: [
    {
      name: 'RequestStateChange',
      input: [
        { name: 'RequestedState', type: 'uint16', required: true, values: requestedStates2 },
        { name: 'TimeoutPeriod', type: 'datetime' },
      ],
      output: [{ name: 'Job', type: 'reference' }],
      returns: [0, 1, 2, 3, 4, 5, 6, 4096, 4097, 4098, 4099],
    },
  ],
  declaresCommon: true,
  storedOnly: true,
  readRealms: [realm.redirection, realm.administration],
  writeRealms: [realm.redirection, realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull'],
  instances: ({ state }) => [
    {
      CreationClassName: NAME,
      DefaultScreen: state.features.secIo.defaultScreen,
      EnabledState: 2,
      Name: 'SecIO',
      RequestedLanguage: state.features.secIo.requestedLanguage,
      Started: true,
      Status: 'OK',
      SystemCreationClassName: 'CIM_ComputerSystem',
      SystemName: 'ManagedSystem',
      language: 1,
      zoom: state.features.secIo.zoom,
    },
  ],
  put: ({ state }, _current, changes) =>
    written(
      putSecIo(state, {
        defaultScreen: numberIn(changes, 'DefaultScreen'),
        requestedLanguage: numberIn(changes, 'RequestedLanguage'),
        zoom: numberIn(changes, 'zoom'),
      }),
    ),
};
