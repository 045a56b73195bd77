import {
  AuthorityError,
  type CertificateAuthority,
  type Chance,
  type Clock,
  type Enrolment,
  type FoundCertificate,
} from '../seams.ts';
import {
  type CertificateRequest,
  type HashName,
  issueLeaf,
  type IssuingKey,
  newSerial,
  notAfterMs,
  readRequest,
} from './certificates.ts';
import { BUILT_IN_TEMPLATES, type Template } from './templates.ts';

export interface EnterpriseAuthorityOptions {
  readonly clock: Clock;
  readonly chance: Chance;
  /** `dc1.adatum.com\Adatum Enterprise CA`. */
  readonly name: string;
  readonly key: IssuingKey;
  readonly hash?: HashName;
  /** Whether an account is, or is in, what a template's access list names. */
  readonly actsAs: (account: string, trustee: string) => boolean;
  /** False: a stand-alone CA, which knows no templates. */
  readonly enterprise?: boolean;
  /** Standard Edition issues version 1 templates only. */
  readonly edition?: 'standard' | 'enterprise' | 'datacenter';
}

export type Disposition = 'issued' | 'pending' | 'denied' | 'revoked';

/** A row of the certificate database. */
export interface DatabaseRow {
  readonly requestId: number;
  readonly atMs: number;
  readonly requester: string;
  readonly template: string;
  readonly commonName: string;
  readonly disposition: Disposition;
  /** Why it was denied; empty otherwise. */
  readonly message: string;
  readonly serialHex: string | undefined;
  readonly certificatePem: string | undefined;
  readonly revocationReason: string | undefined;
}

/** Windows backdates what it issues by ten minutes, so that slow clocks take it. */
const BACKDATED_MS = 10 * 60_000;

/** Certificate Services of Windows Server 2003, as far as requests, templates and the database go. */
export class EnterpriseAuthority {
  readonly name: string;
  /** False: nobody answers. */
  available = true;
  enterprise: boolean;
  edition: 'standard' | 'enterprise' | 'datacenter';
  readonly #options: EnterpriseAuthorityOptions;
  readonly #templates = new Map<string, Template>();
  readonly #issued = new Set<string>();
  readonly #rows: DatabaseRow[] = [];
  readonly #waiting = new Map<number, CertificateRequest>();

  constructor(options: EnterpriseAuthorityOptions) {
    this.#options = options;
    this.name = options.name;
    this.enterprise = options.enterprise ?? true;
    this.edition = options.edition ?? 'enterprise';
    for (const template of BUILT_IN_TEMPLATES) this.#templates.set(template.name, template);
    for (const name of ['Web Server', 'Computer']) this.#issued.add(name);
  }

  get certificatePem(): string {
    return this.#options.key.certificatePem;
  }

  /** This CA's certificate and those above it, root last. */
  get chainPem(): readonly string[] {
    return [this.certificatePem, ...this.#options.key.abovePem];
  }

  rows(): readonly DatabaseRow[] {
    return this.#rows;
  }

  templates(): readonly Template[] {
    return [...this.#templates.values()];
  }

  isIssued(template: string): boolean {
    return this.#issued.has(template);
  }

  /** Copies a template under a new name, version 2 unless said otherwise, with changes. Throws AuthorityError. */
  duplicate(from: string, name: string, changes: Partial<Omit<Template, 'name'>> = {}): Template {
    this.#demandTemplates();
    const version = changes.version ?? 2;
    this.#demandVersion(version);
    const template = { ...this.#template(from), version, ...changes, name };
    this.#templates.set(name, template);
    return template;
  }

  /** Changes a template that is not built in. */
  change(name: string, changes: Partial<Omit<Template, 'name'>>): void {
    const template = this.#template(name);
    if (template.version === 1) throw new AuthorityError('unsupported', `${name} has version 1 and cannot be changed`);
    this.#templates.set(name, { ...template, ...changes });
  }

  /** Puts a template among those that this CA issues. Throws AuthorityError. */
  issueTemplate(name: string): void {
    this.#demandTemplates();
    this.#demandVersion(this.#template(name).version);
    this.#issued.add(name);
  }

  withdrawTemplate(name: string): void {
    this.#issued.delete(name);
  }

  /** A person lets a waiting request pass. Throws `unknown-request`. */
  approve(requestId: number): DatabaseRow {
    const request = this.#waiting.get(requestId);
    const row = this.#rows.find((candidate) => candidate.requestId === requestId);
    if (request === undefined || row === undefined)
      throw new AuthorityError('unknown-request', `no request ${requestId} is waiting`);
    this.#waiting.delete(requestId);
    return this.#issue(row, request, this.#template(row.template));
  }

  /** The CA with the identity of an account. */
  connectAs(account: string): CertificateAuthority {
    return {
      name: this.name,
      templates: () =>
        this.#call(() =>
          this.templates()
            .filter((template) => this.#issued.has(template.name))
            .map(({ name, version, usages }) => ({ name, version, extendedKeyUsage: usages })),
        ),
      submit: (template, requestPem) => this.#call(() => this.#submit(account, template, requestPem)),
      issuedTo: (commonName) => this.#call(() => this.#issuedTo(account, commonName)),
      revoke: (serialHex, reason) => this.#call(() => this.#revoke(serialHex, reason)),
    };
  }

  #issuedTo(requester: string, commonName: string): readonly FoundCertificate[] {
    const nowMs = this.#options.clock.nowMs();
    return this.#rows.flatMap((row) => {
      const isTheirs = row.requester === requester && row.commonName === commonName && row.disposition === 'issued';
      if (!isTheirs || row.certificatePem === undefined || notAfterMs(row.certificatePem) <= nowMs) return [];
      return [{ requestId: row.requestId, certificatePem: row.certificatePem, chainPem: this.chainPem }];
    });
  }

