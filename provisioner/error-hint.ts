import { AuthorityError } from './ports/authority.ts';
import { DirectoryError } from './ports/directory.ts';
import { SecretError } from './store/secret-box.ts';
import { StoreError } from './store/site-store.ts';

/** The role did not start. */
export class StartRefusedError extends Error {
  override readonly name = 'StartRefusedError';
  /** Codes of the refusals. */
  readonly codes: readonly string[];
  constructor(refusals: readonly { readonly code: string; readonly message: string }[]) {
    super(refusals.map(({ code, message }) => `${message} (${code})`).join('; '));
    this.codes = refusals.map(({ code }) => code);
  }
}

const KEY_HINTS: Readonly<Record<SecretError['code'], string>> = {
  'secret.wrong-key-or-damaged': 'Use the key file that the database was made with.',
  'secret.key-length': 'Restore the key file from a backup: without it the passwords in the database cannot be read.',
  'secret.key-readable-by-others': 'Take the rights of the others away: chmod 600.',
  'secret.key-unreadable': 'Check that the folder of --database exists and its access rights.',
};

/** What a person can do about an error that ends the server; undefined for one that nothing is known about. */
export function hintFor(error: unknown): string | undefined {
  if (error instanceof StoreError) return error.hint;
  if (error instanceof SecretError) return KEY_HINTS[error.code];
  if (error instanceof AuthorityError || error instanceof DirectoryError)
    return 'Check the access rights of the file, or restore it from a backup.';
  if (!(error instanceof StartRefusedError)) return undefined;
  return error.codes.includes('role.port-unavailable')
    ? 'End the program that listens there, or choose another --address or general.provisioningPort.'
    : 'Correct what the settings file says there.';
}
