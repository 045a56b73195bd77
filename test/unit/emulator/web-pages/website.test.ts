import { describe, expect, it } from 'vitest';

import { digestHa1 } from '../../../../emulator/device/factory.ts';
import { releases } from '../../../../emulator/firmware/releases.ts';
import { LOGO } from '../../../../emulator/web-pages/logo.ts';
import { forms, pages } from '../../../../emulator/web-pages/site-map.ts';
import type { Visitor } from '../../../../emulator/web-pages/page.ts';
import { ADMINISTRATOR, noticeOf, Pages, textOf } from './site.ts';

const EVENT = {
  atSeconds: 1_643_624_584,
  deviceAddress: 255,
  sensorType: 6,
  eventType: 111,
  eventOffset: 1,
  sourceType: 104,
  severity: 8,
  sensorNumber: 255,
  entity: 38,
  entityInstance: 0,
  data: '4001000000000000',
};

function visitor(...realms: readonly number[]): Visitor {
  return { user: 'reader', isAdmin: false, realms, from: '10.0.0.5' };
}

function menuOf(text: string): readonly string[] {
  return [...text.matchAll(/<li>\s*<a href="([^"]+)"/g)].map(([, path]) => path ?? '');
}

describe('the list of pages', () => {
  it('is what release and capabilities give: no IPv6, no wireless and names beside the addresses on 3.2.1', () => {
    const early = new Pages('3.2.1');
    const late = new Pages('6.2');
    expect(menuOf(early.show('/index.htm'))).not.toContain('/wlan.htm');
    expect(menuOf(late.show('/index.htm'))).toEqual(expect.arrayContaining(['/wlan.htm', '/ipv6.htm', '/fqdn.htm']));
    expect([
      early.site.placeAt('/wlan.htm'),
      early.site.placeAt('/togglewlan'),
      early.site.placeAt('/fqdn.htm'),
    ]).toEqual([undefined, undefined, undefined]);
    expect(early.show('/ip.htm')).toContain('name="hostName"');
    expect(late.show('/ip.htm')).not.toContain('name="hostName"');
  });

  it('shows a user the pages of his realms and no others', () => {
    const site = new Pages();
    expect(menuOf(site.show('/index.htm', visitor(13)))).toEqual(['/index.htm']);
    expect(menuOf(site.show('/events.htm', visitor(19)))).toEqual(['/events.htm']);
    expect(menuOf(site.show('/index.htm', visitor(13, 4, 5)))).toContain('/power.htm');
  });

  it.each(releases)('of release %s can all be shown, and name only pages and forms that are there', (release) => {
    const site = new Pages(release);
    const shown = pages.filter(({ path }) => site.site.placeAt(path) === 'page').map(({ path }) => path);
    for (const path of shown) {
      const text = site.show(path);
      expect(text).toMatch(/<h1>[^<]+<\/h1>/);
      const linked = [...text.matchAll(/(?:href|action|src)="([^"?]+)/g)].map(([, target]) => target ?? '');
      for (const target of linked.filter((to) => to !== '#content')) expect(site.site.placeAt(target)).toBeDefined();
    }
  });
});

