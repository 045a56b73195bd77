import { X509Certificate, createPublicKey } from 'node:crypto';
import type {
  AclEntry,
  AmtCredentials,
  AmtDevice,
  DeviceDoor,
  DeviceTrust,
  PowerScheme,
} from '../../../../provisioner/amt/amt-device.ts';
import { AmtError } from '../../../../provisioner/amt/amt-error.ts';

export const UUID = '00112233-4455-6677-8899-aabbccddeeff';

/** A connection that broke. */
export const lost = (): AmtError => new AmtError('connect.lost', 'The connection broke.');

/** A scripted AMT computer: state that survives connections, and places where it can be made to fail. */
export class FakeDevice {
  state: 'in' | 'post' = 'in';
  password = 'admin';
  mebx = 'admin';
  version = '3.2.1';
  uuid = UUID;
  hostName = '';
  domainName = '';
  ping = false;
  redirection = false;
  web = false;
  clockSet = false;
  tlsBound: string | undefined;
  pendingTls = false;
  store: string[] = [];
  /** Public keys, PKCS#1 DER in base64, by handle. */
  readonly keys = new Map<string, string>();
  kerberos: { realm: string; key: string; tolerance: number } | undefined;
  acl: AclEntry[] = [];
  power: string | undefined;
  schemes: readonly PowerScheme[] = [
    { instanceId: 'SCHEME 0', guidHex: '944F8312FB104FDC968E1E232B0C9065', description: 'Desktop: ON in S0' },
    { instanceId: 'SCHEME 1', guidHex: '7286ABAC96B448E29B9E9B7DF91C7FD4', description: 'Desktop: ON in S0, S3, S4-5' },
  ];
  #nextKey = 0;
  webKnown = true;
  mebxRefusal = false;
  readonly calls: string[] = [];
  readonly trusted: DeviceTrust[] = [];
  readonly passwordsTried: string[] = [];
  /** Called before each call; may throw to refuse it. */
  before: (call: string) => void = () => {};
  /** Called after each call took effect; may throw to lose the answer. */
  after: (call: string) => void = () => {};

  shown(): { pem: string; thumbprint: string; selfSigned: boolean } {
    if (this.state === 'in' || this.tlsBound === undefined) return { pem: '', thumbprint: 'SELF', selfSigned: true };
    const thumbprint = new X509Certificate(this.tlsBound).fingerprint.replaceAll(':', '');
    return { pem: this.tlsBound, thumbprint, selfSigned: false };
  }

  door(): DeviceDoor {
    return { open: async (trust) => this.#open(trust), exchanges: () => [] };
  }

  #open(trust: DeviceTrust): AmtDevice {
    this.calls.push('open');
    this.before('open');
    this.trusted.push(trust);
    const shown = this.shown();
    const issued = trust.known.some((one) => one.thumbprint === shown.thumbprint);
    if (!issued && !(trust.acceptSetupCertificate && shown.selfSigned)) {
      throw new AmtError(shown.selfSigned ? 'tls.setup-certificate' : 'tls.device-certificate', 'Not ours.');
    }
    return this.#session({ ...shown, kind: issued ? 'issued' : 'setup' });
  }

