import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import { AuthorityError } from '../../../../provisioner/ports/authority.ts';
import type { CertificateAuthority, Enrolment, FoundCertificate } from '../../../../provisioner/ports/authority.ts';
import type { Clock } from '../../../../provisioner/ports/clock.ts';
import { DirectoryError } from '../../../../provisioner/ports/directory.ts';
import type { Directory } from '../../../../provisioner/ports/directory.ts';
import type { LogFields } from '../../../../provisioner/ports/log.ts';
import type { Ports } from '../../../../provisioner/ports/ports.ts';
import { seededChance } from '../../../../provisioner/clock/chance.ts';
import type { Settings } from '../../../../provisioner/settings/settings.ts';
import type { AmtStatus, ComputerRecord, RunContext, RunJournal, RunKind } from '../../../../provisioner/stages/run.ts';
import { FakeDevice, UUID } from './fake-device.ts';

const NOW_MS = 1_242_300_000_000;
export const FQDN = 'desk001.adatum.com';
export const HELPDESK_SID = 'AQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAUAQAAA==';

/** A clock whose timers fire on the next turn, with the time moved on to them. */
export function jumpingClock(): Clock {
  let now = 0;
  return {
    nowMs: () => NOW_MS + now,
    elapsedMs: () => now,
    after: (delayMs, name, run) => {
      let live = true;
      setImmediate(() => {
        if (!live) return;
        now += delayMs;
        run();
      });
      const cancel = (): void => void (live = false);
      return { name, dueMs: now + delayMs, cancel, [Symbol.dispose]: cancel };
    },
    hold: () => ({ [Symbol.dispose]: () => {} }),
  };
}

/** The site database of one computer, as a journal writes it and the next run reads it. */
class FakeRecord {
  computer: ComputerRecord = {
    resourceId: 101,
    shortName: 'DESK001',
    fqdn: FQDN,
    uuid: UUID,
    mac: undefined,
    amtStatus: undefined,
    amtVersion: undefined,
    importedMebxPassword: undefined,
    importedAdminPassword: undefined,
    adminPassword: undefined,
    pendingAdminPassword: undefined,
    accountDistinguishedName: undefined,
    certificateAskedFor: undefined,
    activeCertificates: [],
    supersededCertificates: [],
  };
  tlsMode: number | undefined;
  readonly statuses: (AmtStatus | undefined)[] = [];
  readonly marks: string[] = [];
  /** Called before each durable write. */
  before: (what: string) => void = () => {};

  readonly journal: RunJournal = {
    proposeAdminPassword: (pendingAdminPassword) => this.#change('propose', { pendingAdminPassword }),
    confirmAdminPassword: () =>
      this.#change('confirm', { adminPassword: this.computer.pendingAdminPassword, pendingAdminPassword: undefined }),
    forgetAdminPassword: () => this.#change('forget', { adminPassword: undefined, pendingAdminPassword: undefined }),
    saveAccount: (accountDistinguishedName) => this.#change('saveAccount', { accountDistinguishedName }),
    forgetAccount: () => this.#change('forgetAccount', { accountDistinguishedName: undefined }),
    askForCertificate: (certificateAskedFor) => this.#change('askFor', { certificateAskedFor }),
    forgetCertificateRequest: () => this.#change('forgetRequest', { certificateAskedFor: undefined }),
    saveCertificate: ({ serialHex, thumbprint, validUntilMs, chainPem }) =>
      this.#change('saveCertificate', {
        certificateAskedFor: undefined,
        activeCertificates: [
          ...this.computer.activeCertificates,
          { serialHex, thumbprint, validUntilMs, chainPem, arrived: false },
        ],
      }),
    markCertificate: (serialHex, status) => {
      this.marks.push(`${status} ${serialHex}`);
      const all = this.computer.activeCertificates.map((one) =>
        one.serialHex === serialHex && status === 'issued-to-device' ? { ...one, arrived: true } : one,
      );
      const kept = all.filter((one) => status !== 'revoked' || one.serialHex !== serialHex);
      const gone = all.filter((one) => !kept.includes(one));
      const superseded = [...this.computer.supersededCertificates, ...gone];
      this.#change(`mark ${status}`, { activeCertificates: kept, supersededCertificates: superseded });
    },
    setAmtVersion: (amtVersion) => this.#change('version', { amtVersion }),
    setAmtStatus: (amtStatus) => {
      this.#change('status', { amtStatus });
      this.statuses.push(amtStatus);
    },
    setTlsMode: (mode) => {
      this.before('tlsMode');
      this.tlsMode = mode;
    },
    setSuppressAutoProvision: () => {},
  };

  #change(what: string, change: Partial<ComputerRecord>): void {
    this.before(what);
    this.computer = { ...this.computer, ...change };
  }
}

