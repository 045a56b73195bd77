import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { validateSettings } from '../../../../provisioner/settings/validate-settings.ts';
import {
  installServicePoint,
  recordProvisioningCertificate,
} from '../../../../provisioner/store/service-point-role.ts';
import { computerRecord, journalFor } from '../../../../provisioner/store/run-journal.ts';
import type { SiteStore } from '../../../../provisioner/store/site-store.ts';
import { adatum, pemFixture } from '../settings/sample-settings.ts';
import { computer, memoryStore } from './memory-store.ts';

let store: SiteStore;
beforeEach(() => {
  store = memoryStore(3);
});
afterEach(() => store.close());

const hello = {
  uuid: computer(1).uuid,
  address: '10.15.0.101',
  port: 16_994,
  receivedAtMs: 5,
  bytes: Buffer.from('ab'),
};
const run = { resourceId: 1, kind: 'provision', address: '10.15.0.101', helloId: undefined, dueMs: 100 } as const;
const certificate = {
  serialHex: '0a0b',
  thumbprint: 'ff00',
  requestId: 12,
  template: 'ConfigMgr AMT Web Server Certificate',
  authority: 'ca1.adatum.com\\Adatum Enterprise CA',
  validFromMs: 1,
  validUntilMs: 2,
  chainPem: ['-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----'],
};

describe('computers', () => {
  test('are found by UUID and name in any letter case, and start with nothing known', () => {
    const resourceId = store.computers.add(computer(1));
    expect(store.computers.byUuid(computer(1).uuid.toLowerCase())).toEqual(store.computers.byShortName('desk001'));
    expect(store.computers.get(resourceId)).toEqual({
      resourceId,
      shortName: 'DESK001',
      fqdn: 'desk001.adatum.com',
      uuid: computer(1).uuid.toLowerCase(),
      mac: undefined,
      amtStatus: undefined,
      amtFullVersion: undefined,
      suppressAutoProvision: false,
      hasClient: false,
      addn: undefined,
      ip: undefined,
      provisionOpType: undefined,
      provisionTimeMs: undefined,
      tlsMode: undefined,
    });
  });

  test('cannot share a UUID or a name, and a failed write leaves nothing', () => {
    store.computers.add(computer(1));
    expect(() => store.computers.add({ ...computer(2), uuid: computer(1).uuid })).toThrow(RangeError);
    expect(() => store.computers.add({ ...computer(2), shortName: 'desk001' })).toThrow(RangeError);
    expect(store.computers.all()).toHaveLength(1);
    expect(() => store.computers.change(99, { ip: '10.15.0.1' })).toThrow(RangeError);
  });

  test('never give their resource id to another one', () => {
    const first = store.computers.add(computer(1));
    store.computers.remove(first);
    expect(store.computers.add(computer(2))).toBeGreaterThan(first);
  });
});

