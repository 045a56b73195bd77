import { describe, expect, it } from 'vitest';

import { Asked, subcode } from './asked.ts';
import { ADMIN } from './bench.ts';
import { bodyOf, enumerate, pull, release } from './requests.ts';
import * as sample from './sample-classes.ts';

const GENERAL = sample.generalSettings.uri;
const CERTIFICATE = sample.publicKeyCertificate.uri;

describe('enumeration', () => {
  const context = (count: number): string => `0${String(count)}000000-0000-0000-0000-000000000000`;

  it('gives one item a Pull without MaxElements, the last one with EndOfSequence', () => {
    const asked = new Asked();
    asked.ask(enumerate(CERTIFICATE));
    const [first, second, third] = [1, 2, 3].map(() => asked.ask(pull(CERTIFICATE, context(1))));
    expect(bodyOf(first?.text ?? '')).toMatch(
      /^<g:PullResponse><g:EnumerationContext>01.*Handle: 0.*<\/g:Items><\/g:PullResponse>$/,
    );
    expect(bodyOf(second?.text ?? '')).toMatch(
      /^<g:PullResponse><g:Items>.*Handle: 1.*<\/g:Items><g:EndOfSequence><\/g:EndOfSequence>/,
    );
    expect([third?.status, subcode(third ?? { status: 500, text: '' })]).toEqual([500, 'c:InvalidEnumerationContext']);
  });

  it('gives all instances of one class with MaxElements and stops where the next class begins', () => {
    const asked = new Asked();
    const uri = sample.chip.uri;
    asked.ask(enumerate(uri));
    const many = '<MaxElements>999</MaxElements><MaxCharacters>99999</MaxCharacters>';
    const first = asked.ask(pull(uri, context(1), many));
    const second = asked.ask(pull(uri, context(1), many));
    expect(bodyOf(first.text)).toContain('<h:CIM_Chip>');
    expect(bodyOf(first.text)).not.toContain('CIM_PhysicalMemory');
    expect(bodyOf(first.text)).not.toContain('EndOfSequence');
    expect(second.text).toContain(`xmlns:h="${sample.physicalMemory.uri}"`);
    expect(bodyOf(second.text).match(/<h:CIM_PhysicalMemory>/g)).toHaveLength(2);
    expect(bodyOf(second.text)).toContain('<g:EndOfSequence></g:EndOfSequence>');
  });

  it('stops before MaxCharacters and never gives less than one item', () => {
    const asked = new Asked();
    asked.ask(enumerate(CERTIFICATE));
    const answer = asked.ask(
      pull(CERTIFICATE, context(1), '<MaxElements>9</MaxElements><MaxCharacters>10</MaxCharacters>'),
    );
    expect(bodyOf(answer.text).match(/<h:AMT_PublicKeyCertificate>/g)).toHaveLength(1);
  });

  it('counts the characters of items against MaxCharacters exactly', () => {
    const asked = new Asked();
    const everything = '<MaxElements>9</MaxElements>';
    asked.ask(enumerate(CERTIFICATE));
    const items = bodyOf(asked.ask(pull(CERTIFICATE, context(1), everything)).text);
    const length = /<g:Items>(.*)<\/g:Items>/s.exec(items)?.[1]?.length ?? 0;
    const pulled = (number: number, characters: number): number => {
      asked.ask(enumerate(CERTIFICATE));
      const limit = `${everything}<MaxCharacters>${String(characters)}</MaxCharacters>`;
      const answer = asked.ask(pull(CERTIFICATE, context(number), limit));
      return bodyOf(answer.text).match(/<h:AMT_PublicKeyCertificate>/g)?.length ?? 0;
    };
    expect([pulled(2, length), pulled(3, length - 1)]).toEqual([2, 1]);
  });

  it('of a class without instances succeeds and ends at once', () => {
    const asked = new Asked();
    const uri = sample.tlsCredentialContext.uri;
    asked.ask(enumerate(uri));
    expect(bodyOf(asked.ask(pull(uri, context(1))).text)).toBe(
      '<g:PullResponse><g:Items></g:Items><g:EndOfSequence></g:EndOfSequence></g:PullResponse>',
    );
  });

  it('gives references, or objects with references, when asked to', () => {
    const asked = new Asked();
    const mode = (name: string): string =>
      `<w:EnumerationMode xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd">${name}</w:EnumerationMode>`;
    asked.ask(enumerate(CERTIFICATE, mode('EnumerateEPR')));
    asked.ask(enumerate(CERTIFICATE, mode('EnumerateObjectAndEPR')));
    const reference = bodyOf(asked.ask(pull(CERTIFICATE, context(1))).text);
    const both = bodyOf(asked.ask(pull(CERTIFICATE, context(2))).text);
    expect(reference).toContain('<g:Items><b:EndpointReference><b:Address>');
    expect(reference).toContain('<c:Selector Name="InstanceID">Intel(r) AMT Certificate: Handle: 0</c:Selector>');
    expect(both).toMatch(/<g:Items><c:Item><h:AMT_PublicKeyCertificate>.*<b:EndpointReference>.*<\/c:Item><\/g:Items>/);
    expect(subcode(asked.ask(enumerate(CERTIFICATE, mode('Guess'))))).toBe('e:SchemaValidationError');
  });

  it('forgets a context a minute after its last Pull', async () => {
    const asked = new Asked();
    asked.ask(enumerate(sample.chip.uri));
    await asked.bench.clock.advance(59_000);
    expect(asked.ask(pull(sample.chip.uri, context(1))).status).toBe(200);
    await asked.bench.clock.advance(59_000);
    expect(asked.ask(pull(sample.chip.uri, context(1))).status).toBe(200);
    await asked.bench.clock.advance(60_000);
    expect(asked.ask(pull(sample.chip.uri, context(1))).status).toBe(500);
    expect(asked.bench.clock.pending()).toEqual([]);
  });

  it('gives the oldest context up when a sixth is opened', () => {
    const asked = new Asked();
    for (let opened = 0; opened < 6; opened += 1) asked.ask(enumerate(CERTIFICATE));
    expect(asked.ask(pull(CERTIFICATE, context(1))).status).toBe(500);
    expect(asked.ask(pull(CERTIFICATE, context(2))).status).toBe(200);
    expect(asked.bench.clock.pending()).toHaveLength(5);
  });

  it('keeps contexts apart by class and by user', () => {
    const asked = new Asked();
    asked.ask(enumerate(CERTIFICATE));
    expect(asked.ask(pull(GENERAL, context(1))).status).toBe(500);
    expect(asked.ask(pull(CERTIFICATE, context(1)), { ...ADMIN, user: 'other' }).status).toBe(500);
    expect(asked.ask(pull(CERTIFICATE, context(1))).status).toBe(200);
  });

  it('ends with Release', () => {
    const asked = new Asked();
    asked.ask(enumerate(CERTIFICATE));
    const released = asked.ask(release(CERTIFICATE, context(1)));
    expect([released.status, bodyOf(released.text)]).toEqual([200, '']);
    expect(subcode(asked.ask(release(CERTIFICATE, context(1))))).toBe('c:InvalidEnumerationContext');
  });

  it('refuses filters on a release that has none', () => {
    const answer = new Asked().ask(
      enumerate(CERTIFICATE, '<w:Filter xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd">x</w:Filter>'),
    );
    expect(subcode(answer)).toBe('c:FilteringNotSupported');
  });
});
