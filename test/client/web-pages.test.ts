import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createDevice,
  hostLink,
  MemoryNvram,
  profileFor,
  RealClock,
  seededChance,
  withProfile,
  type Device,
} from '../../emulator/index.ts';
import { defaultLaptop } from '../../emulator/hardware/default-laptop.ts';
import { encodeSnapshot } from '../../emulator/nvram/snapshot.ts';
import { ownAddress } from './addresses.ts';
import { run } from './child.ts';
import { deviceAt } from './real-device.ts';
import { missing } from './tools.ts';

const ADDRESS = ownAddress(7);
const ORIGIN = `http://${ADDRESS}:16992`;
const PASSWORD = 'P@ssw0rd1';
const SCREENSHOTS = fileURLToPath(new URL('../../reports/web-pages', import.meta.url));
const AMT_CLASSES = 'http://intel.com/wbem/wscim/1/amt-schema/1/';
const CIM_CLASSES = 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/';
const GET = 'http://schemas.xmlsoap.org/ws/2004/09/transfer/Get';
/** Every page behind the login, as the menu and the pages link them. */
const PAGES = [
  '/index.htm',
  '/hw-sys.htm',
  '/hw-proc.htm',
  '/hw-mem.htm',
  '/hw-disk.htm',
  '/hw-batt.htm',
  '/events.htm',
  '/power.htm',
  '/powerpol.htm',
  '/ip.htm',
  '/ipv6.htm',
  '/fqdn.htm',
  '/wlan.htm',
  '/acl.htm',
];

const reason = missing('chromium', 'curl');

