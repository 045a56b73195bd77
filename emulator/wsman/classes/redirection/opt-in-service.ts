import {
  cancelConsent,
  consentPhase,
  putConsent,
  sendConsentCode,
  startConsent,
} from '../../../device/redirection/consent.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, MethodDeclaration } from '../../declaration.ts';
import { returned, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE, realm, serviceKeyValues } from '../service-shape.ts';
import { numberIn } from '../value-readings.ts';

const NAME = 'IPS_OptInService';
const SERVICE = 'Intel(r) AMT OptIn Service';
/** OptInState: not started, requested, displayed, received. 4, in session, has no session yet that could reach it. */
const optInState = { none: 0, requested: 1, displayed: 2, received: 3 } as const;

const methods: readonly MethodDeclaration[] = [
  {
    name: 'CancelOptIn',
    input: [],
    output: [],
    returns: [0, 1, 2, 3, 4],
    meaning: 'Takes the question or the consent back',
    call: ({ state, instant }) => returned(cancelConsent(state, instant), () => ({})),
  },
  {
    name: 'SendOptInCode',
    input: [{ name: 'OptInCode', type: 'uint32', required: true }],
    output: [],
    returns: [0, 1, 2, 3, 4],
    meaning: 'Says the code that the person at the PC sees',
    call: ({ state, instant }, input) => {
      const step = sendConsentCode(state, instant, numberIn(input, 'OptInCode') ?? -1);
      if (!step.ok) return returned(step, () => ({}));
      return { kind: 'returned', value: step.value, state: step.state, effects: step.effects };
    },
  },
  {
    name: 'StartOptIn',
    input: [],
    output: [],
    returns: [0, 1, 2, 3, 4],
    meaning: 'Shows a code of six digits on the screen of the PC',
    call: ({ state, instant }) => returned(startConsent(state, instant), () => ({})),
  },
];

/** The consent of the person at the PC. */
export const optInService: ClassDeclaration = {
  name: NAME,
  uri: classUri(NAME),
  parent: 'CIM_Service',
  since: '6.2',
  needs: 'user-consent',
  properties: [
    { name: 'CanModifyOptInPolicy', type: 'uint8', values: { 0: 'False', 1: 'True' } },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'ElementName', type: 'string' },
    { name: 'Name', type: 'string', key: true },
    { name: 'OptInCodeTimeout', type: 'uint32', access: 'read-write', meaning: 'Seconds' },
    { name: 'OptInDisplayTimeout', type: 'uint16', access: 'read-write', meaning: 'Seconds' },
    { name: 'OptInRequired', type: 'uint32', access: 'read-write', values: { 0: 'None', 1: 'KVM', 4294967295: 'All' } },
    {
      name: 'OptInState',
      type: 'uint8',
      values: { 0: 'Not started', 1: 'Requested', 2: 'Displayed', 3: 'Received', 4: 'In Session' },
    },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  methods,
  declaresCommon: true,
  readRealms: [realm.redirection, realm.administration, realm.remoteControl],
  writeRealms: [realm.redirection, realm.administration, realm.remoteControl],
  evidence: 'recorded',
  source: CLASS_REFERENCE,
  recorded: ['Enumerate', 'Get', 'CancelOptIn', 'SendOptInCode', 'StartOptIn', 'Pull'],
  instances: (context) => [
    {
      ...serviceKeyValues(NAME, SERVICE),
      CanModifyOptInPolicy: 1,
      ElementName: SERVICE,
      OptInCodeTimeout: context.state.features.consent.codeTimeoutSeconds,
      OptInDisplayTimeout: context.state.features.consent.displayTimeoutSeconds,
      OptInRequired: context.state.features.consent.required,
      OptInState: stateOf(context),
    },
  ],
  put: ({ state }, _current, changes) =>
    written(
      putConsent(state, {
        required: numberIn(changes, 'OptInRequired'),
        codeTimeoutSeconds: numberIn(changes, 'OptInCodeTimeout'),
        displayTimeoutSeconds: numberIn(changes, 'OptInDisplayTimeout'),
      }),
    ),
};

/** A code is only displayed where a screen is on. */
function stateOf({ state, instant, holder }: CallContext): number {
  const phase = consentPhase(state, instant.nowMs);
  if (phase === 'none') return optInState.none;
  if (phase === 'given') return optInState.received;
  return holder.host?.().isOn === false ? optInState.requested : optInState.displayed;
}
