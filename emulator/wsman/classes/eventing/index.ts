import type { ClassDeclaration } from '../../declaration.ts';
import { alertIndication } from './alert-indication.ts';
import { filterCollectionSubscription, petFilterForTarget, trapTargetForService } from './associations.ts';
import { eventManagerService } from './event-manager-service.ts';
import { filterCollection } from './filter-collection.ts';
import { indication } from './indication.ts';
import { indicationService } from './indication-service.ts';
import { listenerDestinationWsManagement } from './listener-destination-ws-management.ts';
import { petCapabilities } from './pet-capabilities.ts';
import { petFilterSetting } from './pet-filter-setting.ts';
import { processIndication } from './process-indication.ts';
import { snmpEventSubscriber } from './snmp-event-subscriber.ts';
import { soapEventSubscriber } from './soap-event-subscriber.ts';

/** Classes of alerts and subscriptions, in enumeration order. */
export const eventingClasses: readonly ClassDeclaration[] = [
  alertIndication,
  filterCollectionSubscription,
  petFilterForTarget,
  trapTargetForService,
  eventManagerService,
  filterCollection,
  indication,
  indicationService,
  listenerDestinationWsManagement,
  petCapabilities,
  petFilterSetting,
  processIndication,
  snmpEventSubscriber,
  soapEventSubscriber,
];