describe('a page', () => {
  it('of another realm is refused with the status of the release', () => {
    const site = new Pages();
    expect(site.site.show('/hw-sys.htm', visitor(13))).toMatchObject({ status: 403 });
    const other = new Pages('3.2.1', { http: { ...site.bench.profile.http, missingRealmStatus: 401 } });
    expect(other.site.show('/hw-sys.htm', visitor(13))).toMatchObject({ status: 401 });
    expect(site.bench.codes()).toContain('web.realm.missing');
  });

  it('shows text from outside as text', () => {
    const site = new Pages();
    const { state } = site.bench;
    const identity = { ...state.identity, model: `<script>alert("1")</script>&'` };
    site.bench.state = { ...state, identity };
    expect(site.show('/hw-sys.htm')).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;');
    expect(site.show('/hw-sys.htm')).not.toContain('<script>');
  });

  it('of the log shows each record with severity, source and what happened', () => {
    const site = new Pages();
    const attack = { ...EVENT, eventOffset: 5, data: 'aa0a000000000000' };
    const unknown = { ...EVENT, sensorType: 200, severity: 99, entity: 200 };
    site.bench.state = { ...site.bench.state, eventLog: { records: [attack, unknown], frozen: false } };
    const text = site.show('/events.htm').replace(/\s+/g, ' ');
    expect(text).toMatch(/2022-01-31 10:23:04.*Warning.*Management engine.*Authentication failed 10 times/);
    expect(text).toMatch(/Severity 99.*Entity 200.*Sensor type 200, event 111\/1, data 4001000000000000/);
  });

  it('is closed while the web interface is off, in releases without one, and in WS-Man only mode', () => {
    const site = new Pages();
    const { state, profile } = site.bench;
    expect(site.site.closedBecause()).toBeUndefined();
    site.bench.state = { ...state, webInterface: { enabled: false } };
    expect(site.site.closedBecause()).toBe('web.closed.switched-off');
    site.bench.state = { ...state, network: { ...state.network, wsmanOnlyMode: true } };
    expect(site.site.closedBecause()).toBe('web.closed.wsman-only');
    const without = new Pages('3.2.1', { http: { ...profile.http, webInterface: false, closedPageStatus: 403 } });
    expect(without.site.closedBecause()).toBe('web.closed.release');
    expect(without.site.closed('/index.htm', '10.0.0.5')).toMatchObject({ kind: 'page', status: 403 });
  });
});

describe('the logo', () => {
  it('is a GIF of 32 by 32 pixels', () => {
    expect(LOGO.subarray(0, 10).toString('latin1')).toBe('GIF87a \0 \0');
    expect(LOGO.at(-1)).toBe(0x3b);
    expect(LOGO.length).toBeLessThan(1024);
  });
});

describe('a form', () => {
  it('without the hidden field, or with that of another user, changes nothing', () => {
    const site = new Pages();
    const before = site.bench.state;
    const other = site.token({ ...ADMINISTRATOR, user: 'somebody' });
    for (const body of ['ClearLog=1', 't=&ClearLog=1', `t=${other}&ClearLog=1`])
      expect(site.site.submit('/logform', Buffer.from(body), ADMINISTRATOR)).toMatchObject({ status: 403 });
    expect(site.bench.state).toBe(before);
    expect(site.bench.codes()).toEqual(['web.form.forged', 'web.form.forged', 'web.form.forged']);
  });

  it('of before an account changed is refused after it', () => {
    const site = new Pages();
    const token = site.token();
    site.site.forgetLogins();
    expect(site.token()).not.toBe(token);
    expect(site.site.submit('/logform', Buffer.from(`t=${token}&ClearLog=1`), ADMINISTRATOR)).toMatchObject({
      status: 403,
    });
  });

  it('that cannot be read is refused', () => {
    const site = new Pages();
    for (const body of ['t=%ZZ', 'a=\u00ff', 'a=1&'.repeat(200), 'a'.repeat(9000)])
      expect(site.site.submit('/logform', Buffer.from(body), ADMINISTRATOR)).toMatchObject({ status: 400 });
  });

  it('needs the realm of what it does: a reader of the log cannot clear it', () => {
    const site = new Pages();
    expect(site.show('/events.htm', visitor(19))).not.toContain('Clear log');
    expect(site.send('/logform', [['ClearLog', '1']], visitor(19))).toMatchObject({ status: 403 });
    expect(site.bench.codes().at(-1)).toBe('web.realm.missing');
  });

  it('that is carried out sends the browser back to its page', () => {
    const site = new Pages();
    site.bench.state = { ...site.bench.state, eventLog: { records: [EVENT], frozen: false } };
    expect(site.send('/logform', [['ClearLog', '1']])).toEqual({ kind: 'redirect', to: '/events.htm' });
    expect(site.bench.state.eventLog.records).toEqual([]);
  });

  it('that the device refuses shows the page again, with a sentence, and the reason in the decision log', () => {
    const site = new Pages();
    site.send('/logform', [['SubmitFreeze', '1']]);
    const answer = site.send('/logform', [['ClearLog', '1']]);
    expect(answer).toMatchObject({ kind: 'page', status: 400 });
    expect(noticeOf(answer)).toBe('Logging is stopped; start it first.');
    expect(site.bench.codes().at(-1)).toBe('event-log.frozen');
  });

  it('that breaks on a defect answers 500 and changes nothing', () => {
    const site = new Pages();
    site.bench.commit = () => {
      throw new Error('the flash is worn out');
    };
    expect(site.send('/logform', [['ClearLog', '1']])).toMatchObject({ kind: 'page', status: 500 });
    expect(site.bench.codes().at(-1)).toBe('defect.web-form');
  });

  it.each(forms.map(({ path }) => path))('%s with no fields is refused or harmless, never a defect', (path) => {
    const site = new Pages('6.2');
    if (site.site.placeAt(path) === undefined) return;
    site.send(path, []);
    expect(site.bench.codes()).not.toContain('defect.web-form');
  });
});

