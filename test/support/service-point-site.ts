import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';
import { VirtualClock } from '../../emulator/clock/virtual-clock.ts';
import { seededChance } from '../../provisioner/clock/chance.ts';
import type { LogEvent } from '../../provisioner/ports/log.ts';
import type { NameServiceError } from '../../provisioner/ports/names.ts';
import type { Ports } from '../../provisioner/ports/ports.ts';
import { chainOf } from '../../provisioner/network/this-host.ts';
import { createServicePoint, type PlaceOptions } from '../../provisioner/service-point/create.ts';
import type { ServicePoint } from '../../provisioner/service-point/service-point.ts';
import type { RunContext, RunPlan, RunResult } from '../../provisioner/stages/run.ts';
import { secretBox } from '../../provisioner/store/secret-box.ts';
import type { SiteStore } from '../../provisioner/store/site-store.ts';
import { openSqliteStore } from '../../provisioner/store/sqlite-store.ts';
import { MemorySegment } from './memory-link.ts';

const DAY_MS = 86_400_000;
/** Thursday, 1 January 2009, 08:00 UTC. */
export const SITE_START_MS: number = Date.UTC(2009, 0, 1, 8);
export const SERVER_ADDRESS = '127.0.0.15';
export const PFX_PASSWORD = 'export-Pass1!';

/** A provisioning certificate under a root, as a PFX with both, and the root's SHA-1. */
export interface TestPfx {
  readonly pfxBase64: string;
  readonly rootSha1: string;
  readonly thumbprint: string;
}

export function makePfx(options: { readonly validUntilMs?: number; readonly withRoot?: boolean } = {}): TestPfx {
  const validUntilMs = options.validUntilMs ?? SITE_START_MS + 365 * DAY_MS;
  const key = forge.pki.privateKeyFromPem(
    generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  );
  const publicKey = forge.pki.rsa.setPublicKey(key.n, key.e);
  const issue = (name: string, issuer: string, serial: string, untilMs: number): forge.pki.Certificate => {
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = publicKey;
    certificate.serialNumber = serial;
    certificate.setSubject([{ name: 'commonName', value: name }]);
    certificate.setIssuer([{ name: 'commonName', value: issuer }]);
    certificate.validity.notBefore = new Date(SITE_START_MS - DAY_MS);
    certificate.validity.notAfter = new Date(untilMs);
    const server = { name: 'extKeyUsage', serverAuth: true, '2.16.840.1.113741.1.2.3': true };
    certificate.setExtensions(serial === '01' ? [{ name: 'basicConstraints', cA: true }] : [server]);
    certificate.sign(key, forge.md.sha1.create());
    return certificate;
  };
  const root = issue('Trey Research Root', 'Trey Research Root', '01', SITE_START_MS + 3650 * DAY_MS);
  const leaf = issue('server15.adatum.com', 'Trey Research Root', '02', validUntilMs);
  const sha1 = (certificate: forge.pki.Certificate): string => {
    const der = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
    return forge.md.sha1.create().update(der).digest().toHex();
  };
  const pfx = forge.pkcs12.toPkcs12Asn1(key, options.withRoot === false ? [leaf] : [leaf, root], PFX_PASSWORD, {
    algorithm: '3des',
  });
  const pfxBase64 = forge.util.encode64(forge.asn1.toDer(pfx).getBytes());
  return { pfxBase64, rootSha1: sha1(root), thumbprint: sha1(leaf) };
}

/** Settings of the A. Datum site; `change` gets a deep copy to spoil. */
export function siteSettings(pfx: TestPfx, change: (settings: MutableSettings) => void = () => undefined): unknown {
  const settings: MutableSettings = {
    site: {
      siteCode: 'CEN',
      servicePack: 'SP1',
      siteServerAccount: 'ADATUM\\SERVER15$',
      dnsDomain: 'adatum.com',
    },
    general: {
      container: 'OU=AMT,DC=adatum,DC=com',
      mebxPassword: 'Str0ng!pass',
      provisioningCertificate: { pfxBase64: pfx.pfxBase64, password: PFX_PASSWORD },
    },
    servicePoint: {},
  };
  change(settings);
  return settings;
}

interface MutableSettings {
  site: Record<string, unknown>;
  general: Record<string, unknown>;
  servicePoint: Record<string, unknown>;
}

/** A PKI hello: Intel AMT Implementation and Reference Guide, "Setup Mode Hello Messages". */
export function helloBytes(uuid: string, rootSha1: readonly string[]): Buffer {
  const hex = uuid.replaceAll('-', '');
  const plain = Buffer.from(hex, 'hex');
  const wire = [plain.subarray(0, 4), plain.subarray(4, 6), plain.subarray(6, 8)].map((part) =>
    Buffer.from(part.toReversed()),
  );
  const hashes = rootSha1.map((sha1) => Buffer.concat([Buffer.from([1, 20]), Buffer.from(sha1, 'hex')]));
  const head = Buffer.from('0000030000000000', 'hex');
  return Buffer.concat([head, ...wire, plain.subarray(8), Buffer.from([hashes.length]), ...hashes]);
}

