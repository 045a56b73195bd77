import { X509Certificate } from 'node:crypto';
import type { ProvisioningCertificate } from '../stages/run.ts';
import type { MaintenanceTask, SiteStore } from './site-store.ts';

/** Name of the role in the list of site systems. */
const OUT_OF_BAND_SERVICE_POINT = 'SMS Out of Band Service Point';

/**
 * The tasks that come enabled with the role (Configuration Manager 2007, "About Maintenance Tasks for Out of Band
 * Management"): certificates on Saturdays from 00:00 to 05:00, 42 days before they expire; passwords every 28 days.
 */
const DEFAULT_MAINTENANCE_TASKS: readonly MaintenanceTask[] = [
  {
    name: 'Evaluate Provisioned AMT Computer Certificates',
    enabled: true,
    intervalDays: 7,
    window: { weekday: 6, startMinute: 0, endMinute: 300 },
    pendingDays: 42,
    lastRunMs: undefined,
  },
  {
    name: 'Reset AMT Computer Passwords',
    enabled: true,
    intervalDays: 28,
    window: undefined,
    pendingDays: undefined,
    lastRunMs: undefined,
  },
];

/** Installs the role on a server: the server is listed and the tasks are there. Tasks that exist keep what was set in them. */
export function installServicePoint(store: SiteStore, fqdn: string, nowMs: number): void {
  store.transaction(() => {
    store.site.addSystem({ fqdn, role: OUT_OF_BAND_SERVICE_POINT, installedAtMs: nowMs });
    const known = new Set(store.site.tasks().map((task) => task.name));
    for (const task of DEFAULT_MAINTENANCE_TASKS) if (!known.has(task.name)) store.site.saveTask(task);
  });
}

/** Puts the provisioning certificate into the list of certificates: type 2, active. Its key stays in the settings. */
export function recordProvisioningCertificate(store: SiteStore, certificate: ProvisioningCertificate): void {
  store.certificates.save({
    certType: 2,
    resourceId: undefined,
    serialHex: new X509Certificate(certificate.leafPem).serialNumber.toLowerCase(),
    thumbprint: certificate.thumbprint,
    authority: '',
    requestId: undefined,
    template: '',
    validFromMs: certificate.validFromMs,
    validUntilMs: certificate.validUntilMs,
    status: 5,
  });
}
