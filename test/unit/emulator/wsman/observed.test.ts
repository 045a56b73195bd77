import { describe, expect, it } from 'vitest';
import { stamped, type DeviceEventDraft } from '../../../../emulator/device/events.ts';
import { ACTION } from '../../../../emulator/wsman/namespaces.ts';
import { Asked, detail, subcode } from './asked.ts';
import { bodyOf, enumerate, envelope, get, invoke, put } from './requests.ts';
import { AMT } from './sample-classes.ts';

const GENERAL = `${AMT}AMT_GeneralSettings`;
const CERTIFICATE = `${AMT}AMT_PublicKeyCertificate`;

/** What the last event says of a call: standing and code. */
function standing(asked: Asked, text: string): string {
  asked.ask(text);
  const event = asked.bench.events.at(-1);
  return event?.kind === 'wsman' ? `${event.standing} ${event.code}`.trim() : '';
}

describe('the event of a call', () => {
  it('says what became of it', () => {
    const asked = new Asked();
    expect(standing(asked, get(GENERAL))).toBe('modelled');
    expect(standing(asked, put(GENERAL, '<r:HostName>taken</r:HostName><r:ElementName>x</r:ElementName>'))).toBe(
      'refused test.taken',
    );
    expect(standing(asked, get(`${AMT}AMT_Nothing`))).toBe('unknown wsman.class.unknown');
    expect(standing(asked, invoke(GENERAL, 'Explode', ''))).toBe('unknown wsman.action.unknown');
    expect(standing(asked, envelope(ACTION.remove, GENERAL))).toBe('missing wsman.action.unknown');
    expect(standing(asked, '<x/>')).toBe('refused wsman.envelope.no-soap');
  });

  it('makes its texts when somebody looks, with its time and after it, too', () => {
    let made = 0;
    const draft: DeviceEventDraft = {
      kind: 'wsman',
      action: 'a',
      resource: 'r',
      outcome: 'ok',
      standing: 'modelled',
      code: '',
      get request() {
        made += 1;
        return 'request';
      },
      get response() {
        made += 1;
        return 'response';
      },
    };
    const event = stamped(7, draft);
    expect(made).toBe(0);
    expect(JSON.parse(JSON.stringify(event))).toEqual({
      atMs: 7,
      kind: 'wsman',
      action: 'a',
      resource: 'r',
      outcome: 'ok',
      standing: 'modelled',
      code: '',
      request: 'request',
      response: 'response',
    });
    expect(made).toBe(2);
  });
});

describe('Identify', () => {
  it('names Kerberos among the security profiles while it is on', () => {
    const body = '<i:Identify xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"/>';
    const profiles = (isOn: boolean): readonly (string | undefined)[] => {
      const asked = new Asked();
      asked.bench.state = { ...asked.bench.state, kerberos: { ...asked.bench.state.kerberos, enabled: isOn } };
      const { text } = asked.ask(envelope('', '', '', body));
      return [...text.matchAll(/secprofile\/([^<]*)/g)].map(([, name]) => name);
    };
    expect(profiles(false)).toEqual(['http/digest', 'https/digest']);
    expect(profiles(true)).toEqual(['http/digest', 'http/spnego-kerberos', 'https/digest', 'https/spnego-kerberos']);
  });
});

describe('an Enumerate', () => {
  it('asked to put items into its answer puts none', () => {
    const w = 'xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"';
    const { text } = new Asked().ask(
      enumerate(CERTIFICATE, `<w:OptimizeEnumeration ${w}/><w:MaxElements ${w}>99</w:MaxElements>`),
    );
    expect(bodyOf(text)).toBe(
      '<g:EnumerateResponse><g:EnumerationContext>01000000-0000-0000-0000-000000000000</g:EnumerationContext></g:EnumerateResponse>',
    );
  });

  it('that costs another its context says which', () => {
    const asked = new Asked();
    for (let count = 0; count < 6; count += 1) asked.ask(enumerate(CERTIFICATE));
    expect(asked.bench.decisions).toEqual([
      {
        code: 'wsman.enumeration.evicted',
        verdict: 'noted',
        inputs: { context: '01000000-0000-0000-0000-000000000000' },
      },
    ]);
  });

  it('in another mode than the standard has is no Enumerate', () => {
    const mode =
      '<w:EnumerationMode xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd">EnumerateNothing</w:EnumerationMode>';
    const answer = new Asked().ask(enumerate(CERTIFICATE, mode));
    expect([answer.status, subcode(answer), detail(answer)]).toEqual([400, 'e:SchemaValidationError', '']);
  });
});
