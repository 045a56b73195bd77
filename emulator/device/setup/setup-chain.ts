import type { DecisionDraft } from '../../decisions/decision.ts';
import type { FirmwareProfile } from '../../firmware/profile.ts';
import { provisioningRecord } from './provisioning-record.ts';
import { readChain, rootHashOf, setupChainRules, type ChainFinding, type ChainView } from './setup-chain-rules.ts';
import type { ChainRefusalCode } from './setup-chain-refusals.ts';
import type { DeviceState, ProvisioningRecord } from '../state.ts';

export { chainRefusals, type ChainRefusalCode } from './setup-chain-refusals.ts';
export { setupChainRules } from './setup-chain-rules.ts';

/** What the device thinks of a setup server's certificate chain, and every rule it asked on the way. */
export type ChainVerdict =
  | { readonly accepted: true; readonly record: ProvisioningRecord; readonly decisions: readonly DecisionDraft[] }
  | { readonly accepted: false; readonly code: ChainRefusalCode; readonly decisions: readonly DecisionDraft[] };

/** The device and the surroundings in which a setup chain is judged. */
export interface ChainQuestion {
  readonly state: DeviceState;
  readonly profile: FirmwareProfile;
  /** Wall time, milliseconds since 1970. */
  readonly nowMs: number;
  /** DHCP option 15, empty when the network gave none. */
  readonly dhcpSuffix: string;
  /** Address of the setup server. */
  readonly from: string;
}

/**
 * Judges the chain that a setup server presents as a TLS client, certificates in DER, leaf first, root last, exactly as
 * they came. Stops at the first rule that refuses; the peer sees no more than a failed handshake, the decisions say why.
 *
 * Source: Intel AMT Implementation and Reference Guide, remote setup and configuration, certificate requirements.
 */
export function judgeSetupChain(chainDer: readonly Buffer[], asked: ChainQuestion): ChainVerdict {
  const { state, profile } = asked;
  const deviceMs = asked.nowMs + state.time.offsetMs;
  const reading = readChain(chainDer, profile.setup.maxChainCertificates);
  const deviceSuffix = state.setup.trustedDnsSuffix === '' ? asked.dhcpSuffix : state.setup.trustedDnsSuffix;
  const view: ChainView = { ...reading, hashes: state.setup.hashes, setup: profile.setup, deviceSuffix, deviceMs };
  const decisions: DecisionDraft[] = [];
  let isTimeValid = true;
  for (const rule of setupChainRules) {
    const finding = rule.ask(view);
    decisions.push(decisionOf(rule.id, finding, asked.from));
    if (finding.outcome === 'refused') return { accepted: false, code: finding.code, decisions };
    if (finding.outcome === 'noted') isTimeValid = false;
  }
  const hash = rootHashOf(view);
  if (hash === undefined) throw new Error('the rules let a chain without a listed root pass');
  const record = provisioningRecord(state, { chain: view.certificates, hash, isTimeValid, from: asked.from, deviceMs });
  decisions.push({
    code: 'setup.chain.accepted',
    verdict: 'accepted',
    inputs: { from: asked.from, server: record.serverFqdn, root: hash.name, isTimeValid },
  });
  return { accepted: true, record, decisions };
}

function decisionOf(ruleId: string, finding: ChainFinding, from: string): DecisionDraft {
  const inputs = { rule: ruleId, from, ...finding.inputs };
  if (finding.outcome === 'passed') return { code: `setup.chain.rule.${ruleId}`, verdict: 'accepted', inputs };
  return { code: finding.code, verdict: finding.outcome, inputs };
}
