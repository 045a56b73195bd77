import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { embeddedDirectory } from '../../../../provisioner/directory/embedded-directory.ts';
import { sidBytes } from '../../../../provisioner/directory/sid.ts';

const OU = 'OU=AMT,DC=adatum,DC=com';
const account = {
  container: OU,
  commonName: 'DESK001$iME',
  samAccountName: 'DESK001$iME',
  dnsHostName: 'DESK001.adatum.com',
  password: 'N0body!knows',
  servicePrincipalNames: ['HTTP/DESK001.adatum.com:16993'],
};

describe('the embedded directory', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'directory-'));
    file = join(folder, 'directory.json');
    const sid = 'S-1-5-21-1004336348-1177238915-682003330-512';
    const principals = [{ name: 'ADATUM\\AMT Helpdesk', kind: 'group', groupScope: 'global', sid }];
    writeFileSync(file, JSON.stringify({ containers: [OU], principals }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('keeps accounts across restarts, and no password', async () => {
    const directory = embeddedDirectory(file);
    const made = await directory.createAccount(account);
    expect(made).toEqual({ distinguishedName: `CN=DESK001$iME,${OU}`, samAccountName: 'DESK001$iME' });
    await directory.setPassword(made.distinguishedName, 'An0ther!one');
    await directory.setServicePrincipalNames(made.distinguishedName, ['HTTP/DESK001.adatum.com:16992']);
    expect(readFileSync(file, 'utf8')).not.toMatch(/N0body!knows|An0ther!one/);
    expect(statSync(file).mode & 0o077).toBe(0);
    const again = embeddedDirectory(file);
    await expect(again.findAccount(OU.toLowerCase(), 'desk001$IME')).resolves.toMatchObject(made);
    await again.deleteAccount(made.distinguishedName);
    await expect(embeddedDirectory(file).findAccount(OU, 'DESK001$iME')).resolves.toBeUndefined();
  });

  test('refuses with the codes of a directory', async () => {
    const directory = embeddedDirectory(file);
    await directory.createAccount(account);
    await expect(directory.createAccount(account)).rejects.toMatchObject({ code: 'already-exists' });
    await expect(directory.createAccount({ ...account, container: 'OU=Other' })).rejects.toMatchObject({
      code: 'no-such-object',
    });
    await expect(directory.setPassword('CN=nobody', 'x')).rejects.toMatchObject({ code: 'no-such-object' });
    await expect(directory.containerExists('OU=Other')).resolves.toBe(false);
    await expect(directory.containerExists(OU.toUpperCase())).resolves.toBe(true);
  });

  test('gives the binary SID of a group', async () => {
    // MS-DTYP 2.4.2.2: revision 1, count 5, authority 5, sub-authorities little-endian.
    const sid = '010500000000000515000000dcf4dc3b833d2b46828ba62800020000';
    await expect(embeddedDirectory(file).findPrincipal('adatum\\amt helpdesk')).resolves.toEqual({
      kind: 'group',
      groupScope: 'global',
      domain: 'ADATUM',
      sid: Buffer.from(sid, 'hex').toString('base64'),
    });
    await expect(embeddedDirectory(file).findPrincipal('ADATUM\\Nobody')).resolves.toBeUndefined();
    for (const wrong of ['', 'S-1-5', 'S-2-5-21', 'S-1-5-4294967296', `S-1-5${'-1'.repeat(16)}`])
      expect(() => sidBytes(wrong)).toThrow('is not a security identifier');
  });

  test('a file that cannot be used is refused with the place of the mistake', () => {
    writeFileSync(file, '{"containers": [1], "principals": []}');
    expect(() => embeddedDirectory(file)).toThrow(/containers\.0/);
    writeFileSync(file, 'no JSON');
    expect(() => embeddedDirectory(file)).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });
});
