import { describe, expect, test } from 'vitest';
import { ExchangeShelf } from '../../../../provisioner/service-point/exchange-shelf.ts';
import { makePfx, provisions, Site } from '../../../support/service-point-site.ts';

const exchange = (method: string, characters = 10) => ({
  atMs: 1,
  method,
  request: 'x'.repeat(characters),
  answer: '',
});

describe('what went over the wire', () => {
  test('can be read for the last run of each computer', async () => {
    const site = new Site(makePfx());
    await site.running(2, async (context) => {
      context.onExchanges?.([exchange(`${context.kind} ${context.computer.shortName}`)]);
      return provisions(context);
    });
    await site.hello(1);
    await site.idle();
    const { servicePoint } = site;
    expect(servicePoint.exchanges(1).map(({ method }) => method)).toEqual(['provision DESK001']);
    expect(servicePoint.exchanges(2)).toEqual([]);
    servicePoint.update([1]);
    await site.idle();
    expect(servicePoint.exchanges(1).map(({ method }) => method)).toEqual(['update DESK001']);
  });

  test('is bounded: the runs that ended first make room, the newest is always there', () => {
    const shelf = new ExchangeShelf(25);
    const kept = (): readonly number[] => [1, 2, 3].filter((resourceId) => shelf.of(resourceId).length > 0);
    for (const resourceId of [1, 2, 1, 3]) shelf.keep(resourceId, [exchange('Get')]);
    expect(kept()).toEqual([1, 3]);
    shelf.keep(2, [exchange('Get', 1000)]);
    expect(kept()).toEqual([2]);
    shelf.keep(3, [exchange('Get')]);
    expect(kept()).toEqual([3]);
  });
});
