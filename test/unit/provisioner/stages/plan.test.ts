import { describe, expect, it } from 'vitest';
import { planThrough } from '../../../../provisioner/stages/plan.ts';
import { lost } from './fake-device.ts';
import { DN, expectProvisioned, failureCode, leftoversOf, provisioned, run } from './fake-runs.ts';
import { FakeSite } from './fake-world.ts';

describe('provisioning', () => {
  it('ends Provisioned, with everything on the device, in the directory and in the database', async () => {
    const site = await provisioned();
    expectProvisioned(site);
    expect(site.device.mebx).toBe('Mebx!Passw0rd');
    expect(site.record.statuses).toEqual([3]);
  });

  it('asks the authority before the first stage, and publishes the account between the stages', async () => {
    const site = await provisioned();
    const order = [
      'oob.certificate.issued',
      'oob.stage.first-started',
      'oob.account.published',
      'oob.stage.second-started',
      'oob.run.done',
    ];
    expect(site.ids().filter((id) => order.includes(id))).toEqual(order);
  });

  it('writes no secret into events', async () => {
    const site = await provisioned();
    const text = JSON.stringify(site.events);
    for (const secret of [site.device.password, 'Mebx!Passw0rd', site.directory.accounts.get(DN)?.password ?? '?'])
      expect(text).not.toContain(secret);
  });

  const crashPoints = [
    'open',
    'coreVersion',
    'setMebxPassword',
    'setAdminPassword',
    'synchronizeClock',
    'setNames',
    'addKey',
    'addCertificate',
    'bindTls',
    'enableTls',
    'commit',
    'setKerberos',
    'addUser',
    'setRedirection',
    'setPing',
    'setPower',
    'tls',
    'users',
  ];
  for (const when of ['before', 'after'] as const) {
    it.each(crashPoints)(`a connection lost ${when} %s is made good by the next run`, async (point) => {
      const site = new FakeSite();
      let left = 1;
      site.device[when] = (call) => {
        if (call === point && left > 0) {
          left -= 1;
          throw lost();
        }
      };
      const first = await run(site, 'provision');
      // Either the run noticed nothing worse than a hiccup, or it may be tried again and nothing claims to be provisioned.
      const kind = first.kind === 'failed' ? first.failure.kind : 'done';
      expect(['done', 'retryable']).toContain(kind);
      expect(site.record.computer.amtStatus === 3).toBe(kind === 'done');
      expect(first.kind === 'done' ? first : await run(site, 'provision')).toEqual({ kind: 'done' });
      expectProvisioned(site);
    });
  }

  const writes = [
    'version',
    'askFor',
    'propose',
    'confirm',
    'saveCertificate',
    'mark issued-to-device',
    'saveAccount',
    'tlsMode',
    'status',
  ];
  it.each(writes)('a service point that dies at the durable write "%s" finds its way on', async (write) => {
    const site = new FakeSite();
    let left = 1;
    site.record.before = (what) => {
      if (what !== write || left === 0) return;
      left -= 1;
      throw new Error('the power failed');
    };
    const first = await run(site, 'provision');
    expect(failureCode(first)).toBe('stage.defect');
    expect(site.record.computer.amtStatus).not.toBe(3);
    expect(await run(site, 'provision')).toEqual({ kind: 'done' });
    expectProvisioned(site);
  });

  it('keeps to the passwords it has: each tried once, eight at most, then the computer is Detected', async () => {
    const site = new FakeSite();
    site.device.password = 'Changed!1locally';
    const accounts = Array.from({ length: 12 }, (_, index) => ({
      name: 'admin',
      password: `Guess!${index}aA`,
      description: '',
    }));
    site.settings = { ...site.settings, provisioning: { accounts } };
    const result = await run(site, 'provision');
    expect(result).toMatchObject({
      kind: 'failed',
      failure: { stage: 'authenticate', code: 'http.unauthorized', amtStatus: 1, kind: 'needs-person' },
    });
    expect(site.device.passwordsTried).toHaveLength(8);
    expect(new Set(site.device.passwordsTried).size).toBe(8);
    expect(site.device.passwordsTried[0]).toBe('Guess!0aA');
    expect(site.authority.issued).toEqual([]);
  });

  it('goes on with the MEBx password that is there when the firmware does not let it be changed', async () => {
    const site = new FakeSite();
    site.device.mebxRefusal = true;
    expect(await run(site, 'provision')).toEqual({ kind: 'done' });
    expect(site.ids()).toContain('oob.mebx.not-permitted');
    expect(site.device.mebx).toBe('admin');
  });

  it('leaves out what the device does not know and says so', async () => {
    const site = new FakeSite();
    site.device.webKnown = false;
    expect(await run(site, 'provision')).toEqual({ kind: 'done' });
    expect(site.ids()).toContain('oob.feature.not-on-device');
  });

  it.each([
    ['pending', 'authority.pending', 'needs-person'],
    ['denied', 'authority.denied', 'needs-person'],
    ['unavailable', 'authority.unavailable', 'retryable'],
  ] as const)('an authority that answers "%s" ends the run with %s', async (answer, code, kind) => {
    const site = new FakeSite();
    site.authority.answer = answer;
    expect(await run(site, 'provision')).toMatchObject({
      kind: 'failed',
      failure: { stage: 'request-certificate', code, kind },
    });
    expect([site.device.state, site.device.password]).toEqual(['in', 'admin']);
  });

  it('revokes the certificate of an interrupted run before it asks for another', async () => {
    const site = new FakeSite();
    site.device.before = (call) => {
      if (call === 'setNames') throw lost();
    };
    await run(site, 'provision');
    expect(site.events.find((one) => one.id === 'oob.run.failed')?.fields['leftovers']).toContain('certificate 10');
    site.device.before = () => {};
    await run(site, 'provision');
    expect(site.authority.revoked).toEqual(['10']);
    expectProvisioned(site);
  });

  it('says so when the database of the authority cannot be searched for a certificate that may be lost', async () => {
    const site = new FakeSite();
    site.authority.issuedTo = undefined;
    site.record.before = (what) => {
      if (what === 'saveCertificate') throw new Error('the power failed');
    };
    await run(site, 'provision');
    site.record.before = () => {};
    expect(await run(site, 'provision')).toEqual({ kind: 'done' });
    expect(site.ids()).toContain('oob.certificate.answer-unknown');
    expect(site.authority.revoked).toEqual([]);
  });

  it('reports the account it leaves behind when the directory refuses later writes', async () => {
    const site = new FakeSite();
    site.directory.accounts.set(DN, { password: 'x', names: [] });
    site.directory.refuseWrites = true;
    expect(await run(site, 'provision')).toMatchObject({
      failure: { code: 'directory.insufficient-rights', kind: 'needs-person' },
    });
    expect(site.events.find((one) => one.id === 'oob.run.failed')?.fields['leftovers']).toContain(DN);
    expect(site.record.computer.amtStatus).not.toBe(3);
  });

  it('does not call a computer provisioned whose settings read back differently', async () => {
    const site = new FakeSite();
    site.device.after = (call) => {
      if (call === 'setRedirection') site.device.redirection = false;
    };
    const result = await run(site, 'provision');
    expect(result).toMatchObject({ failure: { stage: 'verify', code: 'verify.mismatch' } });
    // Both stay behind as long as the computer does not count as provisioned.
    const left = `certificate 10, in use on the device, which is in operation; directory account ${DN}`;
    expect(leftoversOf(site)).toBe(left);
    expect(site.record.computer.amtStatus).not.toBe(3);
    expect(await run(site, 'provision')).toMatchObject({ failure: { stage: 'verify', code: 'verify.mismatch' } });
    expect(leftoversOf(site)).toBe(left);
  });

  it.each([undefined, '1.0'])('never contacts a device with WinRM %s', async (version) => {
    const site = new FakeSite();
    site.winRmVersion = version;
    expect(failureCode(await run(site, 'provision'))).toBe('host.winrm');
    expect(site.device.calls).toEqual([]);
  });

  it('never contacts a device whose hello lists another root', async () => {
    const site = new FakeSite();
    site.helloHashes = [{ algorithm: 'sha1', hex: 'cc'.repeat(20) }];
    expect(failureCode(await run(site, 'provision'))).toBe('hash.no-match');
    expect(site.device.calls).toEqual([]);
  });

  it.each([
    ['3.2.0', 'version.unsupported'],
    ['3.2.1', 'done'],
    ['3.10.0', 'done'],
    ['2.6.20', 'version.unsupported'],
  ])('AMT %s gives %s', async (version, code) => {
    const site = new FakeSite();
    site.device.version = version;
    expect(failureCode(await run(site, 'provision'))).toBe(code);
  });

  it('stops at a computer with another UUID before anything is changed', async () => {
    const site = new FakeSite();
    site.device.uuid = 'ffffffff-4455-6677-8899-aabbccddeeff';
    expect(failureCode(await run(site, 'provision'))).toBe('identity.uuid-mismatch');
    expect([site.authority.issued, site.record.computer.amtVersion]).toEqual([[], undefined]);
  });

  it('gives up, retryable, when the device stays in setup after the commit', async () => {
    const site = new FakeSite();
    site.device.before = (call) => {
      if (call === 'commit') site.device.pendingTls = false;
    };
    expect(await run(site, 'provision')).toMatchObject({
      failure: { stage: 'reconnect', code: 'commit.not-effective', kind: 'retryable' },
    });
    expect(site.record.computer.amtStatus).not.toBe(3);
  });

  it('ends with run.aborted when the service point stops', async () => {
    const site = new FakeSite();
    const stop = new AbortController();
    site.device.before = (call) => {
      if (call === 'setNames') stop.abort();
    };
    const result = await planThrough(() => site.device.door())(site.context('provision', stop.signal));
    expect(failureCode(result)).toBe('run.aborted');
  });
});

