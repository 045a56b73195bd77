import type { RootHash } from '../device/state.ts';

function burntIn(name: string, algorithm: RootHash['algorithm'], hex: string): RootHash {
  return { name, algorithm, hex, isDefault: true, isActive: true };
}

/**
 * The five root certificates of the first releases with remote configuration, by SHA-1 over the DER certificate, in the
 * order in which they are listed (Configuration Manager 2007: "About Certificates for Out of Band Management"; Intel AMT
 * Implementation and Reference Guide, root certificate hashes).
 */
export const firstRootHashes: readonly RootHash[] = [
  burntIn('VeriSign Class 3 Primary CA-G1', 'sha1', '742c3192e607e424eb4549542be1bbc53e6174e2'),
  burntIn('VeriSign Class 3 Primary CA-G3', 'sha1', '132d0d45534b6997cdb2d5c339e25576609b5cc6'),
  burntIn('Go Daddy Class 2 CA', 'sha1', '2796bae63f1801e277261ba0d77770028f20eee4'),
  burntIn('Comodo AAA CA', 'sha1', 'd1eb23a46d17d68fd92564c2f1f1601764d8e349'),
  burntIn('Starfield Class 2 CA', 'sha1', 'ad7e1c28b064ef8f6003402014c3d0e3370eb58a'),
];

/** What firmware updates of 2009 and 2010 added. A manufacturer's image may carry them. */
export const laterRootHashes: readonly RootHash[] = [
  burntIn('VeriSign Class 3 Primary CA-G2', 'sha1', '85371ca6e550143dce2803471bde3a09e8f8770f'),
];

/**
 * SHA-256 over the root certificates that recent firmware lists, in the order of its hello messages (published captures of
 * hello messages; who the certificates are follows from the public roots). Two more entries of those captures belong to
 * certificates that nobody identified and are left out; names are those of the certificates, not recorded ones.
 */
export const sha256RootHashes: readonly RootHash[] = [
  burntIn('Go Daddy Class 2 CA', 'sha256', 'c3846bf24b9e93ca64274c0ec67c1ecc5e024ffcacd2d74019350e81fe546ae4'),
  burntIn('Go Daddy Root CA - G2', 'sha256', '45140b3247eb9cc8c5b4f0d7b53091f73292089e6e5a63e2749dd3aca9198eda'),
  burntIn('Comodo AAA CA', 'sha256', 'd7a7a0fb5d7e2731d771e9484ebcdef71d5f0c3e0a2948782bc83ee0ea699ef4'),
  burntIn('Starfield Class 2 CA', 'sha256', '1465fa205397b876faa6f0a9958e5590e40fcc7faa4fb7c2c8677521fb5fb658'),
  burntIn('Starfield Root CA - G2', 'sha256', '2ce1cb0bf9d2f9e102993fbe215152c3b2dd0cabde1c68e5319b839154dbb7f5'),
  burntIn(
    'VeriSign Class 3 Primary CA-G5',
    'sha256',
    '9acfab7e43c8d880d06b262a94deeee4b4659989c3d0caf19baf6405e41ab7df',
  ),
  burntIn('Baltimore CyberTrust Root', 'sha256', '16af57a9f676b0ab126095aa5ebadef22ab31119d644ac95cd4b93dbf3f26aeb'),
  burntIn('Cybertrust Global Root', 'sha256', '960adf0063e96356750c2965dd0a0867da0b9cbd6e77714aeafb2349ab393da3'),
  burntIn('Verizon Global Root CA', 'sha256', '68ad50909b04363c605ef13581a939ff2c96372e3f12325b0a6861e1d59f6603'),
  burntIn('Entrust.net CA (2048)', 'sha256', '6dc47172e01cbcb0bf62580d895fe2b8ac9ad4f873801e0c10b9c837d21eb177'),
  burntIn('Entrust Root CA', 'sha256', '73c176434f1bc6d5adf45b0e76e727287c8de57616c1e6e6141a2b2cbc7d8e4c'),
  burntIn('Entrust Root CA - G2', 'sha256', '43df5774b03e7fef5fe40d931a7bedf1bb2e6b42738c4e6d3841103d3aa7f339'),
  burntIn('VeriSign Universal Root CA', 'sha256', '2399561127a57125de8cefea610ddf2fa078b5c8067f4e828290bfb860e84b3c'),
  burntIn('AffirmTrust Premium', 'sha256', '70a73f7f376b60074248904534b11482d5bf0e698ecc498df52577ebf2e93b9a'),
  burntIn('DigiCert Global Root CA', 'sha256', '4348a0e9444c78cb265e058d5e8944b4d84f9662bd26db257f8934a443c70161'),
  burntIn('DigiCert Global Root G2', 'sha256', 'cb3ccbb76031e5e0138f8dd39a23f9de47ffc35e43c1144cea27d46a5ab1cb5f'),
  burntIn('DigiCert Global Root G3', 'sha256', '31ad6648f8104138c738f39ea4320133393e3a18cc02296ef97c2ac9ef6731d0'),
  burntIn('DigiCert Trusted Root G4', 'sha256', '552f7bdcf1a7af9e6ce672017f4f12abf77240c78e761ac203d1d9d20ac89988'),
  burntIn('GlobalSign Root R3', 'sha256', 'cbb522d7b7f127ad6a0113865bdf1cd4102e7d0759af635a7cf4720dc963c53b'),
  burntIn('GlobalSign ECC Root R5', 'sha256', '179fbc148a3dd00fd24ea13458cc43bfa7f59c8182d783a513f6ebec100c8924'),
  burntIn('GlobalSign Root R6', 'sha256', '2cabeafe37d06ca22aba7391c0033d25982952c453647349763a3ab5ad6ccf69'),
];

/** The entry that 11.8.65 and 12.0.32 took out of the defaults (Intel's notice on the retired root), over SHA-256. */
export const retiredRootHash: RootHash = burntIn(
  'VeriSign Class 3 Primary CA-G1',
  'sha256',
  'e7685634efacf69ace939a6b255b7b4fabef42935b50a265acb5cb6027e44e70',
);
