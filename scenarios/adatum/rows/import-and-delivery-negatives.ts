import type { Witness } from '../../narrator/witness.ts';
import type { AdatumStory } from '../play.ts';
import { COLLECTION, csvOf, deliveredComputer } from '../plan.ts';
import { alsoRefused, alsoTaken, importRefused, lineWith, refusedIn } from './import-files.ts';
import { neverShown, nothingHalfDone, onlyErrors } from './leftovers.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import type { AdatumNegative } from './row.ts';

const SECOND_LINE = csvOf([deliveredComputer(2)]);

/** AD-39-N1 to N5 and N7: what the wizard does not take as a line. */
const fileNegatives: readonly AdatumNegative[] = [
  {
    id: 'AD-39-N1',
    title: 'A line with too few or too many columns is refused and named; a good line beside it is taken.',
    channels: ['UI'],
    change(plan) {
      plan.import.csv = () => 'DESK001,desk001.adatum.com\r\n';
    },
    observe(story, witness) {
      importRefused(story, witness, 'csv.too-few-columns');
      const seven = lineWith({ more: ',TWVieCFQYXNzdzByZA==,QWRtaW4hUGFzczE=,7' });
      alsoRefused(story, witness, [
        { what: 'one column', csv: 'DESK001\r\n', refused: [[1, 'csv.too-few-columns']] },
        { what: 'seven columns', csv: seven, refused: [[1, 'csv.too-many-columns']] },
      ]);
      alsoTaken(story, witness, [
        {
          what: 'a wrong third line',
          csv: `${lineWith()}${SECOND_LINE}DESK003\r\n`,
          refused: [[3, 'csv.too-few-columns']],
        },
      ]);
    },
  },
  {
    id: 'AD-39-N2',
    title:
      'A malformed UUID is refused: without hyphens, with other letters than hex digits, in braces, too short or too long.',
    channels: ['UI'],
    change(plan) {
      plan.import.csv = () => lineWith({ uuid: '4C4C4544004440018041C2C04F4D3231' });
    },
    observe(story, witness) {
      importRefused(story, witness, 'csv.uuid-syntax');
      alsoRefused(
        story,
        witness,
        (
          [
            ['a UUID with a G', '4C4C4544-0044-4001-8041-C2C04F4D323G'],
            ['a UUID in braces', '{4C4C4544-0044-4001-8041-C2C04F4D3231}'],
            ['a UUID that is too short', '4C4C4544-0044-4001-8041-C2C04F4D32'],
            ['a UUID that is too long', '4C4C4544-0044-4001-8041-C2C04F4D323132'],
            ['hyphens in other places', '4C4C-45440044-4001-8041-C2C04F4D3231'],
          ] as const
        ).map(([what, uuid]) => ({ what, csv: lineWith({ uuid }), refused: [[1, 'csv.uuid-syntax']] as const })),
      );
    },
  },
  {
    id: 'AD-39-N3',
    title:
      'A line of column headings is taken for a computer and refused, unless the option "This file has column headings" is on.',
    channels: ['UI'],
    change(plan) {
      plan.import.csv = (computers) => `Name,FQDN,UUID,MAC\r\n${csvOf(computers)}`;
    },
    observe(story, witness) {
      witness.equal('UI', 'lines refused', refusedIn(story.importResult), [[1, 'csv.fqdn-syntax']]);
      const names = story.database.computers.all().map(({ shortName }) => shortName);
      witness.equal('DB', 'list of records', names, ['DESK001']);
      alsoRefused(story, witness, [
        { what: 'nothing but headings', csv: 'Name,FQDN,UUID,MAC\r\n', refused: [[1, 'csv.fqdn-syntax']] },
      ]);
      const csv = story.plan.import.csv(story.plan.computers);
      const result = story.servicePoint.importComputers(csv, {
        collection: COLLECTION,
        hasHeadings: true,
        overwrite: true,
      });
      witness.equal('UI', 'result with the option on', [result.kind, ...refusedIn(result)], ['imported']);
    },
  },
  {
    id: 'AD-39-N4',
    title:
      'CRLF, LF and blank lines at the end are taken; quotation marks, a byte order mark, a trailing comma, a blank line between lines and characters beyond ASCII are refused.',
    channels: ['UI'],
    change(plan) {
      plan.import.csv = (computers) => csvOf(computers).replace('DESK001', '"DESK001"');
    },
    observe(story, witness) {
      importRefused(story, witness, 'csv.quoted');
      const line = lineWith();
      const bare = line.trimEnd();
      const umlaut = line.replace('desk001', 'd\u00e4sk001');
      alsoRefused(story, witness, [
        { what: 'a byte order mark', csv: `\uFEFF${line}`, refused: [[1, 'csv.byte-order-mark']] },
        { what: 'a trailing comma', csv: `${bare},\r\n`, refused: [[1, 'csv.trailing-comma']] },
        { what: 'an umlaut in UTF-8', csv: umlaut, refused: [[1, 'csv.not-ascii']] },
        { what: 'an umlaut in Latin-1', csv: Buffer.from(umlaut, 'latin1'), refused: [[1, 'csv.not-ascii']] },
        { what: 'a file in UTF-16', csv: Buffer.from(line, 'utf16le'), refused: [[1, 'csv.wrong-encoding']] },
      ]);
      alsoTaken(story, witness, [
        { what: 'CRLF', csv: line, refused: [] },
        { what: 'LF', csv: `${bare}\n${SECOND_LINE.trimEnd()}\n`, refused: [] },
        { what: 'no line end at the end', csv: bare, refused: [] },
        { what: 'blank lines at the end', csv: `${line}\r\n\r\n`, refused: [] },
        { what: 'a blank line between lines', csv: `${line}\r\n${SECOND_LINE}`, refused: [[2, 'csv.blank-line']] },
      ]);
    },
  },
  {
    id: 'AD-39-N5',
    title: 'A password in clear instead of Base64 is refused, and what was typed is never written anywhere.',
    channels: ['UI'],
    change(plan) {
      plan.import.csv = () => lineWith({ more: ',Clear!Passw0rd' });
    },
    observe(story, witness) {
      importRefused(story, witness, 'csv.mebx-password-not-base64');
      neverShown(story, witness, 'Clear!Passw0rd', story.importResult);
      const admin = lineWith({ more: ',TWVieCFQYXNzdzByZA==,Admin!Passw0rd' });
      const looksLikeBase64 = lineWith({ more: ',Passw0rd' });
      alsoRefused(story, witness, [
        { what: 'an admin password in clear', csv: admin, refused: [[1, 'csv.admin-password-not-base64']] },
        {
          what: 'a password in clear that has only letters of Base64',
          csv: looksLikeBase64,
          refused: [[1, 'csv.mebx-password-not-base64']],
        },
      ]);
      const inBase64 = lineWith({ more: ',TWVieCFQYXNzdzByZA==' });
      alsoTaken(story, witness, [{ what: 'a password in Base64', csv: inBase64, refused: [] }]);
      const id = story.computer('DESK001')?.resourceId ?? 0;
      const kept = story.database.computers.secrets(id).importedMebxPassword;
      witness.saw('DB', 'the password behind the Base64, sealed', kept === 'Mebx!Passw0rd');
      for (const typed of ['Admin!Passw0rd', 'Passw0rd', 'TWVieCFQYXNzdzByZA=='])
        neverShown(story, witness, typed, story.servicePoint.computers());
    },
  },
  {
    id: 'AD-39-N7',
    title: 'A MAC address that is not written with colons is refused.',
    channels: ['UI'],
    change(plan) {
      plan.import.csv = () => lineWith({ mac: '00-1E-67-00-00-01' });
    },
    observe(story, witness) {
      importRefused(story, witness, 'csv.mac-syntax');
      alsoRefused(
        story,
        witness,
        (
          [
            ['a MAC address without separators', '001E67000001'],
            ['a MAC address with dots', '001E.6700.0001'],
            ['a MAC address that is too short', '00:1E:67:00:00'],
          ] as const
        ).map(([what, mac]) => ({ what, csv: lineWith({ mac }), refused: [[1, 'csv.mac-syntax']] as const })),
      );
    },
  },
];