describe('removing provisioning', () => {
  it.each(['remove-full', 'remove-partial'] as const)(
    '%s leaves neither certificate nor account, and status 2',
    async (kind) => {
      const site = await provisioned();
      const password = site.device.password;
      expect(await run(site, kind)).toEqual({ kind: 'done' });
      const { record, authority, directory, device } = site;
      expect([device.state, record.computer.amtStatus, record.tlsMode]).toEqual(['in', 2, 0]);
      expect([authority.revoked, record.computer.activeCertificates, directory.accounts.size]).toEqual([
        authority.issued,
        [],
        0,
      ]);
      expect(record.computer.accountDistinguishedName).toBeUndefined();
      expect(record.computer.adminPassword).toBe(kind === 'remove-full' ? undefined : password);
    },
  );

  it('forgets no password that a partial removal left on the device', async () => {
    const site = await provisioned();
    await run(site, 'remove-partial');
    site.device.before = () => {
      throw lost();
    };
    expect(await run(site, 'remove-full')).toEqual({ kind: 'done' });
    expect(site.record.computer.adminPassword).toBe(site.device.password);
  });

  it('believes the device, not the lost answer', async () => {
    const site = await provisioned();
    site.device.after = (call) => {
      if (call === 'unprovision') throw lost();
    };
    expect(await run(site, 'remove-full')).toEqual({ kind: 'done' });
    expect(site.record.computer.amtStatus).toBe(2);
  });

  it('keeps certificate, account and status when the device was not reached', async () => {
    const site = await provisioned();
    site.device.before = (call) => {
      if (call === 'unprovision') throw lost();
    };
    expect(failureCode(await run(site, 'remove-full'))).toBe('removal.not-effective');
    expect(site.record.computer.amtStatus).toBe(3);
    expect(site.authority.revoked).toEqual([]);
    expect(site.directory.accounts.size).toBe(1);
  });

  it('finishes the rest when the directory was away after the device was done', async () => {
    const site = await provisioned();
    let left = 1;
    site.record.before = (what) => {
      if (what === 'forgetAccount' && left-- > 0) throw new Error('the power failed');
    };
    await run(site, 'remove-full');
    expect(await run(site, 'remove-full')).toEqual({ kind: 'done' });
    expect([site.record.computer.accountDistinguishedName, site.directory.accounts.size]).toEqual([undefined, 0]);
  });

  it('a computer removed in full can be provisioned again', async () => {
    const site = await provisioned();
    await run(site, 'remove-full');
    expect(await run(site, 'provision')).toEqual({ kind: 'done' });
    expectProvisioned(site);
  });
});
