import forge from 'node-forge';

/** Most key derivation rounds that a PFX may ask for. Windows writes 2,000, newer software up to some hundred thousand. */
const MAX_ITERATIONS = 1_000_000;
/** Deepest nesting that is looked into; a real PFX needs about ten levels. */
const MAX_DEPTH = 24;

/**
 * Looks for the counts of key derivation rounds before anything is derived: `SEQUENCE { OCTET STRING salt, INTEGER rounds }`
 * in the MAC (RFC 7292 section 4) and in the encryption parameters, also inside the octet string of the authenticated safe.
 */
export function pfxIterations(pfx: forge.asn1.Asn1): 'fine' | 'too-many' | 'malformed' {
  const waiting: { readonly node: forge.asn1.Asn1; readonly depth: number }[] = [{ node: pfx, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > MAX_DEPTH) return 'malformed';
    if (asksTooMuch(node)) return 'too-many';
    for (const child of childrenOf(node, depth)) waiting.push({ node: child, depth: depth + 1 });
  }
  return 'fine';
}

function childrenOf(node: forge.asn1.Asn1, depth: number): readonly forge.asn1.Asn1[] {
  if (Array.isArray(node.value)) return node.value;
  const isOctets = (node.type as number) === (forge.asn1.Type.OCTETSTRING as number);
  if (!isOctets || typeof node.value !== 'string' || depth > MAX_DEPTH / 2 || node.value.charCodeAt(0) !== 0x30)
    return [];
  try {
    return [forge.asn1.fromDer(forge.util.createBuffer(node.value))];
  } catch {
    // Octets that begin like a SEQUENCE and are none: cipher text or a salt, with nothing in it to look at.
    return [];
  }
}

function asksTooMuch(node: forge.asn1.Asn1): boolean {
  if (!Array.isArray(node.value)) return false;
  return node.value.some((child, at) => {
    const before = Array.isArray(node.value) ? node.value[at - 1] : undefined;
    return (
      (child.type as number) === (forge.asn1.Type.INTEGER as number) &&
      (before?.type as number | undefined) === (forge.asn1.Type.OCTETSTRING as number) &&
      typeof child.value === 'string' &&
      isBeyond(child.value)
    );
  });
}

function isBeyond(integer: string): boolean {
  const bytes = Buffer.from(integer, 'latin1');
  return bytes.length > 6 || (bytes.length > 0 && bytes.readUIntBE(0, bytes.length) > MAX_ITERATIONS);
}
