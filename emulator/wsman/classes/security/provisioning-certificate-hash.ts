import { addCustomHash, removeHash, switchHash } from '../../../device/setup/root-hash-list.ts';
import type { HashAlgorithm, RootHash } from '../../../device/state.ts';
import type { ClassDeclaration, Instance, Value } from '../../declaration.ts';
import { referenceTo } from './certificate-references.ts';
import { faultOf, written } from '../refusal-answers.ts';

const URI = 'http://intel.com/wbem/wscim/1/amt-schema/1/AMT_ProvisioningCertificateHash';
const ELEMENT_NAME = 'Intel(r) AMT: Provisioning Certificate Hash';

/** HashType. 0 was MD5; 3 meant SHA-512 before release 6.0 and is refused there, as no profile lists it. */
const hashTypes: Readonly<Record<HashAlgorithm, number>> = { sha1: 1, sha256: 2, sha384: 3 };

/** Root certificates that a setup server's chain may end in, in hello order. How InstanceID reads is assumed. */
export const provisioningCertificateHash: ClassDeclaration = {
  name: 'AMT_ProvisioningCertificateHash',
  uri: URI,
  parent: 'CIM_Credential',
  properties: [
    {
      name: 'Description',
      type: 'string',
      access: 'read-write',
      maxLength: 32,
      meaning: 'Name of the root; fixed once created',
    },
    { name: 'ElementName', type: 'string', meaning: 'Name for people' },
    { name: 'Enabled', type: 'boolean', access: 'read-write', meaning: 'Counts for remote configuration' },
    { name: 'HashData', type: 'base64', access: 'read-write', meaning: 'Hash over the DER root; fixed once created' },
    {
      name: 'HashType',
      type: 'uint8',
      access: 'read-write',
      meaning: '1 SHA-1, 2 SHA-256, 3 SHA-384; fixed once created',
    },
    { name: 'InstanceID', type: 'string', key: true, meaning: 'Which entry' },
    { name: 'IsDefault', type: 'boolean', meaning: 'Burnt in by Intel or the manufacturer' },
  ],
  declaresCommon: true,
  readRealms: [3],
  writeRealms: [3],
  evidence: 'documented',
  source: 'Intel AMT class reference, AMT_ProvisioningCertificateHash',
  instances: ({ state }) => state.setup.hashes.map(instanceOf),
  put: ({ state }, current, changes) => {
    const other = ['Description', 'HashType'].find((name) => (changes[name] ?? current[name]) !== current[name]);
    const isOtherHash = changes['HashData'] !== undefined && hexOf(changes['HashData']) !== hexOf(current['HashData']);
    if (other !== undefined || isOtherHash)
      return { kind: 'fault', fault: 'InvalidRepresentation', detail: 'InvalidValues', code: 'setup.hash.fixed' };
    const isActive = typeof changes['Enabled'] === 'boolean' ? changes['Enabled'] : current['Enabled'] === true;
    return written(switchHash(state, hexOf(current['HashData']), isActive));
  },
  create: ({ state, instant }, given) => {
    const algorithm = algorithmOf(given['HashType']);
    if (algorithm === undefined)
      return { kind: 'fault', fault: 'InvalidRepresentation', detail: 'InvalidValues', code: 'setup.hash.algorithm' };
    const step = addCustomHash(state, instant, {
      name: typeof given['Description'] === 'string' ? given['Description'] : '',
      algorithm,
      hex: hexOf(given['HashData']),
      isActive: given['Enabled'] !== false,
    });
    if (!step.ok) return faultOf(step.refusal);
    return { kind: 'written', state: step.state, effects: step.effects, created: referenceTo(URI, idOf(step.value)) };
  },
  remove: ({ state }, current) => written(removeHash(state, hexOf(current['HashData']))),
};

function instanceOf(hash: RootHash): Instance {
  return {
    Description: hash.name,
    ElementName: ELEMENT_NAME,
    Enabled: hash.isActive,
    HashData: Buffer.from(hash.hex, 'hex').toString('base64'),
    HashType: hashTypes[hash.algorithm],
    InstanceID: idOf(hash),
    IsDefault: hash.isDefault,
  };
}

function idOf(hash: RootHash): string {
  return `${ELEMENT_NAME}: ${hash.hex.toUpperCase()}`;
}

function hexOf(base64: Value | undefined): string {
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64').toString('hex') : '';
}

function algorithmOf(hashType: Value | undefined): HashAlgorithm | undefined {
  const algorithms: readonly HashAlgorithm[] = ['sha1', 'sha256', 'sha384'];
  return algorithms.find((algorithm) => hashTypes[algorithm] === hashType);
}