interface Key {
  readonly pem: string;
  readonly key: forge.pki.rsa.PrivateKey;
}

function makeKey(): Key {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  return { pem, key: forge.pki.privateKeyFromPem(pem) };
}

/** An enterprise CA that signs whatever it is asked, and remembers. */
class FakeAuthority implements CertificateAuthority {
  readonly name = 'server15\\Adatum Issuing CA';
  readonly #own = makeKey();
  readonly rootPem: string;
  readonly issued: string[] = [];
  readonly revoked: string[] = [];
  readonly #database: FoundCertificate[] = [];
  /** Undefined for an authority whose database cannot be searched. */
  issuedTo: CertificateAuthority['issuedTo'] = async () => this.#database;
  answer: 'issue' | 'pending' | 'denied' | 'unavailable' = 'issue';

  constructor() {
    this.rootPem = this.#sign([{ name: 'commonName', value: 'Adatum Issuing CA' }], this.#own.key, '01', true);
  }

  async templates(): Promise<never[]> {
    return [];
  }

  async submit(_template: string, requestPem: string): Promise<Enrolment> {
    if (this.answer === 'unavailable') throw new AuthorityError('unavailable', 'The RPC server is unavailable.');
    const requestId = this.issued.length + 7;
    if (this.answer === 'pending') return { kind: 'pending', requestId };
    if (this.answer === 'denied') return { kind: 'denied', requestId, reason: 'no permission to enroll' };
    const request = forge.pki.certificationRequestFromPem(requestPem);
    if (request.publicKey === null || !request.verify()) throw new Error('the request is not signed by its own key');
    const serial = (this.issued.length + 0x10).toString(16);
    this.issued.push(serial.toUpperCase());
    const certificatePem = this.#sign(request.subject.attributes, request.publicKey, serial, false);
    const found = { requestId, certificatePem, chainPem: [this.rootPem] };
    this.#database.push(found);
    return { kind: 'issued', ...found };
  }

  async revoke(serialHex: string): Promise<void> {
    this.revoked.push(serialHex);
  }

  #sign(
    subject: forge.pki.CertificateField[],
    key: forge.pki.PublicKey | forge.pki.rsa.PrivateKey,
    serial: string,
    ca: boolean,
  ): string {
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = 'd' in key ? forge.pki.setRsaPublicKey(key.n, key.e) : key;
    certificate.serialNumber = serial;
    certificate.validity.notBefore = new Date(NOW_MS - 86_400_000);
    certificate.validity.notAfter = new Date(NOW_MS + 400 * 86_400_000);
    certificate.setSubject(subject);
    certificate.setIssuer([{ name: 'commonName', value: 'Adatum Issuing CA' }]);
    certificate.setExtensions(
      ca ? [{ name: 'basicConstraints', cA: true }] : [{ name: 'extKeyUsage', serverAuth: true }],
    );
    certificate.sign(this.#own.key, forge.md.sha1.create());
    return forge.pki.certificateToPem(certificate);
  }
}

/** A directory with one OU and one group. */
class FakeDirectory implements Directory {
  readonly accounts = new Map<string, { password: string; names: readonly string[] }>();
  container = 'OU=Out of Band,DC=adatum,DC=com';
  refuse: DirectoryError['code'] | undefined;
  refuseWrites = false;

  async containerExists(name: string): Promise<boolean> {
    return name === this.container;
  }
  async createAccount(account: Parameters<Directory['createAccount']>[0]): ReturnType<Directory['createAccount']> {
    if (this.refuse !== undefined) throw new DirectoryError(this.refuse, 'Access is denied.');
    const distinguishedName = `CN=${account.commonName},${account.container}`;
    this.accounts.set(distinguishedName, { password: account.password, names: account.servicePrincipalNames });
    return { distinguishedName, samAccountName: account.samAccountName };
  }
  async findAccount(container: string, samAccountName: string): ReturnType<Directory['findAccount']> {
    const distinguishedName = `CN=${samAccountName},${container}`;
    return this.accounts.has(distinguishedName) ? { distinguishedName, samAccountName } : undefined;
  }
  async setPassword(name: string, password: string): Promise<void> {
    if (this.refuseWrites) throw new DirectoryError('insufficient-rights', 'Access is denied.');
    this.accounts.set(name, { password, names: this.accounts.get(name)?.names ?? [] });
  }
  async setServicePrincipalNames(name: string, names: readonly string[]): Promise<void> {
    this.accounts.set(name, { password: this.accounts.get(name)?.password ?? '', names });
  }
  async deleteAccount(name: string): Promise<void> {
    if (!this.accounts.delete(name)) throw new DirectoryError('no-such-object', 'There is no such object.');
  }
  async findPrincipal(name: string): ReturnType<Directory['findPrincipal']> {
    return name === 'ADATUM\\AMT Helpdesk'
      ? { kind: 'group', groupScope: 'global', sid: HELPDESK_SID, domain: 'ADATUM' }
      : undefined;
  }
}

