import { describe, expect, it } from 'vitest';

import { classDeclarations } from '../../../../emulator/wsman/classes/index.ts';
import { createWsmanEngine, type WsmanAnswer } from '../../../../emulator/wsman/dispatch.ts';
import { subcode } from '../wsman/asked.ts';
import { ADMIN, Bench } from '../wsman/bench.ts';
import { put } from '../wsman/requests.ts';

const GENERAL = 'http://intel.com/wbem/wscim/1/amt-schema/1/AMT_GeneralSettings';
const KERBEROS = 'http://intel.com/wbem/wscim/1/amt-schema/1/AMT_KerberosSettingData';
const REQUIRED = '<r:PingResponseEnabled>true</r:PingResponseEnabled><r:WsmanOnlyMode>false</r:WsmanOnlyMode>';

function asking(): { readonly bench: Bench; readonly ask: (text: string) => WsmanAnswer } {
  const bench = new Bench();
  const engine = createWsmanEngine({ holder: bench, clock: bench.clock, classes: classDeclarations });
  return { bench, ask: (text) => engine.answer(Buffer.from(text), ADMIN) };
}

describe('a Put', () => {
  it.each(['DDNSUpdateEnabled', 'SharedFQDN'])('of %s, which came after 5.0, violates the schema', (property) => {
    const { bench, ask } = asking();
    const answer = ask(put(GENERAL, `${REQUIRED}<r:${property}>true</r:${property}>`));
    expect([answer.status, subcode(answer), bench.commits]).toEqual([400, 'e:SchemaValidationError', 0]);
    expect(ask(put(GENERAL, REQUIRED)).status).toBe(200);
  });

  it.each([
    ['impossible host name', GENERAL, `${REQUIRED}<r:HostName>a b</r:HostName>`, { hostName: 'a b', limit: 63 }],
    ['idle timeout of zero', GENERAL, `${REQUIRED}<r:IdleWakeTimeout>0</r:IdleWakeTimeout>`, { minutes: 0 }],
    [
      'key of the wrong length',
      KERBEROS,
      '<r:KrbEnabled>true</r:KrbEnabled><r:MasterKey>AAAA</r:MasterKey>',
      { hasKey: true },
    ],
  ])('that is refused for its %s writes down with what', (_what, uri, content, inputs) => {
    const { bench, ask } = asking();
    expect(ask(put(uri, content)).status).not.toBe(200);
    expect(bench.decisions.map((decision) => decision.inputs)).toMatchObject([inputs]);
  });
});