export const uuidOf = (index: number): string => `55555555-5555-5555-5555-${String(index).padStart(12, '0')}`;
export const csvOf = (count: number): string =>
  Array.from({ length: count }, (_, at) => {
    const name = `DESK${String(at + 1).padStart(3, '0')}`;
    return `${name},${name}.adatum.com,${uuidOf(at + 1)}\n`;
  }).join('');

/** A plan that finishes at once and leaves the computer provisioned. */
export const provisions: RunPlan = async (context) => {
  context.journal.setAmtVersion('3.2.1');
  context.journal.setAmtStatus(context.kind.startsWith('remove') ? 2 : 3);
  return { kind: 'done' };
};

/** One life of a service point and the world around it, in memory and virtual time. */
export class Site {
  readonly segment: MemorySegment = new MemorySegment();
  readonly clock: VirtualClock;
  readonly store: SiteStore;
  readonly pfx: TestPfx;
  readonly runs: RunContext[] = [];
  readonly aliases: string[] = [];
  aliasFailure: NameServiceError | undefined;
  servicePoint!: ServicePoint;

  constructor(pfx: TestPfx, options: { readonly store?: SiteStore; readonly startMs?: number } = {}) {
    this.pfx = pfx;
    this.clock = new VirtualClock({ startMs: options.startMs ?? SITE_START_MS, activity: this.segment });
    this.store = options.store ?? openSqliteStore({ path: ':memory:', secrets: secretBox(Buffer.alloc(32, 1)) });
  }

  create(
    plan: RunPlan = provisions,
    settings: unknown = siteSettings(this.pfx),
    site: PlaceOptions = {},
  ): ServicePoint {
    this.servicePoint = createServicePoint({
      settings,
      ports: this.ports(),
      store: this.store,
      runPlan: (context): Promise<RunResult> => {
        this.runs.push(context);
        return plan(context);
      },
      site: { address: SERVER_ADDRESS, ...site },
    });
    return this.servicePoint;
  }

  /** Created, started, `count` computers imported. */
  async running(count: number, plan?: RunPlan, settings?: unknown, site?: PlaceOptions): Promise<ServicePoint> {
    const servicePoint = this.create(plan, settings, site);
    const started = await servicePoint.start();
    if (started.kind === 'refused') throw new Error(JSON.stringify(started.refusals));
    servicePoint.createCollection('New');
    if (count > 0) servicePoint.importComputers(csvOf(count), { collection: 'New' });
    return servicePoint;
  }

  ports(): Ports {
    return {
      clock: this.clock,
      chance: seededChance(1),
      link: this.segment.link(),
      directory: {} as Ports['directory'],
      authority: {
        name: 'server15\\CA',
        templates: async () => [
          { name: 'Web Server 2', version: 2, extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] },
          { name: 'Web Server 3', version: 3, extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] },
          { name: 'Client', version: 2, extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] },
        ],
        submit: () => Promise.reject(new Error('not asked for here')),
        revoke: () => Promise.reject(new Error('not asked for here')),
      },
      names: {
        registerAlias: async (alias, target) => {
          if (this.aliasFailure) throw this.aliasFailure;
          this.aliases.push(`${alias} -> ${target}`);
        },
        resolve: async (name) => (name.startsWith('DESK') ? ['127.0.1.1'] : []),
      },
      host: {
        fqdn: 'server15.adatum.com',
        operatingSystem: 'Windows Server 2003 SP2',
        hotfixes: ['KB942841'],
        winRmVersion: '1.1',
        clientChain: chainOf,
      },
      keys: { next: () => Promise.reject(new Error('not asked for here')) },
    };
  }

  /** A device says hello and closes; the world settles, no time passes. */
  async hello(index: number, roots: readonly string[] = [this.pfx.rootSha1], from?: string): Promise<void> {
    const to = { address: SERVER_ADDRESS, port: 9971 };
    const address = from ?? `127.0.1.${index}`;
    const stream = await this.segment.link().connectTcp(address, to, new AbortController().signal);
    stream.on('error', () => undefined);
    stream.resume();
    stream.end(helloBytes(uuidOf(index), roots));
    await this.clock.settle();
  }

  ids(): readonly string[] {
    return this.servicePoint.events.map(({ id }) => id);
  }

  event(id: string): LogEvent | undefined {
    return this.servicePoint.events.findLast((event) => event.id === id);
  }

  async idle(limitMs = 3_600_000): Promise<boolean> {
    return this.clock.until(() => this.servicePoint.isIdle(), limitMs);
  }
}
