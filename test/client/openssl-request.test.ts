import { describe, expect, test } from 'vitest';
import { rsaKey } from '../fixtures/certificates/chains.ts';
import { nullSignedRequest } from '../fixtures/certificates/null-signed-request.ts';
import { ClassBench, content, reference } from '../unit/emulator/classes/security/class-bench.ts';
import { run } from './child.ts';
import { missing } from './tools.ts';

const reason = missing('openssl');

describe('OpenSSL as the certification authority', () => {
  test.for([
    ['11.8', 0, 'sha1WithRSAEncryption'],
    ['11.8', 1, 'sha256WithRSAEncryption'],
    ['16.1', 2, 'sha384WithRSAEncryption'],
  ] as const)('accepts the request that %s signs with algorithm %d', async ([release, algorithm, name], context) => {
    context.skip(reason !== undefined, reason);
    const device = new ClassBench(release);
    device.keys = [rsaKey('desk001')];
    device.call('AMT_PublicKeyManagementService', 'GenerateKeyPair', content({ KeyAlgorithm: 0, KeyLength: 2048 }));
    const keys = { InstanceID: 'Intel(r) AMT Key: Handle: 0' };
    const publicKey = device.read('AMT_PublicPrivateKeyPair', keys)['DERKey'] ?? '';
    const request = nullSignedRequest(publicKey, rsaKey('desk002'));
    const input =
      `<r:KeyPair>${reference('AMT_PublicPrivateKeyPair', keys)}</r:KeyPair>` +
      content({ SigningAlgorithm: algorithm, NullSignedCertificateRequest: request });
    const answer = device.call('AMT_PublicKeyManagementService', 'GeneratePKCS10RequestEx', input);
    const ended = await verify(answer['SignedCertificateRequest'] ?? '');
    expect(ended.code).toBe(0);
    expect(ended.stderr + ended.stdout).toContain('self-signature verify OK');
    expect(ended.stdout).toContain(`Signature Algorithm: ${name}`);
    expect(ended.stdout).toContain('CN = desk001.adatum.com, O = A. Datum Corporation');
    expect((await verify(request)).stderr).toContain('self-signature verify failure');
  });
});

function verify(request: string): ReturnType<typeof run> {
  const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${(request.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE REQUEST-----\n`;
  return run('openssl', ['req', '-verify', '-noout', '-text'], { input: pem });
}