describe('the journal of a run', () => {
  const journal = () => journalFor(store, 1, { nowMs: () => 777 });
  beforeEach(() => store.computers.add(computer(1)));

  test('keeps a proposed password beside the old one until the device has it', () => {
    store.computers.change(1, { adminPassword: 'Old!Pass1' });
    journal().proposeAdminPassword('New!Pass1');
    expect(computerRecord(store, 1)).toMatchObject({ adminPassword: 'Old!Pass1', pendingAdminPassword: 'New!Pass1' });
    journal().confirmAdminPassword();
    expect(computerRecord(store, 1)).toMatchObject({ adminPassword: 'New!Pass1', pendingAdminPassword: undefined });
    journal().confirmAdminPassword();
    expect(computerRecord(store, 1)?.adminPassword).toBe('New!Pass1');
    journal().forgetAdminPassword();
    expect(computerRecord(store, 1)?.adminPassword).toBeUndefined();
  });

  test('tells what was superseded from what is in use', () => {
    const of = (): unknown => {
      const { activeCertificates = [], supersededCertificates = [] } = computerRecord(store, 1) ?? {};
      return [supersededCertificates.map((one) => one.serialHex), activeCertificates.map((one) => one.arrived)];
    };
    journal().saveCertificate(certificate);
    journal().markCertificate('0a0b', 'issued-to-device');
    expect(of()).toEqual([[], [true]]);
    journal().markCertificate('0a0b', 'revoked');
    journal().saveCertificate({ ...certificate, serialHex: '0a0c' });
    expect(of()).toEqual([['0a0b'], [false]]);
  });

  test('remembers what the authority was asked for until its answer is written down', () => {
    journal().askForCertificate('c0ffee');
    expect(computerRecord(store, 1)?.certificateAskedFor).toBe('c0ffee');
    journal().saveCertificate(certificate);
    expect(computerRecord(store, 1)?.certificateAskedFor).toBeUndefined();
    journal().askForCertificate('decade');
    journal().forgetCertificateRequest();
    expect(computerRecord(store, 1)?.certificateAskedFor).toBeUndefined();
  });

  test('lists a certificate as active from its issue to its revocation', () => {
    journal().saveCertificate(certificate);
    expect(store.certificates.all()).toMatchObject([
      { certType: 1, status: 2, caFqdn: 'ca1.adatum.com', caName: 'Adatum Enterprise CA', resourceId: 1 },
    ]);
    expect(computerRecord(store, 1)?.activeCertificates).toEqual([
      { serialHex: '0a0b', thumbprint: 'ff00', validUntilMs: 2, chainPem: certificate.chainPem, arrived: false },
    ]);
    journal().markCertificate('0a0b', 'issued-to-device');
    expect(store.certificates.ofComputer(1).map(({ status }) => status)).toEqual([3]);
    journal().markCertificate('0a0b', 'revoked');
    expect(computerRecord(store, 1)?.activeCertificates).toEqual([]);
    expect(() => journal().markCertificate('dead', 'revoked')).toThrow(RangeError);
  });

  test('records what was learnt and when the computer became provisioned', () => {
    journal().setAmtVersion('3.2.1');
    journal().saveAccount('CN=DESK001,OU=OOB Controllers,DC=adatum,DC=com');
    journal().setTlsMode(1);
    journal().setSuppressAutoProvision(true);
    journal().setAmtStatus(2);
    expect(store.computers.get(1)).toMatchObject({ amtStatus: 2, provisionTimeMs: undefined });
    journal().setAmtStatus(3);
    expect(store.computers.get(1)).toMatchObject({
      amtStatus: 3,
      amtFullVersion: '3.2.1',
      provisionTimeMs: 777,
      provisionOpType: 3,
      tlsMode: 1,
      suppressAutoProvision: true,
    });
    journal().forgetAccount();
    journal().setAmtStatus(undefined);
    expect(computerRecord(store, 1)).toMatchObject({ accountDistinguishedName: undefined, amtStatus: undefined });
  });

  test('has no record of a computer that is gone', () => {
    expect(computerRecord(store, 2)).toBeUndefined();
  });
});

describe('the inbox and the queue', () => {
  test('keep a hello until its run has ended', () => {
    const helloId = store.inbox.accept(hello);
    const runId = store.queue.add({ ...run, helloId });
    expect(store.inbox.open()).toEqual([{ ...hello, helloId, uuid: hello.uuid.toLowerCase() }]);
    store.queue.start(runId);
    store.queue.postpone(runId, 200, 'tls.timeout');
    expect(store.inbox.open()).toHaveLength(1);
    store.queue.start(runId);
    store.queue.finish(runId);
    expect([store.inbox.open(), store.queue.open()]).toEqual([[], []]);
  });

  test('release a hello that caused no run', () => {
    const helloId = store.inbox.accept(hello);
    store.inbox.release(helloId);
    expect(store.inbox.open()).toEqual([]);
  });

  test('give due runs in order of time, and say when the next is due', () => {
    const late = store.queue.add({ ...run, dueMs: 300 });
    const early = store.queue.add({ ...run, dueMs: 100 });
    const middle = store.queue.add({ ...run, dueMs: 200 });
    expect(store.queue.due(250, 10).map(({ runId }) => runId)).toEqual([early, middle]);
    expect(store.queue.due(250, 1).map(({ runId }) => runId)).toEqual([early]);
    expect(store.queue.nextDueMs()).toBe(100);
    store.queue.start(early);
    store.queue.start(middle);
    store.queue.start(late);
    expect(store.queue.nextDueMs()).toBeUndefined();
  });

  test('count attempts, and after a crash let what was running wait again as if it had not begun', () => {
    const runId = store.queue.add(run);
    store.queue.start(runId);
    store.queue.postpone(runId, 150, 'tls.timeout');
    store.queue.start(runId);
    expect(store.queue.get(runId)).toMatchObject({ state: 'running', attempt: 2, lastCode: 'tls.timeout' });
    expect(() => store.queue.start(runId)).toThrow(RangeError);
    expect(store.queue.recover(900)).toBe(1);
    expect(store.queue.due(900, 5)).toMatchObject([{ runId, attempt: 1, dueMs: 900 }]);
  });
});