describe('a browser on the web pages of a notebook with release 6.2', () => {
  let device: Device;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (reason !== undefined) return;
    mkdirSync(SCREENSHOTS, { recursive: true });
    device = await notebookWithEvents();
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const context = await browser.newContext({ httpCredentials: { username: 'admin', password: PASSWORD } });
    page = await context.newPage();
  });
  afterAll(async () => {
    if (reason !== undefined) return;
    await browser.close();
    await device.close();
  });

  async function shoot(name: string): Promise<void> {
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  }

  test('is led from / to the log-on page and with Digest behind it, where each page is linked', async (context) => {
    context.skip(reason !== undefined, reason);
    await page.goto(`${ORIGIN}/`);
    expect(page.url()).toBe(`${ORIGIN}/logon.htm`);
    await shoot('logon');
    await page.getByRole('button', { name: 'Log on' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('System Status');
    const links = await page.getByRole('navigation').getByRole('link').all();
    expect(await Promise.all(links.map((link) => link.getAttribute('href')))).toEqual(PAGES);
    const picture = page.locator('header img');
    expect(await picture.evaluate((element) => Reflect.get(element, 'naturalWidth') as unknown)).toBe(32);
  });

  test('visits every page with nothing missing and no error in the console', async (context) => {
    context.skip(reason !== undefined, reason);
    const problems: string[] = [];
    page.on('console', (message) => (message.type() === 'error' ? problems.push(message.text()) : 0));
    for (const path of [...PAGES, '/user.htm', '/anon.htm']) {
      const answer = await page.goto(`${ORIGIN}${path}`);
      expect([path, answer?.status(), await page.getByRole('main').count()]).toEqual([path, 200, 1]);
      await shoot(path.slice(1, -4));
    }
    expect(problems).toEqual([]);
  });

  test('shows the hardware that WS-Management names', async (context) => {
    context.skip(reason !== undefined, reason);
    await page.goto(`${ORIGIN}/hw-sys.htm`);
    const shown = await page.getByRole('main').innerText();
    const chassis = await wsman(GET, `${CIM_CLASSES}CIM_Chassis`);
    for (const element of ['Manufacturer', 'SerialNumber', 'Model'])
      expect(shown).toContain(new RegExp(`<\\w+:${element}>([^<]+)<`).exec(chassis)?.[1] ?? `no ${element}`);
  });

  test('clears the event log through the form, and WS-Management finds it empty', async (context) => {
    context.skip(reason !== undefined, reason);
    await page.goto(`${ORIGIN}/events.htm`);
    expect(await page.getByRole('row').filter({ hasText: 'Authentication failed 10 times' }).count()).toBe(1);
    expect(await wsman(GET, `${AMT_CLASSES}AMT_MessageLog`)).not.toMatch(/CurrentNumberOfRecords>0</);
    await page.getByRole('button', { name: 'Clear log' }).click();
    expect(page.url()).toBe(`${ORIGIN}/events.htm`);
    expect(await page.getByRole('main').innerText()).toContain('The log is empty.');
    expect(await wsman(GET, `${AMT_CLASSES}AMT_MessageLog`)).toMatch(/CurrentNumberOfRecords>0</);
  });

  test('stops logging through the form, and is told why the log cannot be cleared then', async (context) => {
    context.skip(reason !== undefined, reason);
    await page.goto(`${ORIGIN}/events.htm`);
    await page.getByRole('button', { name: 'Stop logging' }).click();
    expect(device.state.eventLog.frozen).toBe(true);
    await page.getByRole('button', { name: 'Clear log' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('Logging is stopped');
    await shoot('refused');
    await page.getByRole('button', { name: 'Start logging' }).click();
    expect(device.state.eventLog.frozen).toBe(false);
  });

  test('switches the computer on with the keyboard alone, and WS-Management finds it on', async (context) => {
    context.skip(reason !== undefined, reason);
    const association = `${CIM_CLASSES}CIM_AssociatedPowerManagementService`;
    expect(await wsman(GET, association)).toMatch(/PowerState>8</);
    await page.goto(`${ORIGIN}/power.htm`);
    await page.getByLabel('Turn power on').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${ORIGIN}/power.htm`);
    await page.getByText('Turn power off').waitFor();
    expect(await wsman(GET, association)).toMatch(/PowerState>2</);
    expect(device.isHostOn).toBe(true);
  });

  test('adds a user who then logs in over WS-Management, and removes him again', async (context) => {
    context.skip(reason !== undefined, reason);
    await page.goto(`${ORIGIN}/acl.htm`);
    await page.getByRole('link', { name: 'Add a user' }).click();
    await page.getByLabel('User name').fill('operator');
    await page.getByLabel('New password').fill('Oper@tor1');
    await page.getByLabel('The same again').fill('Oper@tor1');
    await page.getByLabel('Remote control').check();
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('link', { name: 'Change operator' }).waitFor();
    await shoot('acl-with-user');
    const association = `${CIM_CLASSES}CIM_AssociatedPowerManagementService`;
    expect(await wsman(GET, association, 'operator:Oper@tor1')).toMatch(/PowerState>2</);
    await page.getByRole('button', { name: 'Remove operator' }).click();
    await page.getByText('There are no other users.').waitFor();
    expect(await wsman(GET, association, 'operator:Oper@tor1')).toContain('Log On Failed');
  });

  test('names the computer and adds a wireless network', async (context) => {
    context.skip(reason !== undefined, reason);
    await page.goto(`${ORIGIN}/fqdn.htm`);
    await page.getByLabel('Computer host name').fill('DESK001');
    await page.getByLabel('Domain name').fill('adatum.com');
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('DESK001.adatum.com').waitFor();
    expect(await wsman(GET, `${AMT_CLASSES}AMT_GeneralSettings`)).toMatch(/HostName>DESK001</);
    await page.goto(`${ORIGIN}/wlan.htm`);
    await page.getByLabel('Profile name').fill('Office');
    await page.getByLabel('Network name (SSID)').fill('Adatum');
    await page.getByLabel('Pass phrase').fill('a long pass phrase');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Remove Office' }).waitFor();
    await shoot('wlan-with-network');
  });

  test('needs no script, and every field has a label', async (context) => {
    context.skip(reason !== undefined, reason);
    const plain = await browser.newContext({
      httpCredentials: { username: 'admin', password: PASSWORD },
      javaScriptEnabled: false,
    });
    const other = await plain.newPage();
    for (const path of ['/power.htm', '/ip.htm', '/ipv6.htm', '/fqdn.htm', '/wlan.htm', '/user.htm', '/anon.htm']) {
      await other.goto(`${ORIGIN}${path}`);
      const fields = await other.locator('input:not([type=hidden])').all();
      const ids = await Promise.all(fields.map((field) => field.getAttribute('id')));
      const labels = await Promise.all(ids.map((id) => other.locator(`label[for="${id ?? ''}"]`).count()));
      expect([path, new Set(ids).size, labels]).toEqual([path, ids.length, ids.map(() => 1)]);
    }
    await other.goto(`${ORIGIN}/powerpol.htm`);
    await other.getByRole('radio').first().check();
    await other.getByRole('button', { name: 'Submit' }).click();
    expect(device.state.power.schemeId).toBe(device.profile.power.schemes[0]?.id);
    await plain.close();
  });

  test('without the right password sees only the page that says so', async (context) => {
    context.skip(reason !== undefined, reason);
    const stranger = await browser.newContext({ httpCredentials: { username: 'admin', password: 'P@ssw0rd2' } });
    const other = await stranger.newPage();
    const answer = await other.goto(`${ORIGIN}/index.htm`);
    expect([answer?.status(), await other.getByRole('heading').innerText()]).toEqual([401, 'Log On Failed']);
    await stranger.close();
  });
});

describe('a browser on a desktop with release 16.1, which has no plain port', () => {
  test('logs on over TLS 1.2, adds a user and finds him listed', async (context) => {
    context.skip(reason !== undefined, reason);
    const firmware = withProfile(profileFor('16.1'), { timings: { bootMs: 0 } });
    const initialState = { kind: 'operational', password: PASSWORD, tls: true } as const;
    await using device = await deviceAt(ownAddress(7, 2), { firmware, initialState });
    await using browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const page = await browser.newPage({
      httpCredentials: { username: 'admin', password: PASSWORD },
      ignoreHTTPSErrors: true,
    });
    const origin = `https://${ownAddress(7, 2)}:16993`;
    const answer = await page.goto(`${origin}/index.htm`);
    expect([answer?.status(), (await answer?.securityDetails())?.protocol]).toEqual([200, 'TLS 1.2']);
    expect(answer?.headers()['server']).toMatch(/^Intel\(R\) Active Management Technology 16\.1\.25\.\d+$/);
    await page.screenshot({ path: join(SCREENSHOTS, 'index-16.1.png'), fullPage: true });
    await page.goto(`${origin}/user.htm`);
    await page.getByLabel('User name').fill('operator');
    await page.getByLabel('New password').fill('Oper@tor1');
    await page.getByLabel('The same again').fill('Oper@tor1');
    await page.getByLabel('General information').check();
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('link', { name: 'Change operator' }).waitFor();
    expect(device.state.accounts.users).toHaveLength(1);
    // 16992 is not open at all.
    await expect(fetch(`http://${ownAddress(7, 2)}:16992/`)).rejects.toThrow('fetch failed');
  });
});

/** A notebook whose log holds one event: ten wrong passwords. */
async function notebookWithEvents(): Promise<Device> {
  const nvram = new MemoryNvram();
  const options = {
    firmware: withProfile(profileFor('6.2'), { timings: { bootMs: 0 } }),
    hardware: defaultLaptop,
    initialState: { kind: 'operational', password: PASSWORD, tls: false },
    nvram,
  } as const;
  const before = createDevice({
    ...options,
    clock: new RealClock(),
    chance: seededChance('notebook'),
    link: hostLink(),
  });
  const event = {
    atSeconds: 1_643_624_584,
    deviceAddress: 255,
    sensorType: 6,
    eventType: 111,
    eventOffset: 5,
    sourceType: 104,
    severity: 16,
    sensorNumber: 255,
    entity: 38,
    entityInstance: 97,
    data: 'aa0a000000000000',
  };
  const { state } = before;
  nvram.write(encodeSnapshot({ ...state, eventLog: { ...state.eventLog, records: [event] } }));
  await before.close();
  return deviceAt(ADDRESS, options);
}

/** What curl gets for a request of WS-Management. */
async function wsman(action: string, resource: string, login = `admin:${PASSWORD}`): Promise<string> {
  const header =
    `<a:Action>${action}</a:Action><a:To>/wsman</a:To><w:ResourceURI>${resource}</w:ResourceURI>` +
    '<a:MessageID>1</a:MessageID><a:ReplyTo><a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>';
  const input =
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"' +
    ` xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><s:Header>${header}</s:Header><s:Body/></s:Envelope>`;
  const flags = ['-q', '-sS', '--noproxy', '*', '--max-time', '30', '--digest', '-u', login, '--data-binary', '@-'];
  const { stdout } = await run('curl', [...flags, `${ORIGIN}/wsman`], { input });
  return stdout;
}
