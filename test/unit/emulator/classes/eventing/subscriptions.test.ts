import { describe, expect, it } from 'vitest';
import { classUri } from '../../../../../emulator/wsman/namespaces.ts';
import { envelope, get, selectors } from '../../wsman/requests.ts';
import { detail, subcode } from '../../wsman/asked.ts';
import { ClassBench } from '../security/class-bench.ts';

const EVENTING = 'http://schemas.xmlsoap.org/ws/2004/08/eventing';
const PUSH = `${EVENTING}/DeliveryModes/Push`;
const COLLECTION = classUri('CIM_FilterCollection');
const SUBSCRIPTION = classUri('CIM_FilterCollectionSubscription');

interface Wish {
  readonly url?: string;
  readonly mode?: string;
  readonly expires?: string;
  readonly more?: string;
  readonly collection?: string;
}

function subscribe(wish: Wish = {}): string {
  const { url = 'http://server15.adatum.com:8080/', mode = PUSH, expires, more = '', collection = 'All' } = wish;
  const until = expires === undefined ? '' : `<e:Expires>${expires}</e:Expires>`;
  const delivery = `<e:Delivery Mode="${mode}"><e:NotifyTo><a:Address>${url}</a:Address></e:NotifyTo></e:Delivery>`;
  const body = `<e:Subscribe xmlns:e="${EVENTING}">${delivery}${until}${more}</e:Subscribe>`;
  return envelope(`${EVENTING}/Subscribe`, COLLECTION, selectors({ InstanceID: `Intel(r) AMT:${collection}` }), body);
}

describe('Subscribe', () => {
  it('answers with the reference of the subscription and its time', () => {
    const bench = new ClassBench('11.8');
    const { status, text } = bench.ask(subscribe({ expires: 'PT1H' }));
    expect(status).toBe(200);
    expect(text).toContain(`<b:Action a:mustUnderstand="true">${EVENTING}/SubscribeResponse</b:Action>`);
    expect(text).toContain(`xmlns:g="${EVENTING}"`);
    expect(text).toContain(`<c:ResourceURI>${SUBSCRIPTION}</c:ResourceURI><c:SelectorSet><c:Selector Name="Filter">`);
    expect(text).toContain('<g:Expires>P0DT1H0M0S</g:Expires></g:SubscribeResponse>');
    expect(bench.state.features.subscriptions.entries).toHaveLength(1);
  });

  it.each([
    ['3.2.1', 6],
    ['6.2', 9],
    ['16.1', 9],
  ])('is refused on %s to more than %i subscribers', (release, limit) => {
    const bench = new ClassBench(release);
    for (let count = 0; count < limit; count += 1) expect(bench.ask(subscribe()).status).toBe(200);
    expect(subcode(bench.ask(subscribe()))).toBe('e:QuotaLimit');
  });

  it.each([
    ['a mode of pulling', { mode: `${EVENTING}/DeliveryModes/Pull` }, 'f:DeliveryModeRequestedUnavailable'],
    ['an end in the past', { expires: '2001-01-01T00:00:00Z' }, 'f:InvalidExpirationTime'],
    ['an end that is none', { expires: 'soon' }, 'f:InvalidExpirationTime'],
    ['an address that is none', { url: 'ftp://server15' }, 'd:InvalidRepresentation'],
    ['an address of 254 characters', { url: `http://server15/${'a'.repeat(238)}` }, 'd:InvalidRepresentation'],
    ['https before release 11', { url: 'https://server15/' }, 'd:InvalidRepresentation'],
    ['a collection that does not exist', { collection: 'Nothing' }, 'b:DestinationUnreachable'],
  ])('is refused with %s', (_what, wish, fault) => {
    const bench = new ClassBench('9.5');
    expect(subcode(bench.ask(subscribe(wish)))).toBe(fault);
    expect(bench.state.features.subscriptions.entries).toEqual([]);
  });

  it('is refused with reference parameters whose names are longer than anybody needs', () => {
    const bench = new ClassBench('11.8');
    const withName = (uri: string): string =>
      subscribe().replace(
        '</e:NotifyTo>',
        `<a:ReferenceParameters><x:Id xmlns:x="${uri}">1</x:Id></a:ReferenceParameters></e:NotifyTo>`,
      );
    expect(subcode(bench.ask(withName(`urn:${'a'.repeat(2000)}`)))).toBe('d:InvalidRepresentation');
    expect(bench.ask(withName(`urn:${'a'.repeat(200)}`)).status).toBe(200);
  });

  it('takes an address of 253 characters, one without a scheme, and https from release 11', () => {
    const bench = new ClassBench('11.8');
    expect(bench.ask(subscribe({ url: `http://server15/${'a'.repeat(237)}` })).status).toBe(200);
    expect(bench.ask(subscribe({ url: '192.168.0.1:5000' })).status).toBe(200);
    expect(bench.ask(subscribe({ url: 'https://server15.adatum.com/' })).status).toBe(200);
  });

  it('wants credentials where a login is announced, and shows none of them', () => {
    const bench = new ClassBench('11.8');
    const profile = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/http/digest';
    const announced = subscribe().replace('</e:NotifyTo>', `</e:NotifyTo><w:Auth Profile="${profile}"/>`);
    const without = bench.ask(announced);
    expect([subcode(without), detail(without)]).toEqual(['d:InvalidRepresentation', 'MissingValues']);
    const other = bench.ask(announced.replace('http/digest', 'http/basic'));
    expect(subcode(other)).toBe('e:UnsupportedFeature');
  });

  it('works on no other class', () => {
    const bench = new ClassBench('11.8');
    const elsewhere = subscribe().replaceAll(COLLECTION, classUri('AMT_GeneralSettings'));
    expect(subcode(bench.ask(elsewhere))).toBe('b:ActionNotSupported');
  });
});

