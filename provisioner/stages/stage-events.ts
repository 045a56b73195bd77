interface Declaration {
  readonly severity: 'info' | 'warning' | 'error';
  /** `recollected`: unverified wording of the product's log. `own`: ours. */
  readonly evidence: 'recollected' | 'own';
  /** The Amtopmgr-style line; `{name}` stands for a field. */
  readonly text: string;
}

/** Events that the stages of a run write. Every one also carries `resourceId` and `fqdn`. */
export const STAGE_EVENTS = {
  'oob.stage.done': { severity: 'info', evidence: 'own', text: 'Stage {stage} on AMT device {fqdn} is done.' },
  'oob.stage.first-started': {
    severity: 'info',
    evidence: 'recollected',
    text: 'Start 1st stage provision on AMT device {fqdn}.',
  },
  'oob.stage.second-started': {
    severity: 'info',
    evidence: 'recollected',
    text: 'Start 2nd stage provision on AMT device {fqdn}.',
  },
  'oob.run.done': { severity: 'info', evidence: 'own', text: 'The {kind} run on AMT device {fqdn} is done.' },
  'oob.run.failed': {
    severity: 'error',
    evidence: 'own',
    text: 'The {kind} run on AMT device {fqdn} ended in stage {stage} ({code}): {message} Left behind: {leftovers}.',
  },
  'oob.hash.matched': {
    severity: 'info',
    evidence: 'recollected',
    text: 'Found matched certificate hash in current memory of provisioning certificate',
  },
  'oob.connected': {
    severity: 'info',
    evidence: 'own',
    text: 'TLS session with AMT device {fqdn} at {address}; it shows a {certificate} certificate.',
  },
  'oob.account.tried': {
    severity: 'info',
    evidence: 'recollected',
    text: 'Try to use {account} to connect target machine {fqdn}...',
  },
  'oob.account.failed': {
    severity: 'warning',
    evidence: 'recollected',
    text: 'Fail to connect and get core version of machine {fqdn} using {account}.',
  },
  'oob.account.succeeded': {
    severity: 'info',
    evidence: 'recollected',
    text: 'Succeed to connect target machine {fqdn} and core version with {version} using {account}.',
  },
  'oob.account.left-out': {
    severity: 'warning',
    evidence: 'own',
    text: '{count} account(s) were not tried on {fqdn}, so that AMT does not lock the administrator out.',
  },
  'oob.certificate.revoked': { severity: 'info', evidence: 'own', text: 'Certificate {serial} of {fqdn} was revoked.' },
  'oob.certificate.not-revoked': {
    severity: 'warning',
    evidence: 'own',
    text: 'Certificate {serial} of {fqdn} is unknown to the authority and was not revoked.',
  },
  'oob.certificate.found': {
    severity: 'warning',
    evidence: 'own',
    text: 'The authority issued certificate {serial} to {fqdn} (request {requestId}) in a run that was cut off; nobody has its key.',
  },
  'oob.certificate.answer-unknown': {
    severity: 'warning',
    evidence: 'own',
    text: 'A run of {fqdn} was cut off while it waited for {authority}, whose database cannot be searched: look there for a certificate that nobody uses.',
  },
  'oob.certificate.issued': {
    severity: 'info',
    evidence: 'own',
    text: 'Certificate {serial} was issued for {fqdn}, request {requestId}.',
  },
  'oob.certificate.removed': {
    severity: 'info',
    evidence: 'own',
    text: 'An earlier certificate was removed from AMT device {fqdn}.',
  },
  'oob.certificate.not-removed': {
    severity: 'warning',
    evidence: 'own',
    text: 'An earlier certificate stays on AMT device {fqdn} ({code}).',
  },
  'oob.key.removed': {
    severity: 'info',
    evidence: 'own',
    text: 'Key pair "{key}", which no certificate uses, was removed from AMT device {fqdn}.',
  },
  'oob.key.not-removed': {
    severity: 'warning',
    evidence: 'own',
    text: 'Key pair "{key}", which no certificate uses, stays on AMT device {fqdn} ({code}).',
  },
  'oob.mebx.not-permitted': {
    severity: 'warning',
    evidence: 'own',
    text: 'AMT device {fqdn} does not let the MEBx password be changed now; it keeps the one it has.',
  },
  'oob.answer-lost': {
    severity: 'warning',
    evidence: 'own',
    text: 'The answer to {method} of AMT device {fqdn} was lost ({code}); its state is looked at.',
  },
  'oob.clock.set': {
    severity: 'info',
    evidence: 'own',
    text: 'The clock of AMT device {fqdn} was {seconds} s off and was set.',
  },
  'oob.account.published': {
    severity: 'info',
    evidence: 'own',
    text: 'Directory account {account} stands for {fqdn}.',
  },
  'oob.account.withdrawn': {
    severity: 'info',
    evidence: 'own',
    text: 'Directory account {account} of {fqdn} was deleted.',
  },
  'oob.feature.not-on-device': {
    severity: 'warning',
    evidence: 'own',
    text: 'AMT device {fqdn} does not offer {feature}; the setting is left out.',
  },
  'oob.removal.not-needed': {
    severity: 'info',
    evidence: 'own',
    text: 'AMT device {fqdn} is not provisioned any more.',
  },
} as const satisfies Record<string, Declaration>;

export type StageEventId = keyof typeof STAGE_EVENTS;
