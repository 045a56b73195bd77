import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { MAX_FORM_BYTES, readForm } from '../../emulator/web-pages/form-fields.ts';
import { escaped, html } from '../../emulator/web-pages/html.ts';
import { forms, pages } from '../../emulator/web-pages/site-map.ts';
import { ADMINISTRATOR, Pages } from '../unit/emulator/web-pages/site.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 30 });

describe('forms', () => {
  it('read back as a browser writes them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 20 }), (pairs) => {
        const form = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));
        const fields = readForm(Buffer.from(form.toString()));
        const expected = new Map<string, string[]>();
        for (const [name, value] of form) expected.set(name, [...(expected.get(name) ?? []), value]);
        expect(fields).toEqual(expected);
      }),
    );
  });

  it('of any bytes are read or refused, and longer ones than the limit always refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(3), (bytes, more) => {
        const fields = readForm(Buffer.from(bytes));
        expect(fields === undefined || fields.size <= 200).toBe(true);
        expect(readForm(Buffer.alloc(MAX_FORM_BYTES + 1 + more, 'a'))).toBeUndefined();
      }),
    );
  });

  it('with any fields are carried out or refused, and never a defect', () => {
    const names = fc.constantFrom(
      'power',
      'boot',
      'policy',
      'handle',
      'username',
      'password',
      'password2',
      'realm',
      'mode',
      'address',
      'mask',
      'hostName',
      'domainName',
      'interfaceId',
      'manualId',
      'state',
      'Remove',
      'Enable',
      'ClearLog',
      'SubmitFreeze',
      'security',
      'priority',
      'ssid',
      'name',
      'passPhrase',
    );
    const values = fc.oneof(
      text,
      fc.constantFrom('on', 'off', '1', '-1', 'NaN', '3', '32768', '6', 'static', '10.0.0.9'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...forms.map(({ path }) => path)),
        fc.array(fc.tuple(names, values), { maxLength: 8 }),
        (path, fields) => {
          const site = new Pages('6.2');
          site.send(path, fields);
          expect(site.bench.codes()).not.toContain('defect.web-form');
          for (const { path: page } of pages)
            if (site.site.placeAt(page) === 'page') site.site.show(page, ADMINISTRATOR);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('text on a page', () => {
  it('never ends a tag, an attribute or an entity that it did not begin', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(escaped(value)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        expect(html`<p title="${value}">${value}</p>`.text).toMatch(/^<p title="[^"<>]*">[^<>]*<\/p>$/);
      }),
    );
  });

  it('of any query of a page is shown as text or refused', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (query) => {
        const site = new Pages();
        expect(['page']).toContain(site.site.show(`/user.htm?${query}`, ADMINISTRATOR).kind);
      }),
    );
  });
});
