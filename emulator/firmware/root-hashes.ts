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
