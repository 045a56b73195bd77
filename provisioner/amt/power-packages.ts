/**
 * Power packages of desktops and laptops by identifier (32 upper-case hex digits, octets in wire order), as Intel's
 * management software lists them, with the host power states in which the Management Engine stays reachable.
 */
export const POWER_PACKAGES: Readonly<Record<string, 'host-on-s0' | 'some-sleep' | 'always'>> = {
  '763997110B56504388709812F391B560': 'host-on-s0',
  '26D31C768708C74BBB5F38744315A5FF': 'some-sleep',
  '530E08DB6C0FD948B2D28958D3F1156E': 'always',
  '055DD5B64CA4874DA5A8B47C14DEDA5F': 'some-sleep',
  '30800DEE09C07843AF287868A2DBBE3A': 'always',
  '944F8312FB104FDC968E1E232B0C9065': 'host-on-s0',
  A18600AB9A7F4C42A6E6BB243A295D9E: 'some-sleep',
  '7286ABAC96B448E29B9E9B7DF91C7FD4': 'always',
  '7B32CD4D6BBE4389A62A4D7BD8DBD026': 'some-sleep',
  '7322734623DC432FA98A13D37982D855': 'always',
  C519A4BA6E6F8D4DB227517F7E4595DB: 'always',
  D60BE3ED04C52C46B772D18018EE2FC4: 'always',
};

/**
 * Packages in which ME wakes on its own account ("ME wake") are taken only where a machine has none of the plain ones;
 * the same holds for those that switch off after a power loss.
 */
export const PREFERRED_PACKAGES: readonly string[] = [
  '7286ABAC96B448E29B9E9B7DF91C7FD4',
  '530E08DB6C0FD948B2D28958D3F1156E',
];
