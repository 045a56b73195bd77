import { liveSubscriptions } from '../../../device/logs/subscriptions.ts';
import type { EventSubscription } from '../../../device/logs/subscriptions-state.ts';
import { classUri } from '../../namespaces.ts';
import type { CallContext, ClassDeclaration, Instance } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';
import { filterReference, subscriberReference } from './alert-names.ts';
import { EVENT_MANAGER } from './event-manager-service.ts';
import { subscriptionKeys } from './subscription-names.ts';

/** A subscription: its filter collection, and where its events go. */
export const filterCollectionSubscription: ClassDeclaration = {
  name: 'CIM_FilterCollectionSubscription',
  uri: classUri('CIM_FilterCollectionSubscription'),
  parent: 'CIM_AbstractIndicationSubscription',
  since: '3.2',
  properties: [
    { name: 'FailureTriggerTimeInterval', type: 'uint64' },
    { name: 'Filter', type: 'reference', key: true },
    { name: 'Handler', type: 'reference', key: true },
    { name: 'OnFatalErrorPolicy', type: 'uint16', values: { 1: 'Other', 2: 'Ignore', 3: 'Disable', 4: 'Remove' } },
    { name: 'OtherOnFatalErrorPolicy', type: 'string' },
    { name: 'OtherRepeatNotificationPolicy', type: 'string' },
    { name: 'OtherSubscriptionState', type: 'string' },
    { name: 'RepeatNotificationCount', type: 'uint16' },
    { name: 'RepeatNotificationGap', type: 'uint64' },
    { name: 'RepeatNotificationInterval', type: 'uint64' },
    {
      name: 'RepeatNotificationPolicy',
      type: 'uint16',
      values: { 0: 'Unknown', 1: 'Other', 2: 'None', 3: 'Suppress', 4: 'Delay' },
    },
    { name: 'SubscriptionDuration', type: 'uint64' },
    { name: 'SubscriptionInfo', type: 'string' },
    { name: 'SubscriptionStartTime', type: 'datetime' },
    {
      name: 'SubscriptionState',
      type: 'uint16',
      values: { 0: 'Unknown', 1: 'Other', 2: 'Enabled', 3: 'Enabled Degraded', 4: 'Disabled' },
    },
    { name: 'SubscriptionTimeRemaining', type: 'uint64' },
    { name: 'TimeOfLastStateChange', type: 'datetime' },
  ],
  declaresCommon: true,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: (context) => subscriptionsOf(context),
};

/** A filter and a trap receiver of the same policy; it follows from the policy numbers, so nobody creates one. */
export const petFilterForTarget: ClassDeclaration = {
  name: 'AMT_PETFilterForTarget',
  uri: classUri('AMT_PETFilterForTarget'),
  parent: 'CIM_Dependency',
  until: '18.0',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state }) => {
    const { filters, subscribers } = state.features.alerts;
    return filters.flatMap((filter) =>
      subscribers
        .filter(({ policyId }) => policyId === filter.policyId)
        .map(({ handle }) => ({ Antecedent: filterReference(filter.handle), Dependent: subscriberReference(handle) })),
    );
  },
};

/** A trap receiver and the event manager. */
export const trapTargetForService: ClassDeclaration = {
  name: 'AMT_TrapTargetForService',
  uri: classUri('AMT_TrapTargetForService'),
  parent: 'CIM_ServiceSAPDependency',
  until: '18.0',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: ({ state }) =>
    state.features.alerts.subscribers.map(({ handle }) => ({
      Antecedent: subscriberReference(handle),
      Dependent: {
        kind: 'reference',
        resourceUri: classUri('AMT_EventManagerService'),
        selectors: {
          CreationClassName: 'AMT_EventManagerService',
          Name: EVENT_MANAGER,
          SystemCreationClassName: 'CIM_ComputerSystem',
          SystemName: 'Intel(r) AMT',
        },
      },
    })),
};

function subscriptionsOf({ state, instant }: CallContext): readonly Instance[] {
  const deviceMs = instant.nowMs + state.time.offsetMs;
  return liveSubscriptions(state, instant).map((entry) => subscriptionOf(entry, deviceMs));
}

const SECOND_MS = 1000;

function subscriptionOf(entry: EventSubscription, deviceMs: number): Instance {
  const isLimited = entry.expiresAtMs !== 0;
  return {
    ...subscriptionKeys(entry),
    OnFatalErrorPolicy: 2,
    RepeatNotificationPolicy: 2,
    SubscriptionDuration: isLimited ? entry.durationSeconds : undefined,
    SubscriptionInfo: entry.parameters.map(({ text }) => text).join(''),
    SubscriptionStartTime: { kind: 'datetime', ms: entry.startedAtMs },
    SubscriptionState: 2,
    SubscriptionTimeRemaining: isLimited ? Math.ceil((entry.expiresAtMs - deviceMs) / SECOND_MS) : undefined,
  };
}
