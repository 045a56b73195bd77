import { setDefaultCommunity } from '../../../device/logs/alerts.ts';
import { done } from '../../../device/step.ts';
import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { written } from '../refusal-answers.ts';
import { CLASS_REFERENCE, serviceKeyValues } from '../service-shape.ts';
import { textIn } from '../value-readings.ts';

const NAME = 'AMT_EventManagerService';
/** Name of the service, as the guide's flows look for it. */
export const EVENT_MANAGER = 'Intel(r) AMT Event Manager Service';

/** The event manager: filters and trap receivers hang on it. */
export const eventManagerService: ClassDeclaration = {
  name: 'AMT_EventManagerService',
  uri: classUri('AMT_EventManagerService'),
  parent: 'CIM_Service',
  properties: [
    { name: 'CreationClassName', type: 'string', key: true },
    { name: 'DefaultCommunityString', type: 'string', access: 'read-write' },
    { name: 'Name', type: 'string', key: true },
    { name: 'SystemCreationClassName', type: 'string', key: true },
    { name: 'SystemName', type: 'string', key: true },
  ],
  declaresCommon: true,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'documented',
  source: CLASS_REFERENCE,
  instances: ({ state }) => [
    { ...serviceKeyValues(NAME, EVENT_MANAGER), DefaultCommunityString: state.features.alerts.defaultCommunity },
  ],
  put: ({ state }, _current, sent) => {
    const community = textIn(sent, 'DefaultCommunityString');
    return written(community === undefined ? done(state) : setDefaultCommunity(state, community));
  },
};