describe('remote control', () => {
  it('offers what the power state allows, and does it with the boot option', () => {
    const site = new Pages();
    expect(site.show('/power.htm')).toMatch(/value="on"/);
    expect(site.show('/power.htm')).not.toMatch(/value="reset"/);
    expect(
      site.send('/PowerForm', [
        ['power', 'on'],
        ['boot', 'network'],
      ]),
    ).toMatchObject({ kind: 'redirect' });
    expect(site.bench.switched).toEqual(['on']);
    expect(site.bench.state.boot.source).toBe('pxe');
    site.bench.isHostOn = true;
    const answer = site.send('/PowerForm', [['power', 'on']]);
    expect([noticeOf(answer), site.bench.switched]).toEqual([
      'The computer cannot do that in its present power state.',
      ['on'],
    ]);
  });

  it('chooses a power policy of the release and no other', () => {
    const site = new Pages();
    site.send('/powerpolform', [['policy', 'SCHEME 0']]);
    expect(site.bench.state.power.schemeId).toBe('SCHEME 0');
    expect(site.send('/powerpolform', [['policy', 'SCHEME 77']])).toMatchObject({ status: 400 });
  });
});

describe('accounts', () => {
  const good = [
    ['username', 'operator'],
    ['password', 'Oper@tor1'],
    ['password2', 'Oper@tor1'],
    ['realm', '5'],
    ['realm', '13'],
  ] as const;

  it('are added with the hash that Digest needs, changed, switched off and removed', () => {
    const site = new Pages();
    expect(site.send('/userform', good)).toEqual({ kind: 'redirect', to: '/acl.htm' });
    const { users, digestRealm } = site.bench.state.accounts;
    const [user] = users;
    expect(user).toMatchObject({ enabled: true, realms: [5, 13], accessPermission: 2 });
    expect(user?.who).toMatchObject({ ha1: digestHa1('operator', digestRealm, 'Oper@tor1') });
    const handle = ['handle', String(user?.handle)] as const;
    expect(site.show(`/user.htm?handle=${handle[1]}`)).toContain('value="operator"');
    site.send('/userform', [handle, ...good.slice(0, 4)]);
    expect(site.bench.state.accounts.users[0]?.realms).toEqual([5]);
    site.send('/aclform', [handle, ['Disable', '1']]);
    expect(site.bench.state.accounts.users[0]?.enabled).toBe(false);
    site.send('/aclform', [handle, ['Enable', '1']]);
    expect(site.bench.state.accounts.users[0]?.enabled).toBe(true);
    site.send('/aclform', [handle, ['Remove', '1']]);
    expect(site.bench.state.accounts.users).toEqual([]);
  });

  it.each([
    ['a weak password', { password: 'operator', password2: 'operator' }, /^A password has 8 to 32/],
    ['two passwords that differ', { password2: 'Oper@tor2' }, /^The two passwords differ/],
    ['a name that is reserved', { username: 'administrator' }, /^The user name has/],
    ['no realm', { realm: '' }, /^Choose at least one realm/],
  ])('with %s are refused', (_what, change, sentence) => {
    const site = new Pages();
    const fields = Object.entries({
      username: 'operator',
      password: 'Oper@tor1',
      password2: 'Oper@tor1',
      realm: '5',
      ...change,
    });
    expect(noticeOf(site.send('/userform', fields))).toMatch(sentence);
    expect(site.bench.state.accounts.users).toEqual([]);
  });

  it('never show a password or its hash, on a page or in the decision log', () => {
    const site = new Pages();
    site.send('/userform', good);
    site.send('/userform', good);
    const { users } = site.bench.state.accounts;
    const ha1 = users[0]?.who.kind === 'digest' ? users[0].who.ha1 : '';
    const said = `${site.show('/acl.htm')}${site.show('/user.htm?handle=1')}${JSON.stringify(site.bench.decisions)}`;
    expect(ha1).toMatch(/^[0-9a-f]{32}$/);
    expect(said).not.toContain('Oper@tor1');
    expect(said).not.toContain(ha1);
    expect(said).not.toContain(Buffer.from(ha1, 'hex').toString('base64'));
  });

  it('give the administrator another name and password', () => {
    const site = new Pages();
    site.send('/anonform', [
      ['username', 'boss'],
      ['password', 'N3w-secret'],
      ['password2', 'N3w-secret'],
    ]);
    const { adminUser, adminHa1, digestRealm } = site.bench.state.accounts;
    expect([adminUser, adminHa1]).toEqual(['boss', digestHa1('boss', digestRealm, 'N3w-secret')]);
  });
});

