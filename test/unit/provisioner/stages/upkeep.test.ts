import { describe, expect, it } from 'vitest';
import { AmtError } from '../../../../provisioner/amt/amt-error.ts';
import { lost } from './fake-device.ts';
import { DN, expectProvisioned, failureCode, provisioned, run } from './fake-runs.ts';

describe('keeping a provisioned computer up', () => {
  it('update brings changed settings to the device and takes withdrawn accounts off it', async () => {
    const site = await provisioned();
    site.settings = { ...site.settings, amt: { ...site.settings.amt, userAccounts: [], enablePingResponses: false } };
    expect(await run(site, 'update')).toEqual({ kind: 'done' });
    expect([site.device.acl, site.device.ping]).toEqual([[], false]);
    expect(site.authority.issued).toHaveLength(1);
  });

  it('update leaves accounts alone that are no directory accounts', async () => {
    const site = await provisioned();
    site.device.acl.push({ handle: 9, digestUser: '$$uns', sid: undefined, accessPermission: 0, realms: [16] });
    expect(await run(site, 'update')).toEqual({ kind: 'done' });
    expect(site.device.acl.map((one) => one.digestUser)).toContain('$$uns');
  });

  it('reset-password changes the administrator and the directory account together', async () => {
    const site = await provisioned();
    const [admin, account] = [site.device.password, site.directory.accounts.get(DN)?.password];
    expect(await run(site, 'reset-password')).toEqual({ kind: 'done' });
    expect(site.device.password).not.toBe(admin);
    expect(site.directory.accounts.get(DN)?.password).not.toBe(account);
    expectProvisioned(site);
  });

  it('renew-certificate revokes, asks, binds, and takes the old one out of the device', async () => {
    const site = await provisioned();
    const before = site.device.shown().thumbprint;
    expect(await run(site, 'renew-certificate')).toEqual({ kind: 'done' });
    expect(site.device.shown().thumbprint).not.toBe(before);
    expect(site.device.store.filter((pem) => pem !== '')).toHaveLength(2);
    expect(site.device.keys.size).toBe(1);
    expectProvisioned(site);
  });

  it.each(['addKey', 'addCertificate', 'bindTls'])(
    'a renewal cut off at %s is made good by the next',
    async (point) => {
      const site = await provisioned();
      let left = 1;
      site.device.before = (call) => {
        if (call === point && left-- > 0) throw lost();
      };
      expect(failureCode(await run(site, 'renew-certificate'))).toBe('connect.lost');
      expect(await run(site, 'renew-certificate')).toEqual({ kind: 'done' });
      expectProvisioned(site);
    },
  );

  it('takes out what a renewal that was cut off left on the device', async () => {
    const site = await provisioned();
    let left = 1;
    site.device.before = (call) => {
      if (call === 'bindTls' && left-- > 0) throw lost();
    };
    await run(site, 'renew-certificate');
    expect(site.device.keys.size).toBe(2);
    expect(await run(site, 'renew-certificate')).toEqual({ kind: 'done' });
    expect(site.device.keys.size).toBe(1);
    expect(site.device.store.filter((pem) => pem !== '')).toHaveLength(2);
  });

  it('warns about a key that the device does not give up, and goes on', async () => {
    const site = await provisioned();
    site.device.before = (call) => {
      if (call === 'removeKey') throw new AmtError('wsman.fault', 'Not now.', { subcode: 'wsman:Concurrency' });
    };
    expect(await run(site, 'renew-certificate')).toEqual({ kind: 'done' });
    expect(site.events.find((one) => one.id === 'oob.key.not-removed')?.fields['code']).toBe('wsman:Concurrency');
  });

  it('a renewal whose authority goes away after the revocation is made good by the next', async () => {
    const site = await provisioned();
    site.authority.answer = 'unavailable';
    expect(failureCode(await run(site, 'renew-certificate'))).toBe('authority.unavailable');
    site.authority.answer = 'issue';
    expect(await run(site, 'renew-certificate')).toEqual({ kind: 'done' });
    expectProvisioned(site);
  });

  it('a renewal that the device did not take is not taken for done', async () => {
    const site = await provisioned();
    const before = site.device.tlsBound;
    site.device.after = (call) => {
      if (call === 'commit') site.device.tlsBound = before;
    };
    expect(failureCode(await run(site, 'renew-certificate'))).toBe('commit.not-effective');
  });

  it('a later run has the certificate of the device checked up to the root that it was issued under', async () => {
    const site = await provisioned();
    site.device.trusted.length = 0;
    await run(site, 'update');
    expect(site.device.trusted[0]?.known.map((one) => one.chainPem)).toEqual([[site.authority.rootPem]]);
  });

  it('a device that shows a certificate of somebody else is not talked to', async () => {
    const site = await provisioned();
    site.record.computer = { ...site.record.computer, activeCertificates: [] };
    expect(await run(site, 'update')).toMatchObject({ failure: { code: 'tls.device-certificate' } });
  });
});
