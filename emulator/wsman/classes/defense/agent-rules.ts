import type { AgentRule, AgentWatchdog } from '../../../device/protection/agent-presence-state.ts';
import type { DeviceState } from '../../../device/state.ts';
import type { Instance } from '../../declaration.ts';
import { elementKeyValues } from './defense-references.ts';

/** Values of ActionSd. */
export const defenseNumbers = { activate: 0, deactivate: 1 } as const;

/** Every rule of every agent, with its agent. */
export function allRules(
  state: DeviceState,
): readonly { readonly watchdog: AgentWatchdog; readonly rule: AgentRule }[] {
  return state.features.agentPresence.watchdogs.flatMap((watchdog) =>
    watchdog.rules.map((rule) => ({ watchdog, rule })),
  );
}

/** Keys that the action and the condition of a rule share; the name of the rule is that of its agent and action. */
export function ruleKeys(watchdog: AgentWatchdog, rule: AgentRule, className: string): Instance {
  return {
    ...elementKeyValues(className),
    PolicyRuleCreationClassName: 'CIM_PolicyRule',
    PolicyRuleName: `${watchdog.id} ${rule.name}`,
  };
}
