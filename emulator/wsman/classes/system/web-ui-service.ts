import { requestWebInterfaceState } from '../../../device/network/web-interface.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { returned } from '../refusal-answers.ts';
import {
  AMT_NAMESPACE,
  CLASS_REFERENCE,
  realm,
  serviceKeys,
  serviceKeyValues,
  stateChangeInput,
  stateChangeOutput,
} from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';

const NAME = 'AMT_WebUIService';

/** The device's own web pages, on or off. */
export const webUiService: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_Service',
  properties: [...serviceKeys, { name: 'EnabledState', type: 'uint16', meaning: '2 enabled, 3 disabled' }],
  methods: [
    {
      name: 'RequestStateChange',
      input: stateChangeInput,
      output: stateChangeOutput,
      realms: [realm.administration],
      meaning: 'Switches the pages: 2 on, 3 off',
      call: ({ state }, input) =>
        returned(requestWebInterfaceState(state, numberIn(input, 'RequestedState') ?? 0), () => ({})),
    },
  ],
  declaresCommon: true,
  readRealms: [realm.administration, realm.generalInfo],
  writeRealms: [realm.administration],
  evidence: 'documented',
  source: `${CLASS_REFERENCE}; EnabledState is inherited from CIM_EnabledLogicalElement`,
  instances: ({ state }) => [
    { ...serviceKeyValues(NAME, 'Intel(r) AMT Web UI Service'), EnabledState: state.webInterface.enabled ? 2 : 3 },
  ],
};
