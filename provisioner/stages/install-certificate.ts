import { X509Certificate } from 'node:crypto';
import { deviceOf } from './work.ts';
import type { Stage } from './work.ts';

/**
 * Puts key, certificate and chain into the device, binds them to TLS and switches TLS on; the commit makes it real.
 * (Intel AMT Implementation and Reference Guide, "Enabling TLS")
 */
export const installCertificate: Stage = {
  name: 'install-certificate',
  async run(work) {
    const device = deviceOf(work);
    const { fresh } = work;
    if (fresh === undefined) throw new Error('the plan requests no certificate before it installs one');
    await device.addKey(fresh.privateKeyPem);
    for (const pem of fresh.chainPem) {
      const certificate = new X509Certificate(pem);
      await device.addCertificate(pem, certificate.issuer === certificate.subject);
    }
    const instanceId = await device.addCertificate(fresh.certificatePem, false);
    await device.bindTlsCertificate(instanceId);
    await device.enableTls();
    work.leftovers.set('certificate', `certificate ${fresh.serialHex}, issued and stored on the device`);
  },
};
