import { describe, expect, it } from 'vitest';
import { answerDigest, readDigestChallenge } from '../../../../emulator/alerts/digest-answer.ts';

describe('the answer to a Digest challenge', () => {
  it('is what any implementation of RFC 2617 works out for a POST', () => {
    const challenge = readDigestChallenge(
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc"',
    );
    if (challenge === undefined) throw new Error('not read');
    const credentials = { user: 'Mufasa', password: 'Circle Of Life' };
    const answer = answerDigest(challenge, credentials, '/dir/index.html', '0a4f113b');
    // HA1 is that of the RFC's example, 939e7578ed9e3c518a452acee763bce9; the response was worked out with md5sum.
    expect(answer).toBe(
      'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
        'uri="/dir/index.html", cnonce="0a4f113b", nc=00000001, qop=auth, response="440c5a7b9ed304fecd2ddd39c9c7b726", opaque="5ccc"',
    );
  });

  it.each([
    ['another scheme', 'Basic realm="x"'],
    ['no nonce', 'Digest realm="x"'],
    ['another hash', 'Digest realm="x", nonce="y", algorithm=SHA-256'],
    ['only auth-int', 'Digest realm="x", nonce="y", qop="auth-int"'],
    ['more than anybody sends', `Digest realm="x", nonce="${'y'.repeat(5000)}"`],
  ])('is not given to %s', (_what, value) => {
    expect(readDigestChallenge(value)).toBeUndefined();
  });

  it('cannot be given parameters by the name of a user', () => {
    const challenge = readDigestChallenge('Digest realm="x", nonce="y"');
    if (challenge === undefined) throw new Error('not read');
    const answer = answerDigest(challenge, { user: 'u", realm="z\\', password: 'p' }, '/', '00');
    expect(answer).toContain(String.raw`username="u\", realm=\"z\\", realm="x"`);
  });

  it('leaves qop out where the listener knows none', () => {
    const challenge = readDigestChallenge('Digest realm="x", nonce="y"');
    if (challenge === undefined) throw new Error('not read');
    expect(answerDigest(challenge, { user: 'u', password: 'p' }, '/', '00')).not.toContain('qop');
  });
});
