import { putRedirection, requestRedirectionState } from '../../../device/redirection/redirection.ts';
import { refused } from '../../../device/step.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { invalidValues, returned, written } from '../refusal-answers.ts';
import {
  AMT_NAMESPACE,
  CLASS_REFERENCE,
  realm,
  serviceKeys,
  serviceKeyValues,
  stateChangeInput,
  stateChangeOutput,
} from '../service-shape.ts';
import { flagIn, numberIn } from '../value-readings.ts';

const NAME = 'AMT_RedirectionService';
const SERVICE = 'Intel(r) AMT Redirection Service';
const INTERNAL_ERROR = 1;

/** Serial over LAN and IDE redirection: whether they are on and their ports open. */
export const redirectionService: ClassDeclaration = {
  name: NAME,
  uri: `${AMT_NAMESPACE}${NAME}`,
  parent: 'CIM_Service',
  properties: [
    ...serviceKeys,
    { name: 'AccessLog', type: 'string', array: true, meaning: 'Recent IDE-R sessions' },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    {
      name: 'EnabledState',
      type: 'uint16',
      access: 'read-write',
      meaning: '32768 none, 32769 IDE-R, 32770 SOL, 32771 both',
    },
    { name: 'ListenerEnabled', type: 'boolean', access: 'read-write', meaning: 'Ports for SOL and IDE-R open' },
  ],
  methods: [
    {
      name: 'RequestStateChange',
      input: stateChangeInput,
      output: stateChangeOutput,
      realms: [realm.redirection, realm.administration],
      meaning: 'Switches SOL and IDE-R',
      call: ({ state }, input) =>
        returned(requestRedirectionState(state, numberIn(input, 'RequestedState') ?? 0), () => ({})),
    },
    {
      name: 'TerminateSession',
      input: [{ name: 'SessionType', type: 'uint32', values: { 0: 'IDER', 1: 'SOL' } }],
      output: [],
      returns: [0, 1],
      meaning: 'Ends an IDE-R or SOL session; there is none that could be ended',
      call: (_context, input) => {
        const sessionType = numberIn(input, 'SessionType') ?? 0;
        return returned(refused(INTERNAL_ERROR, 'redirection.terminate.no-session', { sessionType }), () => ({}));
      },
    },
  ],
  declaresCommon: true,
  readRealms: [realm.redirection, realm.administration],
  writeRealms: [realm.redirection, realm.administration],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'Pull', 'Put', 'RequestStateChange'],
  instances: ({ state }) => [
    {
      ...serviceKeyValues(NAME, SERVICE),
      ElementName: SERVICE,
      EnabledState: state.redirection.enabledState,
      ListenerEnabled: state.redirection.listenerEnabled,
    },
  ],
  put: ({ state }, _current, changes) => {
    const step = putRedirection(state, {
      enabledState: numberIn(changes, 'EnabledState'),
      listenerEnabled: flagIn(changes, 'ListenerEnabled'),
    });
    if (step.ok) return written(step);
    return invalidValues(step.refusal);
  },
};
