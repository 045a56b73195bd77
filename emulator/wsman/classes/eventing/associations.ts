import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

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
  instances: () => [],
};

export const petFilterForTarget: ClassDeclaration = {
  name: 'AMT_PETFilterForTarget',
  uri: classUri('AMT_PETFilterForTarget'),
  parent: 'CIM_Dependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};

export const trapTargetForService: ClassDeclaration = {
  name: 'AMT_TrapTargetForService',
  uri: classUri('AMT_TrapTargetForService'),
  parent: 'CIM_ServiceSAPDependency',
  properties: [
    { name: 'Antecedent', type: 'reference', key: true },
    { name: 'Dependent', type: 'reference', key: true },
  ],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