/** AD-39-N6, N8, N9 and AD-40-N: the file is well-formed and says the wrong thing. */
const contentNegatives: readonly AdatumNegative[] = [
  {
    id: 'AD-39-N6',
    title:
      'The second of two lines with the same UUID or the same name is refused, and a computer that the site knows is overwritten only when that was confirmed.',
    channels: ['UI', 'DB'],
    change(plan) {
      plan.import.csv = (computers) =>
        [
          csvOf(computers),
          csvOf([deliveredComputer(2, { uuid: deliveredComputer(1).uuid })]),
          csvOf([deliveredComputer(1, { uuid: deliveredComputer(2).uuid, fqdn: 'other.adatum.com' })]),
        ].join('');
    },
    observe(story, witness) {
      witness.equal('UI', 'lines refused', refusedIn(story.importResult), [
        [2, 'csv.duplicate-uuid'],
        [3, 'csv.duplicate-name'],
      ]);
      const records = (): unknown =>
        story.database.computers.all().map(({ shortName, fqdn, uuid }) => [shortName, fqdn, uuid]);
      const { uuid } = deliveredComputer(1);
      witness.equal('DB', 'list of records', records(), [['DESK001', 'desk001.adatum.com', uuid]]);
      witness.equal('DB', 'AMTStatus of DESK001', story.computer('DESK001')?.amtStatus, 3);
      const sameUuid = csvOf([deliveredComputer(1, { shortName: 'DESK009', fqdn: 'desk009.adatum.com' })]);
      const sameName = csvOf([deliveredComputer(1, { uuid: deliveredComputer(9).uuid })]);
      alsoRefused(story, witness, [
        { what: 'a UUID that the site knows', csv: sameUuid, refused: [[1, 'import.exists']] },
        { what: 'a name that the site knows', csv: sameName, refused: [[1, 'import.exists']] },
      ]);
      alsoTaken(story, witness, [{ what: 'the same UUID and the confirmation', csv: sameUuid, refused: [] }]);
      witness.equal('DB', 'list of records afterwards', records(), [['DESK009', 'desk009.adatum.com', uuid]]);
    },
  },
  {
    id: 'AD-39-N8',
    title:
      'With the UUID of another machine, or with its bytes transposed, no record has the UUID of the hello, and the hello is discarded.',
    channels: ['LOG'],
    change(plan) {
      plan.computers.push(deliveredComputer(2));
      plan.import.csv = () =>
        csvOf([
          deliveredComputer(1, { uuid: '44454c4c-4400-0140-8041-c2c04f4d3231' }),
          deliveredComputer(2, { uuid: deliveredComputer(9).uuid }),
        ]);
    },
    observe(story, witness) {
      witness.equal(
        'UI',
        'result of the wizard',
        [story.importResult?.kind, story.importResult?.refusals],
        ['imported', []],
      );
      hellosAreDiscarded(story, witness);
      const statuses = story.servicePoint.computers().map(({ amtStatus }) => amtStatus);
      witness.equal('DB', 'AMTStatus of both records', statuses, [null, null]);
    },
  },
  {
    id: 'AD-39-N9',
    title:
      'When the FQDN in the CSV has another domain than the OS gets later, provisioning succeeds, but afterwards the computer cannot be found by that name.',
    channels: ['DNS'],
    change(plan) {
      plan.computers = plan.computers.map((one) => ({
        ...one,
        fqdn: 'desk001.corp.adatum.com',
        osFqdn: 'desk001.adatum.com',
      }));
    },
    async observe(story, witness) {
      const { dns, clock, scope } = story.company;
      const computer = witness.found('DB', 'record of DESK001', story.computer('DESK001'));
      witness.equal('DB', 'AMTStatus of DESK001', computer.amtStatus, 3);
      const address = scope.leases().find(({ mac }) => mac === story.plan.computers[0]?.mac)?.address;
      const osRecords = dns.lookUp('desk001.adatum.com').map(({ type, data }) => [type, data]);
      witness.equal('DNS', 'records of the name that the OS has', osRecords, [['A', address]]);
      witness.equal('DNS', `records of ${computer.fqdn}`, dns.lookUp(computer.fqdn), []);
      story.servicePoint.update([computer.resourceId]);
      await clock.until(() => story.servicePoint.isIdle(), 3_600_000);
      const failed = witness.found('LOG', 'run.no-address of an update', logged(story, 'run.no-address')[0]);
      witness.equal('LOG', 'name that was not found', failed.fields['fqdn'], computer.fqdn);
      const answers = dns.queryLog.filter(({ name, from }) => name === computer.fqdn && from === '10.15.0.15');
      witness.saw(
        'DNS',
        `NXDOMAIN for ${computer.fqdn} to server15`,
        answers.length > 0 && answers.every(({ rcode }) => rcode === 'NXDOMAIN'),
      );
    },
  },
  {
    id: 'AD-40-N1',
    title: 'When the import was not run, every hello is discarded silently: no record, no status, no message.',
    channels: ['LOG'],
    change(plan) {
      plan.import.isRun = false;
    },
    observe(story, witness) {
      hellosAreDiscarded(story, witness);
      const loud = logged(story, 'hello.unknown-uuid').filter(({ severity }) => severity !== 'info');
      witness.equal('LOG', 'number of warnings about it', loud.length, 0);
      witness.equal('DB', 'list of records', story.servicePoint.computers(), []);
    },
  },
];

