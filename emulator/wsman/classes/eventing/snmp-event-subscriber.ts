import { addSnmpSubscriber, removeSnmpSubscriber } from '../../../device/logs/alerts.ts';
import type { SnmpSubscriber } from '../../../device/logs/alerts-state.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration, CreateResult, Instance } from '../../declaration.ts';
import { faultOf, written } from '../refusal-answers.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { infoFormats } from '../value-maps.ts';
import { numberIn, textIn } from '../value-readings.ts';
import { subscriberKeys, subscriberReference } from './alert-names.ts';

const IPV4 = 3;
const UDP = 3;
const TRAP_PORT = '162';

/** Where traps go: those of every filter with the same policy number. */
export const snmpEventSubscriber: ClassDeclaration = {
  name: 'AMT_SNMPEventSubscriber',
  uri: classUri('AMT_SNMPEventSubscriber'),
  parent: 'AMT_EventSubscriber',
  until: '18.0',
  properties: [
    { name: 'AccessContext', type: 'uint16' },
    { name: 'AccessInfo', type: 'string', required: true },
    { name: 'CommunityString', type: 'string', maxLength: 16 },
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'InfoFormat', type: 'uint16', values: infoFormats },
    { name: 'Name', type: 'string', key: true },
    { name: 'OtherAccessContext', type: 'string' },
    { name: 'OtherInfoFormatDescription', type: 'string' },
    { name: 'OtherProtocolDescription', type: 'string' },
    { name: 'PolicyID', type: 'uint8', required: true },
    { name: 'PortInfo', type: 'string' },
    { name: 'PortProtocol', type: 'uint16' },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state }) => state.features.alerts.subscribers.map((subscriber) => instanceOf(subscriber)),
  create: ({ state, instant }, sent): CreateResult => {
    const step = addSnmpSubscriber(state, instant, {
      address: textIn(sent, 'AccessInfo') ?? '',
      policyId: numberIn(sent, 'PolicyID') ?? 0,
      community: textIn(sent, 'CommunityString') ?? '',
    });
    if (!step.ok) return faultOf(step.refusal);
    return { kind: 'written', state: step.state, effects: step.effects, created: subscriberReference(step.value) };
  },
  remove: ({ state }, current) => {
    const found = state.features.alerts.subscribers.find(
      ({ handle }) => subscriberKeys(handle).Name === current['Name'],
    );
    return written(removeSnmpSubscriber(state, found?.handle ?? 0));
  },
};

function instanceOf({ handle, address, policyId, community }: SnmpSubscriber): Instance {
  return {
    ...subscriberKeys(handle),
    AccessInfo: address,
    CommunityString: community,
    InfoFormat: IPV4,
    PolicyID: policyId,
    PortInfo: TRAP_PORT,
    PortProtocol: UDP,
  };
}