const SETTINGS: Settings = {
  site: {
    siteCode: 'CEN',
    siteType: 'primary',
    servicePack: 'SP1',
    siteServerAccount: 'ADATUM\\SERVER15$',
    dnsDomain: 'adatum.com',
  },
  general: {
    container: 'OU=Out of Band,DC=adatum,DC=com',
    mebxPassword: 'Mebx!Passw0rd',
    allowOutOfBandProvisioning: true,
    registerAlias: true,
    provisioningPort: 9971,
    provisioningCertificate: undefined,
    webServerTemplate: { authority: 'server15\\Adatum Issuing CA', template: 'ConfigMgr AMT Web Server Certificate' },
  },
  amt: {
    userAccounts: [{ name: 'ADATUM\\AMT Helpdesk', features: ['Redirection', 'PT Administration', 'Remote Control'] }],
    enableSerialOverLanAndIdeRedirection: true,
    enablePingResponses: true,
    enableBiosPasswordBypass: true,
    enableWebInterface: true,
    manageability: 'AlwaysOnS0S5',
    kerberosClockToleranceMinutes: 5,
    defaultIdeRedirectImage: '',
  },
  provisioning: { accounts: [] },
  servicePoint: {
    retries: 3,
    retryDelayMinutes: 2,
    workers: 8,
    helloConnections: 64,
    connectTimeoutMs: 20_000,
    requestTimeoutMs: 60_000,
    accountNameTemplate: '{host}$iME',
    enableCrlChecking: false,
  },
};

/** Everything a run needs, with one computer in it. */
export class FakeSite {
  readonly device = new FakeDevice();
  readonly record = new FakeRecord();
  readonly authority = new FakeAuthority();
  readonly directory = new FakeDirectory();
  readonly events: { id: string; fields: LogFields }[] = [];
  readonly #keys = [makeKey().pem, makeKey().pem, makeKey().pem];
  readonly #clock = jumpingClock();
  winRmVersion: string | undefined = '1.1';
  settings: Settings = SETTINGS;
  helloHashes: RunContext['helloHashes'] = [{ algorithm: 'sha1', hex: 'aa'.repeat(20) }];

  ids(): readonly string[] {
    return this.events.map((one) => one.id);
  }

  context(kind: RunKind, signal: AbortSignal = new AbortController().signal): RunContext {
    return {
      kind,
      computer: this.record.computer,
      address: '192.0.2.17',
      settings: this.settings,
      ports: this.#ports(),
      provisioningCertificate: {
        leafPem: '',
        privateKeyPem: '',
        wireChainPem: [],
        carriedPem: [],
        rootHashes: { sha1: 'AA'.repeat(20), sha256: 'BB'.repeat(32) },
        thumbprint: '',
        validFromMs: 0,
        validUntilMs: NOW_MS * 2,
      },
      journal: this.record.journal,
      log: { write: (_severity, id, fields = {}) => void this.events.push({ id, fields }) },
      signal,
      helloHashes: kind === 'provision' ? this.helloHashes : undefined,
    };
  }

  #ports(): Ports {
    const refuse = async (): Promise<never> => {
      throw new Error('not in this world');
    };
    return {
      clock: this.#clock,
      chance: seededChance('stages'),
      link: { bindUdp: refuse, listenTcp: refuse, connectTcp: refuse },
      directory: this.directory,
      authority: this.authority,
      names: { registerAlias: refuse, resolve: refuse },
      host: {
        fqdn: 'server15.adatum.com',
        operatingSystem: 'Windows Server 2003 SP2',
        hotfixes: [],
        winRmVersion: this.winRmVersion,
        clientChain: () => [],
      },
      keys: { next: async () => ({ privateKeyPem: this.#keys[this.authority.issued.length % 3] ?? '' }) },
    };
  }
}