describe('network settings', () => {
  it('take names and fixed addresses on 3.2.1, and keep what a mistake left', () => {
    const site = new Pages();
    const fields = [
      ['hostName', 'DESK001'],
      ['domainName', 'adatum.com'],
      ['mode', 'static'],
      ['address', '10.0.0.9'],
      ['mask', '255.255.255.0'],
    ] as const;
    expect(site.send('/ipform', fields)).toMatchObject({ kind: 'redirect' });
    expect(site.bench.state.network).toMatchObject({ hostName: 'DESK001', dhcpEnabled: false, pingResponse: false });
    const before = site.bench.state;
    const answer = site.send('/ipform', [...fields.slice(0, 4), ['mask', '255.0.255.0']]);
    expect([noticeOf(answer), site.bench.state]).toEqual(['That is not a subnet mask.', before]);
  });

  it('take names on a page of their own, IPv6 and wireless networks on 6.2', () => {
    const site = new Pages('6.2');
    site.send('/fqdnform', [
      ['hostName', 'DESK001'],
      ['domainName', ''],
      ['shared', '1'],
    ]);
    expect(site.bench.state.network).toMatchObject({ hostName: 'DESK001', sharedFqdn: true });
    site.send('/ipv6form', [
      ['address', '2001:db8::9'],
      ['interfaceId', '1'],
    ]);
    expect(site.bench.state.features.ipv6.wired).toMatchObject({
      address: '2001:db8::9',
      interfaceIdType: 1,
      router: '::',
    });
    const network = [
      ['name', 'Office'],
      ['ssid', 'Adatum'],
      ['priority', '1'],
      ['security', '6'],
      ['passPhrase', 'a long pass phrase'],
    ] as const;
    expect(site.send('/wlanform', network)).toMatchObject({ kind: 'redirect' });
    expect(site.show('/wlan.htm')).not.toContain('a long pass phrase');
    expect(noticeOf(site.send('/wlanform', network))).toBe('There is a profile with that name already.');
    const { instanceId = '' } = site.bench.state.features.wireless.profiles[0] ?? {};
    site.send('/wlanform', [['Remove', instanceId]]);
    expect(site.bench.state.features.wireless.profiles).toEqual([]);
    site.send('/togglewlan', [['state', '3']]);
    expect(site.bench.state.features.wireless.portState).toBe(3);
  });
});

describe('public pages', () => {
  it('are the log-on page, the page for what is not allowed, the picture and the style sheet', () => {
    const { site } = new Pages();
    expect(['/logon.htm', '/invalid.htm', '/logo.gif', '/styles.css'].map((path) => site.placeAt(path))).toEqual(
      Array.from({ length: 4 }, () => 'public'),
    );
    expect(textOf(site.publicAnswer('/logon.htm'))).toContain('<title>Log On');
    expect(site.publicAnswer('/logo.gif')).toMatchObject({ contentType: 'image/gif' });
    expect(site.publicAnswer('/styles.css')).toMatchObject({ contentType: 'text/css' });
  });
});
