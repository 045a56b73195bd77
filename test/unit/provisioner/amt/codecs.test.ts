import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateRequest } from '../../../../provisioner/amt/certificate-request.ts';
import { authorization, digestPassword, readChallenge } from '../../../../provisioner/amt/digest.ts';
import { withoutSecrets } from '../../../../provisioner/amt/exchange-record.ts';
import { md4 } from '../../../../provisioner/amt/md4.ts';
import { MessageBuilder } from '../../../../provisioner/amt/messages.ts';
import { randomStrongPassword } from '../../../../provisioner/amt/passwords.ts';
import { ptStatusName } from '../../../../provisioner/amt/pt-status.ts';
import { rc4Key } from '../../../../provisioner/amt/rc4-key.ts';
import { smbiosUuidText } from '../../../../provisioner/amt/uuid-text.ts';
import { seededChance } from '../../../../provisioner/clock/chance.ts';
import { isInstalled } from '../../../support/programs.ts';

describe('Digest', () => {
  // RFC 2617, section 3.5.
  const challengeLine =
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';

  it('answers the example of RFC 2617 as the RFC does', () => {
    const challenge = readChallenge([challengeLine]);
    const credentials = { user: 'Mufasa', password: 'Circle Of Life' };
    const request = { method: 'GET', uri: '/dir/index.html', body: Buffer.alloc(0), cnonce: '0a4f113b', count: 1 };
    expect(challenge && authorization(credentials, challenge, request)).toContain(
      'response="6629fae49393a05397450978507c4ef1"',
    );
  });

  it('reads the challenge as firmware writes it, with a Negotiate line before it', () => {
    const line =
      'Digest realm="Digest:A4070000000000000000000000000000", nonce="B9AX94iAAAAAAAAAw3MFcdKoZ1iUGhLp",stale="false",qop="auth-int, auth"';
    expect(readChallenge(['Negotiate', line])).toEqual({
      realm: 'Digest:A4070000000000000000000000000000',
      nonce: 'B9AX94iAAAAAAAAAw3MFcdKoZ1iUGhLp',
      opaque: undefined,
      qop: 'auth',
    });
  });

  it.each([
    'Basic realm="x"',
    'Digest realm="x"',
    'Digest realm="x", nonce="y", algorithm=SHA-256',
    'Digest realm="x", nonce="y", qop="other"',
    '',
  ])('does not answer %s', (line) => expect(readChallenge([line])).toBeUndefined());

  it('hashes an administrator password over user, realm and password', () => {
    // Value computed with a foreign tool: printf 'admin:Digest:0123456789ABCDEF0123456789ABCDEF:P@ssw0rd1' | md5sum
    const hash = digestPassword({ user: 'admin', password: 'P@ssw0rd1' }, 'Digest:0123456789ABCDEF0123456789ABCDEF');
    expect(hash.toString('base64')).toBe('+f36NyzB+kCYoBaNd6jCQQ==');
  });
});

describe('MD4', () => {
  // RFC 1320, appendix A.5.
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
    ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
  ])('of "%s" is what RFC 1320 prints', (text, digest) => expect(md4(Buffer.from(text)).toString('hex')).toBe(digest));

  it.skipIf(!isInstalled('openssl')).each([55, 56, 63, 64, 65, 119, 120])(
    'of %i octets agrees with OpenSSL',
    (octets) => {
      const message = Buffer.alloc(octets, 0x5a);
      const printed = execFileSync('openssl', ['dgst', '-md4', '-provider', 'legacy', '-provider', 'default'], {
        input: message,
      });
      expect(printed.toString().trim().endsWith(md4(message).toString('hex'))).toBe(true);
    },
  );

  it('makes the RC4 key of a password: the well-known NT hash of "password"', () => {
    expect(rc4Key('password').toString('hex')).toBe('8846f7eaee8fb117ad06bdd830b7586c');
  });
});

describe('random passwords', () => {
  it('obey the rules of AMT, every one of them, and repeat only with their seed', () => {
    const chance = seededChance('passwords');
    const drawn = Array.from({ length: 500 }, () => randomStrongPassword(chance));
    for (const password of drawn) {
      expect(password).toMatch(/^[!-~]{32}$/);
      expect(password).not.toMatch(/[:,"_&<>']/);
      for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(password).toMatch(kind);
    }
    expect(new Set(drawn).size).toBe(500);
    expect(randomStrongPassword(seededChance('passwords'))).toBe(drawn[0]);
  });
});

describe('names of things', () => {
  it('a UUID from the device is turned from SMBIOS order', () => {
    expect(smbiosUuidText(Buffer.from('33221100554477668899aabbccddeeff', 'hex'))).toBe(
      '00112233-4455-6677-8899-aabbccddeeff',
    );
    expect(smbiosUuidText(Buffer.alloc(16))).toBeUndefined();
    expect(smbiosUuidText(Buffer.alloc(16, 0xff))).toBeUndefined();
    expect(smbiosUuidText(Buffer.alloc(15, 1))).toBeUndefined();
  });

  it('status numbers have their public names', () => {
    expect([16, 2057, 2063, 9999].map((status) => ptStatusName(status))).toEqual([
      'NOT_PERMITTED',
      'DATA_MISSING',
      'INVALID_CERT',
      'STATUS_9999',
    ]);
  });
});

describe('certificate requests', () => {
  it.skipIf(!isInstalled('openssl')).each(['sha1', 'sha256'] as const)(
    'OpenSSL verifies one signed with %s and reads the FQDN as its only name',
    (digest) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
      const input = certificateRequest('desk001.adatum.com', pem, digest);
      const printed = execFileSync('openssl', ['req', '-verify', '-noout', '-subject', '-text'], {
        input,
        stdio: ['pipe', 'pipe', 'pipe'],
      }).toString();
      expect(printed).toMatch(/Subject: CN ?= ?desk001\.adatum\.com\n/);
      expect(printed).toContain(`${digest}WithRSAEncryption`);
    },
  );
});

describe('requests', () => {
  it('carry text safely', () => {
    const request = new MessageBuilder().invoke('AMT_AuthorizationService', 'X', [['P', 'a<b>&"c']]);
    expect(request).toContain('<r:P>a&lt;b&gt;&amp;&quot;c</r:P>');
  });

  it('number themselves', () => {
    const builder = new MessageBuilder();
    expect([builder.get('AMT_A'), builder.get('AMT_A')].map((one) => /MessageID>(\w+)</.exec(one)?.[1])).toEqual([
      's1',
      's2',
    ]);
  });

  it('repeat an element for each item of an array', () => {
    expect(new MessageBuilder().put('AMT_A', [['Realms', [2, 3]]])).toContain(
      '<r:Realms>2</r:Realms><r:Realms>3</r:Realms>',
    );
  });

  it.each(['Password', 'DigestPassword', 'MasterKey', 'KeyBlob', 'Passphrase'])('keep %s out of the record', (name) => {
    expect(withoutSecrets(`<a><h:${name} x="1">hush</h:${name}><b>seen</b></a>`)).toBe(
      `<a><h:${name} x="1">***</h:${name}><b>seen</b></a>`,
    );
  });
});
