import { NameServiceError } from '../ports/names.ts';
import type { ServerHost } from '../ports/server-host.ts';
import { AuthorityError } from '../ports/authority.ts';
import type { StatusLog } from '../status/event-log.ts';
import { webServerTemplateProblems } from '../settings/template-check.ts';
import { loadProvisioningCertificate } from '../settings/load-provisioning-certificate.ts';
import type { Settings } from '../settings/settings.ts';
import { recordProvisioningCertificate } from '../store/service-point-role.ts';
import type { SiteState } from './site-state.ts';

/** Hotfix that a service point on Windows Server 2003 needs ("AMT Provisioning Issues for Out of Band Management"). */
const SCHANNEL_HOTFIX = '942841';
/** The name that firmware asks for unless it was told another ("Decide Whether You Should Register an Alias..."). */
const ALIAS = 'ProvisionServer';

/** Says what the server lacks. The role runs all the same, as the product's does: the failures come later, per computer. */
export function remarkOnServer(host: ServerHost, log: StatusLog): void {
  const { operatingSystem, hotfixes } = host;
  const has = hotfixes.some((hotfix) => hotfix.replace(/^KB/i, '') === SCHANNEL_HOTFIX);
  if (operatingSystem.includes('2003') && !has)
    log.write('role.hotfix-missing', { hotfix: SCHANNEL_HOTFIX, operatingSystem });
  if (host.winRmVersion === undefined) log.write('role.winrm', {});
}

/** Loads the provisioning certificate of the settings into memory, or empties the memory and says why. */
export function loadCertificate(state: SiteState, settings: Settings): void {
  const { ports, store, log } = state;
  const loaded = loadProvisioningCertificate(settings, ports.host, ports.clock.nowMs(), state.openPfx);
  if (!loaded.ok) {
    state.certificate = undefined;
    if (loaded.code === 'provisioning-certificate.none') log.write('certificate.none', {});
    else log.write('certificate.load-failed', { code: loaded.code, message: loaded.message });
    return;
  }
  const { certificate } = loaded;
  const { thumbprint } = certificate;
  state.certificate = certificate;
  recordProvisioningCertificate(store, certificate);
  const known = store.certificates.all().find((one) => one.certType === 2 && one.thumbprint === thumbprint);
  state.certificateId = known?.certId ?? 0;
  log.write('certificate.loaded', { thumbprint });
}

/** Registers the alias when the settings ask for it. A failure is an event; the role runs on. Never rejects. */
export async function registerAlias(state: SiteState, settings: Settings): Promise<void> {
  if (!settings.general.registerAlias) return;
  const { ports, log } = state;
  const alias = `${ALIAS}.${settings.site.dnsDomain}`;
  const target = ports.host.fqdn;
  try {
    await ports.names.registerAlias(alias, target);
    log.write('alias.registered', { alias, target });
  } catch (cause) {
    const code = cause instanceof NameServiceError ? cause.code : 'defect';
    log.write('alias.failed', { alias, target, code, message: messageOf(cause) });
  }
}

/** Compares the chosen web server template with what the CA offers. What is wrong is an event. Never rejects. */
export async function checkTemplate(state: SiteState, settings: Settings): Promise<void> {
  const { authority } = state.ports;
  const chosen = settings.general.webServerTemplate;
  if (chosen === undefined) return;
  try {
    const offered = await authority.templates();
    for (const { code, message } of webServerTemplateProblems(chosen.template, offered))
      state.log.write('template.unusable', { code, message });
  } catch (cause) {
    remarkOnAuthority(state, cause);
  }
}

export function remarkOnAuthority(state: SiteState, cause: unknown): void {
  const code = cause instanceof AuthorityError ? cause.code : 'defect';
  const authority = state.ports.authority.name;
  state.log.write('authority.templates-failed', { authority, code, message: messageOf(cause) });
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
