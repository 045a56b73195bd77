import type {
  CertificateStatus,
  CertificateTable,
  CertificateType,
  NewCertificate,
  StoredCertificate,
} from './site-store.ts';
import { numberOf, optionalNumberOf, optionalTextOf, textOf, type Row, type Sql } from './sql.ts';

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Certificates: the rows of SMS_AMTCertificate. */
export class SqlCertificateTable implements CertificateTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  save(certificate: NewCertificate): number {
    return this.#sql.transaction(() => {
      const same = this.#sql.get(
        `SELECT cert_id FROM certificates WHERE cert_type = ? AND COALESCE(resource_id, 0) = ? AND authority = ?
          AND serial_hex = ?`,
        [certificate.certType, certificate.resourceId ?? 0, certificate.authority, certificate.serialHex],
      );
      if (same !== undefined) this.#sql.run('DELETE FROM certificates WHERE cert_id = ?', [numberOf(same, 'cert_id')]);
      const certId = same === undefined ? this.#sql.nextId('certificates') : numberOf(same, 'cert_id');
      this.#sql.run(
        `INSERT INTO certificates (cert_id, cert_type, resource_id, serial_hex, thumbprint, authority, ca_request_id,
          cert_template, valid_from_ms, valid_until_ms, certificate_status, chain_pem)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          certId,
          certificate.certType,
          certificate.resourceId ?? null,
          certificate.serialHex,
          certificate.thumbprint,
          certificate.authority,
          certificate.requestId ?? null,
          certificate.template,
          certificate.validFromMs,
          certificate.validUntilMs,
          certificate.status,
          certificate.chainPem?.join('\n') ?? null,
        ],
      );
      return certId;
    });
  }

  setStatus(certId: number, status: CertificateStatus): void {
    const changed = this.#sql.run('UPDATE certificates SET certificate_status = ? WHERE cert_id = ?', [status, certId]);
    if (changed === 0) throw new RangeError(`there is no certificate ${certId}`);
  }

  ofComputer(resourceId: number): readonly StoredCertificate[] {
    return this.#sql
      .all('SELECT * FROM certificates WHERE resource_id = ? ORDER BY cert_id', [resourceId])
      .map(certificateOf);
  }

  all(): readonly StoredCertificate[] {
    return this.#sql.all('SELECT * FROM certificates ORDER BY cert_id').map(certificateOf);
  }
}

function certificateOf(row: Row): StoredCertificate {
  const authority = textOf(row, 'authority');
  const slash = authority.indexOf('\\');
  return {
    certId: numberOf(row, 'cert_id'),
    certType: numberOf(row, 'cert_type') as CertificateType,
    resourceId: optionalNumberOf(row, 'resource_id'),
    serialHex: textOf(row, 'serial_hex'),
    thumbprint: textOf(row, 'thumbprint'),
    authority,
    caFqdn: slash < 0 ? '' : authority.slice(0, slash),
    caName: authority.slice(slash + 1),
    requestId: optionalNumberOf(row, 'ca_request_id'),
    template: textOf(row, 'cert_template'),
    validFromMs: numberOf(row, 'valid_from_ms'),
    validUntilMs: numberOf(row, 'valid_until_ms'),
    status: numberOf(row, 'certificate_status') as CertificateStatus,
    chainPem: optionalTextOf(row, 'chain_pem')?.match(PEM_CERTIFICATE) ?? undefined,
  };
}
