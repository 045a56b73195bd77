import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../emulator/clock/virtual-clock.ts';
import { EventLog } from '../../../../provisioner/status/event-log.ts';
import { EVENTS } from '../../../../provisioner/status/event-table.ts';
import { exportRows, type ListRow } from '../../../../provisioner/status/list-export.ts';
import { eventText, jsonLine, serverLogLine } from '../../../../provisioner/status/render-log.ts';

const PACIFIC = { name: 'Pacific Standard Time', offsetMinutes: -480 };
const atMs = Date.UTC(2009, 10, 19, 19, 35, 1, 123);
const thumbprint = '0123456789ABCDEF0123456789ABCDEF01234567';
const expiring = {
  atMs,
  id: 'certificate.expiring',
  severity: 'warning',
  fields: { thumbprint, days: 12, certId: 3 },
} as const;

describe('the log', () => {
  test('warns about the provisioning certificate in the words of the product', () => {
    // Quoted in the Intel vPro Expert Center, 15 December 2009, "Expired GoDaddy vPro Provisioning Certificate...".
    expect(eventText(expiring)).toBe(
      `Error: The provisioning certificate with the thumbprint ${thumbprint} will expire in 12 day(s). Please ensure that this certificate is renewed. (CertID = 3)`,
    );
  });

  test('frames a line as the 2007 server logs do', () => {
    expect(serverLogLine(expiring, PACIFIC, 2880)).toBe(
      `${eventText(expiring)}  $$<SMS_AMT_OPERATION_MANAGER><Thu Nov 19 11:35:01.123 2009 Pacific Standard Time><thread=2880 (0xB40)>`,
    );
  });

  test('gives every structured event one line of JSON with its text', () => {
    expect(JSON.parse(jsonLine(expiring))).toEqual({
      at: '2009-11-19T19:35:01.123Z',
      severity: 'warning',
      id: 'certificate.expiring',
      fields: { thumbprint, days: 12, certId: 3 },
      text: eventText(expiring),
    });
  });

  test('what a stranger sends cannot begin a line of its own', () => {
    const fields = { address: '127.0.1.1', code: 'x\r\nforged line\u2028', bytes: 1 };
    expect(eventText({ atMs, id: 'hello.malformed', severity: 'warning', fields })).not.toMatch(/[\r\n\u2028]/);
    expect(eventText({ atMs, id: 'no.such-event', severity: 'info', fields: { one: 'a\nb' } })).toBe(
      'no.such-event one=a b',
    );
  });

  test('has a stable id, a severity and a wording with its evidence for every event', () => {
    for (const [id, { text, severity, evidence }] of Object.entries(EVENTS)) {
      expect(id).toMatch(/^[a-z]+\.[a-z0-9-]+$/);
      expect(text.length).toBeGreaterThan(5);
      expect(['info', 'warning', 'error']).toContain(severity);
      expect(['sourced', 'recollected', 'own']).toContain(evidence);
    }
    const sourced = Object.entries(EVENTS).filter(([, { evidence }]) => evidence === 'sourced');
    expect(sourced.map(([id]) => id)).toEqual(['certificate.expiring', 'failure.self-signed-date']);
  });

  test('keeps the newest events, hands each to every listener, and lets a listener go', () => {
    const log = new EventLog(new VirtualClock({ startMs: atMs }), 3);
    const heard: string[] = [];
    const listening = log.onEvent(({ fields }) => heard.push(String(fields['uuid'])));
    for (let index = 0; index < 8; index += 1) log.write('hello.unknown-uuid', { uuid: String(index) });
    listening[Symbol.dispose]();
    log.scoped({ resourceId: 7 }).write('info', 'oob.connected', { address: '127.0.1.1' });
    expect(heard).toHaveLength(8);
    expect(log.events.map(({ fields }) => fields['uuid'] ?? fields['resourceId'])).toEqual(['6', '7', 7]);
    // @ts-expect-error an id that the table does not have does not compile
    expect(() => log.write('no.such-event', {})).toThrow(TypeError);
    // @ts-expect-error nor does an event without the fields of its wording
    log.write('hello.unknown-uuid', {});
  });
});

describe('the exported list', () => {
  const row: ListRow = {
    resourceId: 1,
    shortName: '=cmd()',
    fqdn: 'DESK001, "the first".adatum.com',
    uuid: '55555555-5555-5555-5555-000000000001',
    mac: undefined,
    amtStatus: null,
    amtStatusName: 'Unknown',
    amtFullVersion: '3.2.1',
    tlsMode: 1,
    certificates: [{ validUntilMs: 0 }, { validUntilMs: 1000 }],
    lastError: { code: 'connect.timeout' },
  };

  test('is CSV that another reader reads back, with formulas made harmless', () => {
    const text = exportRows([row], 'csv');
    expect(text.endsWith('\r\n')).toBe(true);
    expect(parse(text, { columns: true })).toEqual([
      {
        Name: "'=cmd()",
        FQDN: row.fqdn,
        ResourceID: '1',
        'SMBIOS GUID': row.uuid,
        'MAC Address': '',
        'AMT Status': '',
        'AMT Status Name': 'Unknown',
        'AMT Version': '3.2.1',
        'TLS Mode': '1',
        'Certificate Valid Until': '1970-01-01T00:00:01.000Z',
        'Last Error': 'connect.timeout',
      },
    ]);
  });

  test('is JSON with unknown as null', () => {
    expect(JSON.parse(exportRows([row], 'json'))).toMatchObject([{ Name: '=cmd()', 'AMT Status': null }]);
    expect(exportRows([], 'csv').split('\r\n')).toHaveLength(2);
  });
});