  #session(certificate: AmtDevice['certificate']): AmtDevice {
    let credentials: AmtCredentials = { user: 'admin', password: '' };
    const call = async <T>(name: string, run: () => T): Promise<T> => {
      this.calls.push(name);
      this.before(name);
      this.passwordsTried.push(credentials.password);
      if (credentials.password !== this.password) throw new AmtError('http.unauthorized', 'Wrong password.');
      const result = run();
      this.after(name);
      return result;
    };
    const set = async (name: string, run: () => void): Promise<void> => call(name, run);
    return {
      certificate,
      useCredentials: (next) => void (credentials = next),
      close: () => {},
      coreVersion: () => call('coreVersion', () => this.version),
      uuid: () => call('uuid', () => this.uuid),
      setupState: () => call('setupState', () => ({ state: this.state, mode: 1 })),
      generalSettings: () =>
        call('generalSettings', () => ({
          hostName: this.hostName,
          domainName: this.domainName,
          digestRealm: 'Digest:0123456789ABCDEF0123456789ABCDEF',
          pingResponseEnabled: this.ping,
        })),
      setMebxPassword: (password) =>
        set('setMebxPassword', () => {
          if (this.mebxRefusal) throw new AmtError('amt.status', 'Not permitted.', { status: 16 });
          this.mebx = password;
        }),
      setAdminPassword: (next) => set('setAdminPassword', () => void (this.password = next.password)),
      synchronizeClock: () => call('synchronizeClock', () => ((this.clockSet = true), -7)),
      setHostAndDomainName: (host, domain) =>
        set('setNames', () => void ([this.hostName, this.domainName] = [host, domain])),
      setPingResponse: (enabled) => set('setPing', () => void (this.ping = enabled)),
      addKey: (pem) =>
        set('addKey', () => {
          const key = createPublicKey(pem).export({ type: 'pkcs1', format: 'der' }).toString('base64');
          if (![...this.keys.values()].includes(key)) this.keys.set(`Key ${this.#nextKey++}`, key);
        }),
      keys: () =>
        call('keys', () =>
          Array.from(this.keys, ([instanceId, publicKeyDerBase64]) => ({ instanceId, publicKeyDerBase64 })),
        ),
      removeKey: (id) => set('removeKey', () => void this.keys.delete(id)),
      addCertificate: (pem) =>
        call(
          'addCertificate',
          () => (this.store.includes(pem) || this.store.push(pem), `Handle: ${this.store.indexOf(pem)}`),
        ),
      certificates: () =>
        call('certificates', () =>
          this.store.flatMap((pem, index) => {
            if (pem === '') return [];
            const derBase64 = new X509Certificate(pem).raw.toString('base64');
            return [{ instanceId: `Handle: ${index}`, derBase64, trustedRoot: false }];
          }),
        ),
      removeCertificate: (id) => set('removeCertificate', () => void (this.store[Number(id.slice(8))] = '')),
      bindTlsCertificate: (id) => set('bindTls', () => void (this.tlsBound = this.store[Number(id.slice(8))])),
      tls: () =>
        call('tls', () => ({
          enabled: this.pendingTls,
          mutualAuthentication: false,
          acceptNonSecureConnections: false,
        })),
      enableTls: () => set('enableTls', () => void (this.pendingTls = true)),
      kerberos: () =>
        call('kerberos', () => ({
          enabled: this.kerberos !== undefined,
          realm: this.kerberos?.realm ?? '',
          maximumClockToleranceMinutes: this.kerberos?.tolerance,
        })),
      setKerberos: (next) =>
        set('setKerberos', () => {
          this.kerberos = {
            realm: next.realm,
            key: next.masterKey.toString('hex'),
            tolerance: next.maximumClockToleranceMinutes,
          };
        }),
      users: () => call('users', () => [...this.acl]),
      addUser: (sid, realms) =>
        set(
          'addUser',
          () =>
            void this.acl.push({
              handle: this.acl.length + 1,
              digestUser: undefined,
              sid,
              accessPermission: 2,
              realms,
            }),
        ),
      updateUser: (handle, sid, realms) =>
        set(
          'updateUser',
          () => void (this.acl = this.acl.map((one) => (one.handle === handle ? { ...one, sid, realms } : one))),
        ),
      removeUser: (handle) =>
        set('removeUser', () => void (this.acl = this.acl.filter((one) => one.handle !== handle))),
      redirection: () =>
        call('redirection', () => ({
          serialOverLan: this.redirection,
          ideRedirection: this.redirection,
          listenerEnabled: this.redirection,
        })),
      setRedirection: (enabled) => set('setRedirection', () => void (this.redirection = enabled)),
      setWebInterface: (enabled) =>
        set('setWeb', () => {
          if (!this.webKnown) throw new AmtError('wsman.fault', 'No route.', { subcode: 'DestinationUnreachable' });
          this.web = enabled;
        }),
      powerSchemes: () => call('powerSchemes', () => this.schemes),
      currentPowerScheme: () => call('currentPower', () => this.power),
      setPowerScheme: (scheme) => set('setPower', () => void (this.power = scheme.instanceId)),
      extendProvisioningPeriod: () => set('extend', () => {}),
      commitChanges: () =>
        set('commit', () => {
          if (this.tlsBound !== undefined && this.pendingTls) this.state = 'post';
        }),
      unprovision: () => set('unprovision', () => this.#factory()),
      partialUnprovision: () =>
        set('partialUnprovision', () => void ((this.state = 'in'), (this.tlsBound = undefined))),
    };
  }

  #factory(): void {
    this.state = 'in';
    this.password = 'admin';
    this.tlsBound = undefined;
    this.pendingTls = false;
  }
}