describe('the rest of the site', () => {
  test('keeps the newest messages only', () => {
    for (let atMs = 1; atMs <= 5; atMs += 1)
      store.messages.append({ atMs, id: 'hello.received', severity: 'info', fields: { n: atMs, ok: true } });
    expect(store.messages.count()).toBe(3);
    expect(store.messages.latest(2).map(({ atMs, fields }) => [atMs, fields['n']])).toEqual([
      [4, 4],
      [5, 5],
    ]);
  });

  test('gives back the settings that were saved last', () => {
    const valid = validateSettings(adatum({ general: { webServerTemplate: undefined } }));
    if (!valid.ok) throw new Error('sample');
    expect(store.site.settings()).toBeUndefined();
    store.site.saveSettings(valid.settings, 1);
    const changed = { ...valid.settings, general: { ...valid.settings.general, registerAlias: false } };
    store.site.saveSettings(changed, 2);
    expect(store.site.settings()).toStrictEqual({ settings: changed, savedAtMs: 2 });
  });

  test('gets the server and the two enabled tasks with the role, and keeps what was changed in them', () => {
    installServicePoint(store, 'server15.adatum.com', 10);
    expect(store.site.systems()).toEqual([
      { fqdn: 'server15.adatum.com', role: 'SMS Out of Band Service Point', installedAtMs: 10 },
    ]);
    const [certificates, passwords] = store.site.tasks();
    expect(certificates).toMatchObject({ enabled: true, pendingDays: 42, window: { weekday: 6, endMinute: 300 } });
    expect(passwords).toMatchObject({ enabled: true, intervalDays: 28, lastRunMs: undefined });
    store.site.saveTask({ ...certificates!, enabled: false, lastRunMs: 20 });
    installServicePoint(store, 'server15.adatum.com', 30);
    expect(store.site.tasks()[0]).toMatchObject({ enabled: false, lastRunMs: 20 });
    expect(store.site.systems()[0]?.installedAtMs).toBe(10);
  });

  test('lists the provisioning certificate once, as type 2 and active', () => {
    const loaded = {
      leafPem: pemFixture('leaf.pem'),
      privateKeyPem: '',
      wireChainPem: [],
      carriedPem: [],
      rootHashes: undefined,
      thumbprint: 'ab',
      validFromMs: 1,
      validUntilMs: 2,
    };
    recordProvisioningCertificate(store, loaded);
    recordProvisioningCertificate(store, loaded);
    expect(store.certificates.all()).toMatchObject([{ certType: 2, status: 5, serialHex: '1a2b', thumbprint: 'ab' }]);
  });

  test('undoes every write of a transaction that fails', () => {
    expect(() =>
      store.transaction(() => {
        store.computers.add(computer(1));
        store.inbox.accept(hello);
        throw new TypeError('power cut');
      }),
    ).toThrow(TypeError);
    expect([store.computers.all(), store.inbox.open()]).toEqual([[], []]);
    store.computers.add(computer(1));
    expect(store.computers.all()).toHaveLength(1);
  });
});
