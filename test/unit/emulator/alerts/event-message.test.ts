import { describe, expect, it } from 'vitest';
import type { EventSubscription } from '../../../../emulator/device/logs/subscriptions-state.ts';
import { collectionHas, writeEventMessage } from '../../../../emulator/wsman/eventing-message.ts';

const subscription: EventSubscription = {
  handle: 1,
  collection: 'Intel(r) AMT:User Notification',
  destination: 'http://server15.adatum.com/',
  mode: 'push',
  parameters: [],
  user: '',
  password: '',
  startedAtMs: 0,
  durationSeconds: 0,
  expiresAtMs: 0,
};

describe('an event message', () => {
  it('has as many octets as the one of release 12 that Intel published in the source of its local service', () => {
    const notice = {
      message: { id: 'iAMT0057', alertType: 6, severity: 2 },
      argument: '0',
      deviceMs: Date.UTC(2018, 7, 9, 15, 45),
      identifier: 1_635_516_445,
      messageNumber: 0x14d,
    };
    const text = writeEventMessage(notice, subscription, '12.0');
    expect(Buffer.byteLength(text)).toBe(2203);
    expect(text).toContain('<b:MessageID>uuid:00000000-8086-8086-8086-00000000014D</b:MessageID>');
    expect(text).toContain('<g:IndicationTime><h:Datetime>2018-08-09T15:45:00.000Z</h:Datetime></g:IndicationTime>');
    expect(text).toContain('<g:IndicationIdentifier>Intel(r):1635516445</g:IndicationIdentifier>');
  });

  it('is in the collection of its kind, and in the one of all', () => {
    const notification = { id: 'iAMT0057', alertType: 6, severity: 2 };
    const feature = { id: 'iAMT0005', alertType: 8, severity: 2 };
    const platform = { id: 'PLAT0188', alertType: 5, severity: 2 };
    const names = ['All', 'Features', 'User Notification'].map((name) => `Intel(r) AMT:${name}`);
    const table = [notification, feature, platform].map((message) => names.map((name) => collectionHas(name, message)));
    expect(table).toEqual([
      [true, false, true],
      [true, true, false],
      [true, false, false],
    ]);
  });
});
