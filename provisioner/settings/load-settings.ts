import { closeSync, openSync, readSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ServerHost } from '../ports/server-host.ts';
import type { SettingsProblem } from './problems.ts';
import type { Settings } from './settings.ts';
import { validateSettings } from './validate-settings.ts';

/** Biggest settings file, PFX file or password file that is read, in bytes. */
const FILE_MAX_BYTES = 1024 * 1024;

/** What is wrong with a settings file, in a form that a person can act on. */
export interface FileProblem {
  readonly file: string;
  /** `$.general.mebxPassword`; `$` when it is about the whole file. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export type LoadedSettings =
  | { readonly ok: true; readonly settings: Settings; readonly warnings: readonly FileProblem[] }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

export interface LoadOptions {
  /** Environment variables that `{"env": "NAME"}` may name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host?: ServerHost;
}

type JsonObject = Record<string, unknown>;

/** Raised inside this module only, turned into a {@link FileProblem} before anybody sees it. */
class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly code: string;
  readonly path: string;
  readonly hint: string;
  constructor(path: string, code: string, message: string, hint: string) {
    super(message);
    this.path = path;
    this.code = code;
    this.hint = hint;
  }
}

/**
 * Reads a JSON settings file and validates it. So that no secret has to stand in the file, each password may be written as
 * `{"file": "path"}` or `{"env": "NAME"}`, and the PFX as `"pfxFile": "path"` in place of `pfxBase64`; relative paths start
 * at the folder of the settings file; one line end at the end of a password file is not part of the password. Never throws.
 */
export function loadSettings(file: string, options: LoadOptions): LoadedSettings {
  let input: unknown;
  try {
    input = resolveSecrets(
      parseJson(readBounded(file, '$', 'settings.unreadable')),
      dirname(resolve(file)),
      options.env,
    );
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    const { path, code, message, hint } = error;
    return { ok: false, problems: [{ file, path, code, message, hint }] };
  }
  const result = validateSettings(input, options.host);
  const told = (problem: SettingsProblem): FileProblem => ({
    file,
    path: jsonPath(problem),
    code: problem.code,
    message: problem.message,
    hint: hintFor(problem),
  });
  return result.ok
    ? { ok: true, settings: result.settings, warnings: result.warnings.map(told) }
    : { ok: false, problems: result.problems.map(told) };
}

function readBounded(file: string, path: string, code: string): Buffer {
  try {
    const content = firstBytes(file, FILE_MAX_BYTES + 1);
    if (content.length > FILE_MAX_BYTES)
      throw new UnreadableError(path, 'settings.too-big', 'The file is too big.', `At most ${FILE_MAX_BYTES} bytes.`);
    return content;
  } catch (error) {
    if (error instanceof UnreadableError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UnreadableError(
      path,
      code,
      `The file cannot be read (${reason}).`,
      'Check the name and the access rights.',
    );
  }
}

/** At most so many bytes of a file, also of a pipe or device that has no size and may never end. Throws system errors. */
function firstBytes(file: string, mostBytes: number): Buffer {
  const content = Buffer.alloc(mostBytes);
  const handle = openSync(file, 'r');
  try {
    let length = 0;
    for (let got = -1; got !== 0 && length < mostBytes; length += got)
      got = readSync(handle, content, length, mostBytes - length, null);
    return content.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

function parseJson(content: Buffer): unknown {
  const text = content.toString('utf8').replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the file, which may hold a password: only the place is passed on.
    const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    const place = position === undefined ? '' : `, ${lineAndColumn(text, Number(position))}`;
    throw new UnreadableError(
      '$',
      'settings.not-json',
      `The file is not valid JSON${place}.`,
      'Check commas and quotes.',
    );
  }
}

function lineAndColumn(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function resolveSecrets(input: unknown, folder: string, env: LoadOptions['env']): unknown {
  if (!isObject(input)) return input;
  const whole: JsonObject = { ...input };
  const general = whole['general'];
  if (isObject(general)) whole['general'] = resolveGeneral({ ...general }, folder, env);
  const provisioning = whole['provisioning'];
  if (isObject(provisioning) && Array.isArray(provisioning['accounts']))
    whole['provisioning'] = {
      ...provisioning,
      accounts: provisioning['accounts'].map((account: unknown, at) =>
        isObject(account)
          ? replaceSecret({ ...account }, 'password', `$.provisioning.accounts[${at}]`, folder, env)
          : account,
      ),
    };
  return whole;
}

function resolveGeneral(general: JsonObject, folder: string, env: LoadOptions['env']): JsonObject {
  replaceSecret(general, 'mebxPassword', '$.general', folder, env);
  const certificate = general['provisioningCertificate'];
  if (!isObject(certificate)) return general;
  const path = '$.general.provisioningCertificate';
  const { pfxFile, ...rest } = certificate;
  const resolved: JsonObject = replaceSecret({ ...rest }, 'password', path, folder, env);
  if (typeof pfxFile === 'string') {
    if ('pfxBase64' in resolved)
      throw new UnreadableError(
        path,
        'settings.two-sources',
        'Both pfxFile and pfxBase64 are given.',
        'Keep one of them.',
      );
    const content = readBounded(resolve(folder, pfxFile), `${path}.pfxFile`, 'settings.file-unreadable');
    resolved['pfxBase64'] = content.toString('base64');
  } else if (pfxFile !== undefined) resolved['pfxFile'] = pfxFile;
  return { ...general, provisioningCertificate: resolved };
}

/** Replaces `holder[key]` in place when it is a reference; returns `holder`. */
function replaceSecret(
  holder: JsonObject,
  key: string,
  path: string,
  folder: string,
  env: LoadOptions['env'],
): JsonObject {
  const reference = holder[key];
  if (!isObject(reference)) return holder;
  const here = `${path}.${key}`;
  const { file, env: name } = reference;
  if (typeof file === 'string' && name === undefined) {
    const content = readBounded(resolve(folder, file), here, 'settings.file-unreadable');
    holder[key] = content.toString('utf8').replace(/\r?\n$/, '');
  } else if (typeof name === 'string' && file === undefined) {
    const value = env[name];
    if (value === undefined)
      throw new UnreadableError(here, 'settings.no-such-variable', `${name} is not set.`, 'Export the variable.');
    holder[key] = value;
  } else
    throw new UnreadableError(
      here,
      'settings.secret-reference',
      'A password is a text, {"file": "path"} or {"env": "NAME"}.',
      'Give exactly one of file and env.',
    );
  return holder;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonPath(problem: SettingsProblem): string {
  const steps = problem.field.split('.').filter((step) => step !== '');
  return `$${problem.tab === 'file' ? '' : `.${problem.tab}`}${steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('')}`;
}

function hintFor(problem: SettingsProblem): string {
  if (problem.code.startsWith('password.'))
    return '8 to 32 characters with upper case, lower case, digit and symbol; no colon, double quotes or underscore.';
  if (problem.code.startsWith('pfx.')) return 'Check pfxFile and the password that was chosen at the export.';
  if (problem.code.startsWith('certificate.')) return 'An AMT device may refuse this certificate.';
  if (problem.code === 'value.unknown-field') return 'Check the spelling.';
  return `See the "${problem.tab}" part of the settings.`;
}
