import type { Clock } from '../ports/clock.ts';
import type { ComputerRecord, RecordedCertificate, RunJournal } from '../stages/run.ts';
import type { CertificateStatus, SiteStore, StoredCertificate } from './site-store.ts';

/** Certificate type and statuses of SMS_AMTCertificate as far as a run moves them. */
const AMT_DEVICE = 1;
const REQUEST_SUCCEEDED: CertificateStatus = 2;
const ISSUED_TO_AMT: CertificateStatus = 3;
const REVOKED: CertificateStatus = 4;

/**
 * The durable notes of one computer's run. Each call is one write that is on disk when it returns. Throws StoreError from the
 * store and RangeError when the computer or the certificate is not there.
 */
export function journalFor(store: SiteStore, resourceId: number, clock: Pick<Clock, 'nowMs'>): RunJournal {
  const { computers, certificates } = store;
  return {
    proposeAdminPassword: (password) => computers.change(resourceId, { pendingAdminPassword: password }),
    confirmAdminPassword: () => computers.confirmPendingPassword(resourceId),
    forgetAdminPassword: () =>
      computers.change(resourceId, { adminPassword: undefined, pendingAdminPassword: undefined }),
    saveAccount: (distinguishedName) => computers.change(resourceId, { addn: distinguishedName }),
    forgetAccount: () => computers.change(resourceId, { addn: undefined }),
    askForCertificate: (certificateAskedFor) => computers.change(resourceId, { certificateAskedFor }),
    forgetCertificateRequest: () => computers.change(resourceId, { certificateAskedFor: undefined }),
    saveCertificate: (certificate) =>
      store.transaction(() => {
        certificates.save({ ...certificate, certType: AMT_DEVICE, resourceId, status: REQUEST_SUCCEEDED });
        computers.change(resourceId, { certificateAskedFor: undefined });
      }),
    markCertificate: (serialHex, status) => {
      const found = deviceCertificates(store, resourceId).findLast((each) => each.serialHex === serialHex);
      if (found === undefined) throw new RangeError(`computer ${resourceId} has no certificate ${serialHex}`);
      certificates.setStatus(found.certId, status === 'revoked' ? REVOKED : ISSUED_TO_AMT);
    },
    setAmtVersion: (version) => computers.change(resourceId, { amtFullVersion: version }),
    setAmtStatus: (amtStatus) =>
      computers.change(
        resourceId,
        amtStatus === 3 ? { amtStatus, provisionOpType: 3, provisionTimeMs: clock.nowMs() } : { amtStatus },
      ),
    setTlsMode: (tlsMode) => computers.change(resourceId, { tlsMode }),
    setSuppressAutoProvision: (suppress) => computers.change(resourceId, { suppressAutoProvision: suppress }),
  };
}

/** The computer as a run sees it at its start; undefined when it has been deleted. Passwords are in clear in it. */
export function computerRecord(store: SiteStore, resourceId: number): ComputerRecord | undefined {
  const computer = store.computers.get(resourceId);
  if (computer === undefined) return undefined;
  const { shortName, fqdn, uuid, mac, amtStatus } = computer;
  const issued = deviceCertificates(store, resourceId);
  const active = issued.filter(({ status }) => status !== REVOKED && status !== 1);
  return {
    resourceId,
    shortName,
    fqdn,
    uuid,
    mac,
    amtStatus,
    amtVersion: computer.amtFullVersion,
    ...store.computers.secrets(resourceId),
    accountDistinguishedName: computer.addn,
    certificateAskedFor: computer.certificateAskedFor,
    activeCertificates: active.map(recorded),
    supersededCertificates: issued.filter(({ status }) => status === REVOKED).map(recorded),
  };
}

function recorded({ serialHex, thumbprint, validUntilMs, chainPem, status }: StoredCertificate): RecordedCertificate {
  return { serialHex, thumbprint, validUntilMs, chainPem, arrived: status === ISSUED_TO_AMT };
}

function deviceCertificates(store: SiteStore, resourceId: number): readonly StoredCertificate[] {
  return store.certificates.ofComputer(resourceId).filter((certificate) => certificate.certType === AMT_DEVICE);
}
