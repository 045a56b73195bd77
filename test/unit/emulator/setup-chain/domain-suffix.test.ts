import { describe, expect, it } from 'vitest';
import { compareSuffix } from '../../../../emulator/device/setup/domain-suffix.ts';
import type { SuffixPolicy } from '../../../../emulator/firmware/profile.ts';

type Row = readonly [device: string, name: string, matching: readonly SuffixPolicy[]];

const all: readonly SuffixPolicy[] = ['exact', 'two-label-com-net', 'two-label', 'tld-table', 'cn-or-san'];
const shortening: readonly SuffixPolicy[] = ['two-label-com-net', 'two-label', 'tld-table', 'cn-or-san'];

/** Microsoft's example of December 2008 is sales.contoso.com with a certificate of a host in marketing.contoso.com. */
const rows: readonly Row[] = [
  ['adatum.com', 'server15.adatum.com', all],
  ['ADATUM.COM.', 'server15.Adatum.com', all],
  ['adatum.com', '*.adatum.com', all],
  ['corp.contoso.com', 'prov.contoso.com', shortening],
  ['sales.contoso.com', 'prov.marketing.contoso.com', shortening],
  ['child.trey.net', 'server15.trey.net', shortening],
  ['contoso.local', 'sccm.contoso.local', ['exact', 'two-label-com-net', 'two-label']],
  ['contoso.local', 'contoso.local', ['two-label', 'tld-table', 'cn-or-san']],
  ['corp.contoso.local', 'sccm.contoso.local', ['two-label']],
  ['corp.contoso.org', 'prov.contoso.org', ['two-label', 'tld-table', 'cn-or-san']],
  ['corp.contoso.co.uk', 'prov.contoso.co.uk', ['two-label', 'tld-table', 'cn-or-san']],
  [
    'corp.contoso.co.uk',
    'prov.corp.contoso.co.uk',
    ['exact', 'two-label-com-net', 'two-label', 'tld-table', 'cn-or-san'],
  ],
  ['fabrikam.co.uk', 'prov.contoso.co.uk', ['two-label']],
  ['adatum.com', 'server15.treyresearch.net', []],
  ['adatum.com', 'server15.notadatum.com', []],
  ['adatum.com', 'server15', []],
  ['adatum.com', '', []],
  ['', 'server15.adatum.com', []],
  ['', '', []],
];

describe('comparing the device suffix with a certificate name', () => {
  it.each(rows)('%j and %j match under %j', (device, name, matching) => {
    expect(all.filter((policy) => compareSuffix(policy, device, name, []).matches)).toEqual(
      all.filter((policy) => matching.includes(policy)),
    );
  });

  it('looks at DNS names only under cn-or-san', () => {
    const names = ['server15.treyresearch.net', 'server15.adatum.com'];
    expect(all.filter((policy) => compareSuffix(policy, 'adatum.com', 'pool.contoso.com', names).matches)).toEqual([
      'cn-or-san',
    ]);
  });

  it('says what was compared in the end', () => {
    expect(compareSuffix('two-label', 'sales.adatum.com', 'server15.adatum.com', [])).toEqual({
      matches: true,
      rule: 'last-2-labels',
      comparedDevice: 'adatum.com',
      comparedName: 'adatum.com',
    });
    expect(compareSuffix('tld-table', 'contoso.local', 'sccm.contoso.local', [])).toMatchObject({ rule: 'whole-name' });
    expect(compareSuffix('tld-table', 'contoso.fr', 'a.b.contoso.fr', [])).toMatchObject({
      rule: 'last-3-labels',
      comparedName: 'b.contoso.fr',
    });
    expect(compareSuffix('exact', '', 'server15.adatum.com', [])).toMatchObject({ rule: 'no-suffix' });
  });
});