describe('a subscription', () => {
  it('lives longer when it is renewed, and is gone when its time is over', async () => {
    const bench = new ClassBench('11.8');
    bench.ask(subscribe({ expires: 'PT60S' }));
    await bench.clock.advance(59_000);
    const renew = `<e:Renew xmlns:e="${EVENTING}"><e:Expires>PT120S</e:Expires></e:Renew>`;
    const renewed = bench.ask(envelope(`${EVENTING}/Renew`, SUBSCRIPTION, '', renew));
    expect(renewed.text).toContain('<g:RenewResponse><g:Expires>P0DT0H2M0S</g:Expires></g:RenewResponse>');
    await bench.clock.advance(119_000);
    expect(bench.ask(get(SUBSCRIPTION)).text).toContain('<g:SubscriptionTimeRemaining>1</g:SubscriptionTimeRemaining>');
    await bench.clock.advance(1000);
    expect(bench.ask(get(SUBSCRIPTION)).status).toBe(400);
    expect(bench.list('CIM_ListenerDestinationWSManagement')).toEqual([]);
  });

  it('is ended by the two references that are its keys', () => {
    const bench = new ClassBench('11.8');
    const manager = /<g:SubscriptionManager>.*?(<c:SelectorSet>.*<\/c:SelectorSet>)/;
    const keys = manager.exec(bench.ask(subscribe()).text)?.[1] ?? '';
    bench.ask(subscribe({ url: 'http://server16.adatum.com/' }));
    const named = keys.replaceAll('c:', 'w:').replaceAll('b:', 'a:');
    const unsubscribe = envelope(
      `${EVENTING}/Unsubscribe`,
      SUBSCRIPTION,
      named,
      `<e:Unsubscribe xmlns:e="${EVENTING}"/>`,
    );
    expect(bench.ask(unsubscribe).status).toBe(200);
    expect(bench.state.features.subscriptions.entries.map(({ destination }) => destination)).toEqual([
      'http://server16.adatum.com/',
    ]);
    expect(subcode(bench.ask(unsubscribe))).toBe('b:DestinationUnreachable');
  });
});
