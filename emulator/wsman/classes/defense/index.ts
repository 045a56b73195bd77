import type { ClassDeclaration } from '../../declaration.ts';
import { agentPresenceCapabilities } from './agent-presence-capabilities.ts';
import { agentPresenceService } from './agent-presence-service.ts';
import { agentPresenceWatchdog } from './agent-presence-watchdog.ts';
import { agentPresenceWatchdogAction } from './agent-presence-watchdog-action.ts';
import { agentPresenceWatchdogVa } from './agent-presence-watchdog-va.ts';
import { activeFilterStatistics, filterInSystemDefensePolicy, systemDefensePolicyInService } from './associations.ts';
import { policyRuleInSystem, policySetAppliesToElement } from './policy-set-associations.ts';
import {
  agentPresenceInterfacePolicy,
  environmentDetectionInterfacePolicy,
  heuristicPacketFilterInterfacePolicy,
  networkPortDefaultSystemDefensePolicy,
  networkPortSystemDefensePolicy,
} from './port-policies.ts';
import { generalSystemDefenseCapabilities } from './general-system-defense-capabilities.ts';
import { hdr8021Filter } from './hdr8021-filter.ts';
import { heuristicPacketFilterSettings } from './heuristic-packet-filter-settings.ts';
import { heuristicPacketFilterStatistics } from './heuristic-packet-filter-statistics.ts';
import { ipHeadersFilter } from './ip-headers-filter.ts';
import { networkFilter } from './network-filter.ts';
import { networkPortSystemDefenseCapabilities } from './network-port-system-defense-capabilities.ts';
import { stateTransitionCondition } from './state-transition-condition.ts';
import { systemDefensePolicy } from './system-defense-policy.ts';
import { systemDefenseService } from './system-defense-service.ts';

export const defenseClasses: readonly ClassDeclaration[] = [
  agentPresenceCapabilities,
  agentPresenceService,
  agentPresenceWatchdog,
  agentPresenceWatchdogAction,
  agentPresenceWatchdogVa,
  activeFilterStatistics,
  agentPresenceInterfacePolicy,
  environmentDetectionInterfacePolicy,
  filterInSystemDefensePolicy,
  heuristicPacketFilterInterfacePolicy,
  networkPortDefaultSystemDefensePolicy,
  networkPortSystemDefensePolicy,
  systemDefensePolicyInService,
  policyRuleInSystem,
  policySetAppliesToElement,
  generalSystemDefenseCapabilities,
  hdr8021Filter,
  heuristicPacketFilterSettings,
  heuristicPacketFilterStatistics,
  ipHeadersFilter,
  networkFilter,
  networkPortSystemDefenseCapabilities,
  stateTransitionCondition,
  systemDefensePolicy,
  systemDefenseService,
];
