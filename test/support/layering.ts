import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this file lies in. */
export const checkout: string = normalize(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));

/** Path below the checkout, with slashes, to text. */
export type Sources = ReadonlyMap<string, string>;

export interface Breach {
  readonly file: string;
  readonly imports: string;
  readonly why: string;
}

const DOORS = ['emulator/index.ts', 'emulator/main.ts', 'provisioner/index.ts', 'provisioner/main.ts'];

/** Inside the emulator: a folder, and the folders it may import. Arrows point from conversations to the device. */
const EMULATOR: Readonly<Record<string, readonly string[]>> = {
  clock: [],
  decisions: [],
  codec: ['clock'],
  firmware: ['device', 'codec'],
  hardware: ['clock', 'codec'],
  device: ['clock', 'codec', 'decisions', 'firmware', 'hardware'],
  nvram: ['clock', 'device', 'firmware'],
  mebx: ['clock', 'decisions', 'device', 'firmware'],
  wsman: ['clock', 'codec', 'decisions', 'device', 'firmware', 'hardware'],
  soap: ['clock', 'codec', 'decisions', 'device', 'firmware', 'hardware', 'wsman'],
  'web-pages': ['clock', 'codec', 'decisions', 'device', 'firmware', 'hardware'],
  http: ['clock', 'codec', 'decisions', 'device', 'firmware', 'soap', 'web-pages', 'wsman'],
  network: ['clock', 'codec', 'decisions', 'device', 'firmware'],
  transport: ['clock', 'codec', 'decisions', 'device', 'firmware', 'network'],
  report: ['clock', 'decisions', 'device'],
  alerts: ['clock', 'device', 'network', 'wsman'],
  machine: [
    'alerts',
    'clock',
    'codec',
    'decisions',
    'device',
    'firmware',
    'hardware',
    'http',
    'mebx',
    'network',
    'nvram',
    'soap',
    'transport',
    'wsman',
  ],
  fleet: ['clock', 'device', 'firmware', 'hardware', 'machine', 'network', 'nvram'],
};

/** Inside the service point. What it needs from outside is an interface in `ports`; adapters know only that. */
const PROVISIONER: Readonly<Record<string, readonly string[]>> = {
  ports: [],
  clock: ['ports'],
  network: ['ports'],
  names: ['ports'],
  files: [],
  directory: ['ports', 'clock', 'files'],
  authority: ['ports', 'clock', 'files'],
  settings: ['ports', 'stages', 'clock'],
  amt: ['ports', 'clock'],
  stages: ['ports', 'settings', 'amt', 'clock'],
  store: ['ports', 'settings', 'stages', 'clock'],
  hello: ['ports', 'clock'],
  intake: ['ports', 'settings', 'store', 'clock'],
  status: ['ports', 'settings', 'store', 'stages', 'clock'],
  queue: ['ports', 'settings', 'store', 'stages', 'status', 'clock'],
  maintenance: ['ports', 'settings', 'store', 'stages', 'status', 'queue', 'clock'],
  'service-point': [
    'ports',
    'clock',
    'settings',
    'amt',
    'stages',
    'store',
    'hello',
    'intake',
    'status',
    'queue',
    'maintenance',
    'names',
    'network',
  ],
};

const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  emulator: ['@device-management-toolkit/wsman-messages', 'xml2js'],
  provisioner: ['saxes'],
};

/** Every import that the layering forbids. Reads only text, so a planted violation can be shown to be found. */
export function breaches(sources: Sources): readonly Breach[] {
  const found: Breach[] = [];
  for (const [file, text] of sources) {
    for (const specifier of importsOf(text)) {
      const why = objection(file, specifier);
      if (why !== undefined) found.push({ file, imports: specifier, why });
    }
  }
  return found;
}

/** All TypeScript sources of the four folders. */
export function readSources(): Sources {
  const sources = new Map<string, string>();
  for (const top of ['emulator', 'provisioner', 'scenarios', 'test']) {
    for (const entry of readdirSync(join(checkout, top), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      sources.set(relative(checkout, path).split(sep).join('/'), readFileSync(path, 'utf8'));
    }
  }
  return sources;
}

function importsOf(text: string): readonly string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    if (match[1] !== undefined) found.push(match[1]);
  }
  return found;
}

function objection(file: string, specifier: string): string | undefined {
  const [top, folder] = split(file);
  if (!specifier.startsWith('.')) {
    const isForeign = FOREIGN[top]?.includes(specifier) === true;
    return isForeign ? `${specifier} belongs to the other half` : undefined;
  }
  const target = normalize(join(dirname(file), specifier))
    .split(sep)
    .join('/');
  const [targetTop, targetFolder] = split(target);
  if (top !== targetTop) return objectionAcross(top, targetTop, target);
  if (top !== 'emulator' && top !== 'provisioner') return undefined;
  if (folder === targetFolder || folder === '') return undefined;
  const table = top === 'emulator' ? EMULATOR : PROVISIONER;
  const allowed = table[folder];
  if (allowed === undefined) return `${top}/${folder} has no row in the layering table`;
  return allowed.includes(targetFolder)
    ? undefined
    : `${top}/${folder} may not import ${top}/${targetFolder || 'its doors'}`;
}

function objectionAcross(top: string, targetTop: string, target: string): string | undefined {
  if (top === 'test') return undefined;
  if (top === 'scenarios' && DOORS.includes(target)) return undefined;
  if (top === 'scenarios') return `scenarios use only the public doors, not ${target}`;
  return `${top} imports nothing of ours, and this is ${targetTop}`;
}

/** `emulator/wsman/classes/power.ts` is in `emulator`, folder `wsman`; `emulator/index.ts` in folder ''. */
function split(path: string): readonly [string, string] {
  const parts = path.split('/');
  return [parts[0] ?? '', parts.length > 2 ? (parts[1] ?? '') : ''];
}
