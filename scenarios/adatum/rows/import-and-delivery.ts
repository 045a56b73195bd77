import { COLLECTION } from '../plan.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import type { AdatumRow } from './row.ts';

/** AD-38 to AD-42: the list of computers gets into the site, and the computers get to their places. */
export const importAndDeliveryRows: readonly AdatumRow[] = [
  {
    id: 'AD-38',
    title: 'Tommy creates a new collection for the AMT computers; they get into it by direct membership.',
    channels: ['DB'],
    observe(story, witness) {
      const { collections } = story.database;
      const collection = witness.found('DB', `collection ${COLLECTION}`, collections.byName(COLLECTION));
      const rules = collections.rules(collection.collectionId).map(({ kind }) => kind);
      witness.equal('DB', 'list of its membership rules', rules, ['direct', 'direct', 'direct']);
    },
  },
  {
    id: 'AD-39',
    title:
      'The CSV names each computer in one line, short name, FQDN, SMBIOS UUID and MAC address: every line is understood.',
    channels: ['UI', 'LOG'],
    observe(story, witness) {
      const csv = story.plan.import.csv(story.plan.computers).toString();
      const [line = ''] = csv.split('\r\n');
      const columns = line.split(',');
      witness.equal('UI', 'first line of the file', columns, [
        'DESK001',
        'desk001.adatum.com',
        '4C4C4544-0044-4001-8041-C2C04F4D3231',
        '00:1E:67:00:00:01',
      ]);
      witness.equal('UI', 'lines that the wizard refused', story.importResult?.refusals, []);
      witness.equal('LOG', 'count of computers.imported', logged(story, 'computers.imported')[0]?.fields['count'], 3);
    },
  },
  {
    id: 'AD-40',
    title: 'The wizard is run with the file and the collection: three records with UUID and FQDN, none more.',
    channels: ['DB', 'UI'],
    observe(story, witness) {
      witness.equal('UI', 'result of the wizard', story.importResult?.kind, 'imported');
      const records = story.database.computers
        .all()
        .map(({ shortName, fqdn, uuid, mac }) => [shortName, fqdn, uuid, mac]);
      witness.equal('DB', 'list of records', records, [
        ['DESK001', 'desk001.adatum.com', '4c4c4544-0044-4001-8041-c2c04f4d3231', '00:1E:67:00:00:01'],
        ['DESK002', 'desk002.adatum.com', '4c4c4544-0044-4002-8041-c2c04f4d3231', '00:1E:67:00:00:02'],
        ['DESK003', 'desk003.adatum.com', '4c4c4544-0044-4003-8041-c2c04f4d3231', '00:1E:67:00:00:03'],
      ]);
    },
  },
  {
    id: 'AD-41',
    title: 'The collection shows the imported computers after its membership was updated, and not before.',
    channels: ['UI', 'DB'],
    observe(story, witness) {
      witness.equal('UI', 'computers in the collection before the update', story.shownBeforeUpdate, []);
      const shown = story.servicePoint.members(COLLECTION).map(({ shortName }) => shortName);
      witness.equal('UI', 'computers in the collection after the update', shown, ['DESK001', 'DESK002', 'DESK003']);
      const { collections, computers } = story.database;
      const id = collections.byName(COLLECTION)?.collectionId ?? 0;
      const kept = collections.members(id).map((resourceId) => computers.get(resourceId)?.shortName);
      witness.equal('DB', 'members that the last update wrote down', kept, shown);
    },
  },
  {
    id: 'AD-42',
    title:
      'Power and network cable are connected and nobody switches the computers on: the host stays in S5 while AMT is on the network.',
    channels: ['WSM', 'DHCP'],
    observe(story, witness) {
      for (const { shortName, mac } of story.plan.computers) {
        const device = deviceOf(story, shortName);
        const setUpMs = eventsOf(device, 'setup').find(({ what }) => what === 'operational')?.atMs;
        const switchedOn = eventsOf(device, 'power').filter(
          ({ what, atMs }) => what === 'host-on' && atMs <= (setUpMs ?? Infinity),
        );
        witness.equal('WSM', `times that ${shortName} was switched on before it was set up`, switchedOn.length, 0);
        witness.equal('WSM', `AC power at ${shortName}`, device.isAcConnected, true);
        const lease = story.company.scope.leases().find((one) => one.mac === mac);
        witness.saw('DHCP', `lease of ${lease?.address ?? 'no address'} to ${mac}`, lease?.state === 'leased');
        const open = device.ports.map(({ address, service, tls }) => [address, service, tls]);
        witness.equal('WSM', `open ports of AMT on ${shortName}`, open, [[lease?.address, 16_993, true]]);
      }
    },
  },
];
