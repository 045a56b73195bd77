/** `OU=OOB Controllers,DC=adatum,DC=com` in one spelling, to compare by: lower case, no spaces around commas. */
export function normalDn(dn: string): string {
  return splitDn(dn)
    .map((part) => part.trim().toLowerCase())
    .join(',');
}

/** The object above; empty at the top. */
export function parentDn(dn: string): string {
  return splitDn(dn).slice(1).join(',');
}

/** `DC=adatum,DC=com` of `adatum.com`. */
export function dnOfDomain(domain: string): string {
  return domain
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',');
}

/** A value as it stands in a distinguished name (RFC 4514, 2.4). */
export function escapeDn(value: string): string {
  return value.replaceAll(/[,+"\\<>;=]/gu, (character) => `\\${character}`);
}

function splitDn(dn: string): string[] {
  const parts: string[] = [];
  let current = '';
  for (let at = 0; at < dn.length; at += 1) {
    const character = dn.charAt(at);
    if (character === ',') {
      parts.push(current);
      current = '';
    } else if (character === '\\') {
      at += 1;
      current += character + dn.charAt(at);
    } else {
      current += character;
    }
  }
  return [...parts, current];
}
