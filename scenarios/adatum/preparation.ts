import { AuthorityError } from '../../provisioner/index.ts';
import { USAGE } from '../world/authority/certificates.ts';
import type { Order } from '../world/authority/external-authority.ts';
import { DAY_MS } from '../world/clock/dates.ts';
import { keyPool } from '../world/keys/pool.ts';
import { ServerComputer, StoreError } from '../world/server-host.ts';
import type { Company } from './company.ts';
import type { AdatumPlan } from './plan.ts';
import { SERVICE_POINTS_GROUP, SITE_SERVER_ACCOUNT, SITE_SERVERS_GROUP } from './plan.ts';

/** Names of the templates, as the step-by-step example of the product's documentation has them. */
export const PROVISIONING_TEMPLATE = 'ConfigMgr AMT Provisioning';
export const WEB_SERVER_TEMPLATE = 'ConfigMgr AMT Web Server Certificate';

/** What the PKI team and Tommy made, as far as they came. */
export interface PkiWork {
  readonly authorityName: string;
  readonly webServerTemplate: string;
  /** The PKCS#10 file that went out with the order. */
  readonly requestFile: Buffer | undefined;
  readonly order: Order | undefined;
  readonly certificatePem: string | undefined;
  /** What `Browse` will be pointed at: a PFX file, or whatever was exported instead. */
  readonly exportedFile: Buffer | undefined;
  readonly problem: { readonly code: string; readonly reason: string } | undefined;
}

/** OU, rights and groups. Returns the distinguished name of the OU. */
export function prepareDirectory(company: Company, plan: AdatumPlan): string {
  const { forest, server15 } = company;
  const { directory } = plan;
  const ouDn = forest.addOu(directory.ouName);
  if (directory.siteServerRights !== 'none') {
    forest.grant(ouDn, {
      trustee: SITE_SERVER_ACCOUNT,
      rights: ['full-control'],
      appliesTo: directory.siteServerRights === 'full-control-and-children' ? 'this-object-and-all' : 'this-object',
    });
  }
  for (const [group, members] of [
    [SERVICE_POINTS_GROUP, directory.servicePointsGroup],
    [SITE_SERVERS_GROUP, directory.siteServersGroup],
  ] as const) {
    const account = forest.addGroup(group);
    for (const member of members) forest.addMember(account, member);
  }
  if (directory.restartedAfterGrouping) {
    server15.restart();
    forest.restart(SITE_SERVER_ACCOUNT);
  }
  return ouDn;
}

/** Templates, the bought provisioning certificate, and its export. Stops where a person would have to stop. */
export async function preparePki(company: Company, plan: AdatumPlan): Promise<PkiWork> {
  const work = {
    authorityName: company.authority.name,
    webServerTemplate: WEB_SERVER_TEMPLATE,
    requestFile: undefined,
    order: undefined,
    certificatePem: undefined,
    exportedFile: undefined,
    problem: undefined,
  };
  try {
    prepareTemplates(company, plan);
  } catch (error) {
    if (!(error instanceof AuthorityError)) throw error;
    return { ...work, problem: { code: `authority.${error.code}`, reason: error.message } };
  }
  if (!company.forest.actsAs(company.server15.account, SERVICE_POINTS_GROUP)) {
    return {
      ...work,
      problem: {
        code: 'authority.no-enroll',
        reason: `${company.server15.account} has no Enroll right on ${PROVISIONING_TEMPLATE}`,
      },
    };
  }
  return buyCertificate(company, plan, work);
}

function prepareTemplates(company: Company, plan: AdatumPlan): void {
  const { authority } = company;
  authority.duplicate('Web Server', PROVISIONING_TEMPLATE, { enrol: [SERVICE_POINTS_GROUP], exportableKey: true });
  const { version, isIssued, managerApproval, usageChangedAfterSelection } = plan.authority.webServerTemplate;
  authority.duplicate('Web Server', WEB_SERVER_TEMPLATE, {
    version,
    enrol: [SITE_SERVERS_GROUP],
    managerApproval,
    usages: usageChangedAfterSelection ? [USAGE.serverAuthentication] : webServerUsages(plan),
  });
  authority.issueTemplate(PROVISIONING_TEMPLATE);
  if (isIssued) authority.issueTemplate(WEB_SERVER_TEMPLATE);
}

/** Purposes that the web server template gives to what the CA issues by it, in the end. */
export function webServerUsages(plan: AdatumPlan): readonly string[] {
  const { extendedKeyUsage } = plan.authority.webServerTemplate;
  return [extendedKeyUsage === 'server-authentication' ? USAGE.serverAuthentication : USAGE.clientAuthentication];
}

async function buyCertificate(company: Company, plan: AdatumPlan, work: PkiWork): Promise<PkiWork> {
  const { server15, externalAuthority, clock } = company;
  const wishes = plan.provisioningCertificate;
  const requestFile = await server15.requestCertificate({ commonName: wishes.commonName });
  const order = externalAuthority.order(requestFile, {
    amtUsage: wishes.withIntelOid,
    ...(wishes.organizationalUnit === undefined ? {} : { addUnit: wishes.organizationalUnit }),
    validityMs: wishes.validDays * DAY_MS,
  });
  await clock.until(() => order.answer !== undefined || order.refusal !== undefined, 3 * DAY_MS);
  const bought = { ...work, requestFile, order };
  const { answer } = order;
  if (answer === undefined)
    return { ...bought, problem: { code: 'external-authority.refused', reason: order.refusal ?? 'no answer' } };
  const installedOn =
    wishes.installedOn === 'server15'
      ? server15
      : new ServerComputer({ fqdn: 'admin01.adatum.com', account: 'ADATUM\\ADMIN01$', keys: keyPool(5) });
  if (wishes.chainInstalled) installedOn.trust(...answer.chainPem);
  try {
    const { certificatePem } = installedOn.installResponse(answer.certificatePem);
    const exportedFile =
      wishes.exported === 'cer'
        ? installedOn.exportCer(certificatePem)
        : installedOn.exportPfx(certificatePem, wishes.exportPassword, wishes.exported === 'pfx');
    return { ...bought, certificatePem, exportedFile };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { ...bought, problem: { code: `certificate-store.${error.code}`, reason: error.message } };
  }
}
