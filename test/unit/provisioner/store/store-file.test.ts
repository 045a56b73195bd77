import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { validateSettings } from '../../../../provisioner/settings/validate-settings.ts';
import { computerRecord, journalFor } from '../../../../provisioner/store/run-journal.ts';
import { secretBox, SecretError, secretKeyFromFile } from '../../../../provisioner/store/secret-box.ts';
import { StoreCorruptError, StoreError, type SiteStore } from '../../../../provisioner/store/site-store.ts';
import { openSqliteStore } from '../../../../provisioner/store/sqlite-store.ts';
import { Sql } from '../../../../provisioner/store/sql.ts';
import { adatum } from '../settings/sample-settings.ts';
import { computer, TEST_KEY } from './memory-store.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (path: string, onWrite?: () => void): SiteStore =>
  openSqliteStore({ path, secrets: secretBox(TEST_KEY), ...(onWrite === undefined ? {} : { onWrite }) });

function refusal(work: () => unknown): StoreError {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

/** What the disk would hold if the power went now, with the last write cut to `part` of its new bytes. */
function copyAt(to: string, walBytes: number): void {
  copyFileSync(at('site.db'), to);
  if (existsSync(at('site.db-wal'))) {
    copyFileSync(at('site.db-wal'), `${to}-wal`);
    truncateSync(`${to}-wal`, Math.min(walBytes, statSync(`${to}-wal`).size));
  }
}

/** Everything that the story below promises to keep. */
function view(store: SiteStore) {
  const record = store.computers.get(1) === undefined ? undefined : computerRecord(store, 1);
  return {
    computers: store.computers.all().length,
    hellos: store.inbox.open().length,
    runs: store.queue.open().map(({ state, attempt }) => `${state} ${attempt}`),
    pending: record?.pendingAdminPassword,
    password: record?.adminPassword,
    certificates: store.certificates.all().map(({ status }) => status),
    status: record?.amtStatus,
  };
}

function story(store: SiteStore): void {
  store.computers.add(computer(1));
  const helloId = store.inbox.accept({
    uuid: computer(1).uuid,
    address: '10.15.0.101',
    port: 16_994,
    receivedAtMs: 1,
    bytes: Buffer.from('hello'),
  });
  const runId = store.queue.add({ resourceId: 1, kind: 'provision', address: '10.15.0.101', helloId, dueMs: 1 });
  store.queue.start(runId);
  const journal = journalFor(store, 1, { nowMs: () => 5 });
  journal.proposeAdminPassword('Rand0m!Pass');
  journal.confirmAdminPassword();
  journal.saveCertificate({
    serialHex: '01',
    thumbprint: '02',
    requestId: 3,
    template: 't',
    authority: 'a\\b',
    validFromMs: 1,
    validUntilMs: 2,
    chainPem: [],
  });
  journal.markCertificate('01', 'issued-to-device');
  journal.setAmtStatus(3);
  store.queue.finish(runId);
}

describe('a power cut', () => {
  test('after any write loses nothing of that write, and inside one loses only that write', () => {
    const kept: { name: string; expected: ReturnType<typeof view> }[] = [];
    let walBefore = 0;
    let before: ReturnType<typeof view> | undefined;
    let store: SiteStore | undefined;
    let looking = false;
    const onWrite = () => {
      if (store === undefined || looking) return;
      looking = true;
      const expected = view(store);
      looking = false;
      const walNow = statSync(at('site.db-wal')).size;
      const name = at(`cut-${kept.length}.db`);
      copyAt(name, walNow);
      kept.push({ name, expected });
      if (before !== undefined && walNow > walBefore) {
        const torn = at(`cut-${kept.length}-torn.db`);
        copyAt(torn, Math.floor((walBefore + walNow) / 2));
        kept.push({ name: torn, expected: before });
      }
      before = expected;
      walBefore = walNow;
    };
    store = open(at('site.db'), onWrite);
    walBefore = statSync(at('site.db-wal')).size;
    before = view(store);
    story(store);
    store.close();

    expect(kept.length).toBeGreaterThanOrEqual(20);
    for (const { name, expected } of kept) {
      const reopened = open(name);
      expect(view(reopened)).toEqual(expected);
      reopened.close();
    }
  });

  test('never leaves a device with a password that nobody knows, nor a hello without its run or its place in the inbox', () => {
    const views: ReturnType<typeof view>[] = [];
    const cuts: string[] = [];
    const store = open(at('site.db'), () => {
      const name = at(`cut-${cuts.length}.db`);
      copyAt(name, Number.MAX_SAFE_INTEGER);
      cuts.push(name);
    });
    story(store);
    store.close();
    for (const name of cuts.slice(-10)) {
      const reopened = open(name);
      reopened.queue.recover(1);
      views.push(view(reopened));
      reopened.close();
    }
    const proposed = views.findIndex(({ pending }) => pending !== undefined);
    expect(proposed).toBeGreaterThan(0);
    for (const seen of views.slice(proposed)) expect(seen.pending ?? seen.password).toBe('Rand0m!Pass');
    const between = views.filter(({ computers }) => computers > 0).slice(1, -1);
    expect(between.length).toBeGreaterThan(0);
    for (const seen of between) expect(seen.hellos).toBe(1);
    expect(views.at(-1)).toMatchObject({ hellos: 0, runs: [], status: 3, certificates: [3] });
    const runs = views.flatMap((seen) => seen.runs);
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.filter((state) => !state.startsWith('waiting'))).toEqual([]);
  });
});

