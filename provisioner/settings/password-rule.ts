/** Why a password is refused; stable. */
export type PasswordCode =
  | 'password.empty'
  | 'password.too-short'
  | 'password.too-long'
  | 'password.not-ascii'
  | 'password.character-not-allowed'
  | 'password.no-upper-case'
  | 'password.no-lower-case'
  | 'password.no-digit'
  | 'password.no-symbol';

/** Shortest password that the dialogs take, in characters. */
const PASSWORD_MIN_LENGTH = 8;
/** Longest password that the dialogs take, in characters. */
const PASSWORD_MAX_LENGTH = 32;

/** What each code says to the administrator. None of them repeats the password. */
export const PASSWORD_MESSAGES: Readonly<Record<PasswordCode, string>> = {
  'password.empty': 'A password is required.',
  'password.too-short': `The password must have at least ${PASSWORD_MIN_LENGTH} characters.`,
  'password.too-long': `The password must have at most ${PASSWORD_MAX_LENGTH} characters.`,
  'password.not-ascii': 'The password must consist of printable ASCII characters.',
  'password.character-not-allowed': 'The password must not contain a colon, double quotes or an underscore.',
  'password.no-upper-case': 'The password must contain an upper-case letter.',
  'password.no-lower-case': 'The password must contain a lower-case letter.',
  'password.no-digit': 'The password must contain a digit.',
  'password.no-symbol': 'The password must contain a symbol, for example ! @ # $ % ^ & or *.',
};

/**
 * Every rule that `password` breaks, empty when it is strong enough. One rule for the MEBx account and for the provisioning
 * and discovery accounts (Configuration Manager 2007: "Out of Band Management Properties: General Tab" and
 * "Provisioning Settings Tab"). A space is allowed but is no symbol (Intel AMT Implementation and Reference Guide, password
 * rules).
 */
export function passwordProblems(password: string): readonly PasswordCode[] {
  if (password === '') return ['password.empty'];
  const rules: readonly (readonly [boolean, PasswordCode])[] = [
    [password.length >= PASSWORD_MIN_LENGTH, 'password.too-short'],
    [password.length <= PASSWORD_MAX_LENGTH, 'password.too-long'],
    [/^[ -~]*$/.test(password), 'password.not-ascii'],
    [!/[:"_]/.test(password), 'password.character-not-allowed'],
    [/[A-Z]/.test(password), 'password.no-upper-case'],
    [/[a-z]/.test(password), 'password.no-lower-case'],
    [/[0-9]/.test(password), 'password.no-digit'],
    [/[!#-/;-@[-^`{-~]/.test(password), 'password.no-symbol'],
  ];
  return rules.filter(([holds]) => !holds).map(([, code]) => code);
}