/** AD-42-N: the computer is not where AMT can do anything. */
const deliveryNegatives: readonly AdatumNegative[] = [
  {
    id: 'AD-42-N1',
    title: 'Without power there is no AMT: nothing of the computer is seen on the network.',
    channels: ['W'],
    change(plan) {
      plan.computers = plan.computers.map((one) => ({ ...one, power: 'not-connected' }));
    },
    observe(story, witness) {
      witness.equal('W', 'AC power at DESK001', deviceOf(story, 'DESK001').isAcConnected, false);
      isSilent(story, witness);
    },
  },
  {
    id: 'AD-42-N2',
    title:
      'With the network cable in an add-in adapter nothing of AMT is seen on the network: it uses the integrated adapter only.',
    channels: ['W'],
    change(plan) {
      plan.computers = plan.computers.map((one) => ({ ...one, cable: 'add-in' }));
    },
    observe(story, witness) {
      witness.equal('W', 'AC power at DESK001', deviceOf(story, 'DESK001').isAcConnected, true);
      isSilent(story, witness);
    },
  },
];

export const importAndDeliveryNegatives: readonly AdatumNegative[] = [
  ...fileNegatives,
  ...contentNegatives,
  ...deliveryNegatives,
];

/** Each hello was heard and belongs to nobody; the service point never turned to the computers. */
function hellosAreDiscarded(story: AdatumStory, witness: Witness): void {
  const hellos = logged(story, 'hello.received').length;
  const unknown = logged(story, 'hello.unknown-uuid');
  witness.saw('LOG', `${hellos} hello messages at the service point`, hellos >= story.plan.computers.length);
  witness.equal('LOG', 'number of hello.unknown-uuid', unknown.length, hellos);
  const named = new Set(unknown.map(({ fields }) => fields['uuid']));
  const delivered = new Set(story.plan.computers.map(({ uuid }) => uuid));
  witness.equal('LOG', 'UUIDs in them', [...named].toSorted(byText), [...delivered].toSorted(byText));
  witness.equal(
    'W',
    'number of connections to port 16993',
    story.company.fabric.transcript.streamsTo(16_993).length,
    0,
  );
  onlyErrors(story, witness);
  nothingHalfDone(story, witness);
}

function isSilent(story: AdatumStory, witness: Witness): void {
  const device = deviceOf(story, 'DESK001');
  const sent = story.company.fabric.transcript.records().filter(({ from }) => from.host === 'DESK001');
  witness.equal('W', 'number of datagrams and connections of DESK001', sent.length, 0);
  witness.equal('W', 'number of hello events of DESK001', eventsOf(device, 'hello').length, 0);
  witness.equal('DHCP', 'list of leases', story.company.scope.leases(), []);
  witness.equal('W', 'list of open ports', device.ports, []);
  witness.equal('LOG', 'number of hello.received', logged(story, 'hello.received').length, 0);
  witness.equal('DB', 'AMTStatus of DESK001', story.computer('DESK001')?.amtStatus, null);
  onlyErrors(story, witness);
  nothingHalfDone(story, witness);
}

function byText(one: unknown, other: unknown): number {
  return String(one).localeCompare(String(other));
}