describe('a damaged site database', () => {
  test.each([
    ['is no database', () => Buffer.from('not a database at all '.repeat(400))],
    ['is one of another program', () => undefined],
    ['has its last page overwritten', () => undefined],
  ])('that %s is refused and left as it is', (what, content) => {
    const path = at('site.db');
    const bytes = content();
    if (bytes !== undefined) writeFileSync(path, bytes);
    else if (what.startsWith('is one')) {
      const other = new Sql(path, () => undefined);
      other.run('CREATE TABLE recipes (name TEXT)');
      other.get('PRAGMA wal_checkpoint(TRUNCATE)');
      other.close();
    } else {
      const store = open(path);
      const fields = { text: 'x'.repeat(300) };
      for (let n = 0; n < 60; n += 1) store.messages.append({ atMs: n, id: 'a', severity: 'info', fields });
      store.close();
      const flush = new Sql(path, () => undefined);
      flush.get('PRAGMA wal_checkpoint(TRUNCATE)');
      flush.close();
      const whole = readFileSync(path);
      // Only the last page, which nothing looks at when the file is opened, unless the whole file is checked.
      whole.fill(0xaa, whole.length - 4096);
      writeFileSync(path, whole);
    }
    const before = readFileSync(path);
    const error = refusal(() => open(path));
    expect(error).toBeInstanceOf(StoreCorruptError);
    expect(error.code).toBe('store.corrupt');
    expect(`${error.message} ${error.hint}`).not.toContain(folder);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('of a newer program, with another key or in a folder that is not there is refused with its own code', () => {
    open(at('site.db')).close();
    expect(refusal(() => openSqliteStore({ path: at('site.db'), secrets: secretBox(Buffer.alloc(32, 9)) })).code).toBe(
      'store.wrong-key',
    );
    const newer = new Sql(at('site.db'), () => undefined);
    newer.run('INSERT INTO migrations (version) VALUES (1000)');
    newer.close();
    expect(refusal(() => open(at('site.db'))).code).toBe('store.newer-version');
    const missing = refusal(() => open(at('none/site.db')));
    expect(missing.code).toBe('store.cannot-open');
    expect(`${missing.message} ${missing.hint}`).not.toContain(folder);
  });
});

describe('secrets at rest', () => {
  test('stand nowhere in the files in clear', () => {
    const store = open(at('site.db'));
    store.computers.add({ ...computer(1), importedMebxPassword: 'Mebx!Pass-1', importedAdminPassword: 'Adm1n!Pass-2' });
    journalFor(store, 1, { nowMs: () => 0 }).proposeAdminPassword('Pend1ng!Pass-3');
    const valid = validateSettings(adatum());
    if (!valid.ok) throw new Error('sample');
    store.site.saveSettings(valid.settings, 1);
    const pfx = valid.settings.general.provisioningCertificate?.pfxBase64.slice(100, 140) ?? '';
    for (const name of readdirSync(folder)) {
      const content = readFileSync(at(name)).toString('latin1');
      for (const secret of ['Mebx!Pass-1', 'Adm1n!Pass-2', 'Pend1ng!Pass-3', 'P@ssw0rd1', 'Export-Pass1!', pfx])
        expect(content).not.toContain(secret);
    }
    store.close();
  });

  test('open only with their key, in their place and unchanged', () => {
    const box = secretBox(TEST_KEY);
    const sealed = box.seal('P@ssw0rd1', 'computers/1/admin_password');
    expect(box.open(sealed, 'computers/1/admin_password')).toBe('P@ssw0rd1');
    expect(() => box.open(sealed, 'computers/2/admin_password')).toThrow(SecretError);
    expect(() => secretBox(Buffer.alloc(32, 8)).open(sealed, 'computers/1/admin_password')).toThrow(SecretError);
    const changed = Buffer.from(sealed.slice(3), 'base64');
    changed.writeUInt8(changed.readUInt8(30) ^ 1, 30);
    expect(() => box.open(`v1.${changed.toString('base64')}`, 'computers/1/admin_password')).toThrow(SecretError);
    expect(() => secretBox(Buffer.alloc(16))).toThrow(SecretError);
  });

  test('have a key file that is made once, for its owner only, and refused when others can read it', () => {
    const key = secretKeyFromFile(at('key'));
    expect(statSync(at('key')).mode & 0o777).toBe(0o600);
    expect(secretKeyFromFile(at('key')).equals(key)).toBe(true);
    chmodSync(at('key'), 0o644);
    expect(() => secretKeyFromFile(at('key'))).toThrow(/owner only/);
    writeFileSync(at('short'), 'abc', { mode: 0o600 });
    expect(() => secretKeyFromFile(at('short'))).toThrow(SecretError);
    expect(readFileSync(at('short'), 'latin1')).toBe('abc');
  });
});