  #submit(requester: string, templateName: string, requestPem: string): Enrolment {
    if (!this.#issued.has(templateName))
      throw new AuthorityError('unknown-template', `${this.name} does not issue ${templateName}`);
    const template = this.#template(templateName);
    const request = readRequest(requestPem);
    const refusal = this.#refusal(requester, template, request);
    const row: DatabaseRow = {
      requestId: this.#rows.length + 1,
      atMs: this.#options.clock.nowMs(),
      requester,
      template: templateName,
      commonName: request?.commonName ?? '',
      disposition: refusal === undefined ? 'pending' : 'denied',
      message: refusal ?? '',
      serialHex: undefined,
      certificatePem: undefined,
      revocationReason: undefined,
    };
    this.#rows.push(row);
    const { requestId } = row;
    if (refusal !== undefined || request === undefined) return { kind: 'denied', requestId, reason: row.message };
    if (template.managerApproval) {
      this.#waiting.set(requestId, request);
      return { kind: 'pending', requestId };
    }
    const { certificatePem = '' } = this.#issue(row, request, template);
    return { kind: 'issued', requestId, certificatePem, chainPem: this.chainPem };
  }

  #refusal(requester: string, template: Template, request: CertificateRequest | undefined): string | undefined {
    if (request === undefined) return 'the request cannot be read or its signature is wrong';
    if (!template.enrol.some((trustee) => this.#options.actsAs(requester, trustee)))
      return `${requester} has no Enroll permission on ${template.name}`;
    if (template.version === 3) return `${template.name} has version 3, which needs keys that AMT cannot use`;
    if (request.keyBits < template.leastKeyBits)
      return `the key has ${request.keyBits} bits, ${template.name} wants ${template.leastKeyBits}`;
    if (request.commonName === '' && template.subject === 'supplied-in-request')
      return 'the request has no common name';
    return undefined;
  }

  #issue(row: DatabaseRow, request: CertificateRequest, template: Template): DatabaseRow {
    const { clock, chance, key, hash = 'sha1' } = this.#options;
    const serialHex = newSerial(chance);
    const fromMs = clock.nowMs() - BACKDATED_MS;
    const untilMs = Math.min(clock.nowMs() + template.validityMs, notAfterMs(key.certificatePem));
    const { usages } = template;
    const certificatePem = issueLeaf({ request, serialHex, fromMs, untilMs, hash, usages }, key);
    return this.#replace({ ...row, disposition: 'issued', serialHex, certificatePem });
  }

  #revoke(serialHex: string, revocationReason: string): void {
    const wanted = serialHex.toLowerCase().replaceAll(':', '');
    const row = this.#rows.find((candidate) => candidate.serialHex === wanted);
    if (row === undefined) throw new AuthorityError('unknown-request', `no certificate with serial number ${wanted}`);
    this.#replace({ ...row, disposition: 'revoked', revocationReason });
  }

  #replace(row: DatabaseRow): DatabaseRow {
    this.#rows[row.requestId - 1] = row;
    return row;
  }

  #template(name: string): Template {
    const template = this.#templates.get(name);
    if (template === undefined) throw new AuthorityError('unknown-template', `there is no template ${name}`);
    return template;
  }

  #demandTemplates(): void {
    if (!this.enterprise) throw new AuthorityError('unsupported', `${this.name} is a stand-alone CA: no templates`);
  }

  #demandVersion(version: number): void {
    if (version > 1 && this.edition === 'standard')
      throw new AuthorityError('unsupported', `Standard Edition does not issue templates of version ${version}`);
  }

  #call<T>(operation: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (!this.available) throw new AuthorityError('unavailable', `${this.name} does not answer`);
      this.#demandTemplates();
      resolve(operation());
    });
  }
}
