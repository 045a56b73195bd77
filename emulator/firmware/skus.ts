import { softwareIdentityText } from './software-identities.ts';
import { withProfile } from './profile-changes.ts';
import type { Capability, FirmwareProfile, Sku } from './profile.ts';

/** Every SKU by the name that `--sku` takes. */
export const skus: readonly Sku[] = ['amt', 'standard-manageability'];

/** Bits of the Sku number (Configuration Manager SDK, SMS_AMTObject). */
const FULL_AMT = 8;
const STANDARD_MANAGEABILITY = 16;

/** What Standard Manageability lacks. That KVM is among it is documented, the others are assumed. */
const lacking: readonly Capability[] = ['kvm', 'wireless', 'wireless-profile-sync', 'system-defense', 'agent-presence'];

/** A release was never sold as this. */
export class UnknownSkuError extends RangeError {
  readonly sku: Sku;

  constructor({ release, skus: sold }: FirmwareProfile, sku: Sku) {
    super(`release ${release} was not sold as ${sku}, only as ${sold.join(' and ')}`);
    this.name = 'UnknownSkuError';
    this.sku = sku;
  }
}

/**
 * The release as another SKU shows it: product text, Sku number, and what it lacks. Throws {@link UnknownSkuError} where
 * the release was not sold as that.
 */
export function withSku(profile: FirmwareProfile, sku: Sku): FirmwareProfile {
  if (!profile.skus.includes(sku)) throw new UnknownSkuError(profile, sku);
  if (sku === profile.sku) return profile;
  const number = Number(softwareIdentityText(profile.softwareIdentities, 'Sku'));
  const skuNumber = String((number & ~FULL_AMT) | STANDARD_MANAGEABILITY);
  return withProfile(profile, {
    sku,
    softwareIdentities: profile.softwareIdentities.map(([id, text]) => [id, id === 'Sku' ? skuNumber : text]),
    capabilities: new Set([...profile.capabilities].filter((capability) => !lacking.includes(capability))),
    http: { serverProduct: 'Intel(R) Standard Manageability' },
    evidence: [
      ...profile.evidence,
      {
        what: 'Standard Manageability: product text, Sku bit 16, no KVM',
        evidence: 'documented',
        source: 'Configuration Manager SDK (Sku bits); public clients read text and bit',
      },
      {
        what: 'Standard Manageability: no wireless, System Defense or agent presence',
        evidence: 'assumed',
        source: 'Intel product comparisons differ by generation',
      },
    ],
  });
}
