import { expect, test } from 'vitest';
import { breaches, readSources } from '../support/layering.ts';

test('every import follows the layering', () => {
  expect(breaches(readSources())).toEqual([]);
});

test.each([
  [
    'the emulator importing the service point',
    'emulator/http/front.ts',
    "import { x } from '../../provisioner/index.ts';",
  ],
  [
    'the service point importing the emulator',
    'provisioner/amt/digest.ts',
    "import { x } from '../../emulator/http/digest.ts';",
  ],
  [
    'the service point importing the emulator lazily',
    'provisioner/amt/digest.ts',
    "const x = await import('../../emulator/index.ts');",
  ],
  [
    'the device importing a conversation',
    'emulator/device/setup/setup.ts',
    "import type { X } from '../../wsman/declaration.ts';",
  ],
  [
    'a story going past the public door',
    'scenarios/adatum/play.ts',
    "import { x } from '../../emulator/device/setup/setup.ts';",
  ],
  ['a client library in the emulator', 'emulator/wsman/xml-reader.ts', "import { parseString } from 'xml2js';"],
  ['a folder nobody has thought about', 'emulator/misc/thing.ts', "import { x } from '../device/state.ts';"],
])('%s is found', (_what, file, text) => {
  expect(breaches(new Map([[file, `${text}\n`]]))).toHaveLength(1);
});

test('an allowed import is not found', () => {
  expect(breaches(new Map([['emulator/wsman/dispatch.ts', "import type { X } from '../device/state.ts';\n"]]))).toEqual(
    [],
  );
});
