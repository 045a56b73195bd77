/** Longest password that a device takes, in characters. */
const MAX_LENGTH = 32;

/**
 * The password in a Base64 column, in clear; undefined when the column is no Base64 of a password, which is what a password
 * in clear gives. The documentation does not name the text encoding below the Base64, so ASCII and UTF-16LE (what Windows
 * scripts write) are both read; no password is valid in both.
 */
export function decodeImportedPassword(column: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(column)) return undefined;
  const bytes = Buffer.from(column, 'base64');
  if (bytes.toString('base64') !== column) return undefined;
  const isWide = bytes.length >= 2 && bytes.length % 2 === 0 && bytes.every((byte, at) => at % 2 === 0 || byte === 0);
  const password = bytes.toString(isWide ? 'utf16le' : 'latin1');
  return /^[ -~]+$/.test(password) && password.length <= MAX_LENGTH ? password : undefined;
}
