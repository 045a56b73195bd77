// A service point on the real clock: started, called by somebody who says nothing, told of a computer that does not answer,
// and stopped. Then nothing is left to do. Argument: its loopback address.
import { once } from 'node:events';
import { connect } from 'node:net';
import { createServicePoint, hostLink, realClock } from '../../provisioner/index.ts';
import { helloBytes, makePfx, Site, siteSettings, csvOf, uuidOf } from './service-point-site.ts';

const YEAR_MS = 31_536_000_000;
const address = process.argv[2] ?? '';

const pfx = makePfx({ validUntilMs: Date.now() + YEAR_MS });
const site = new Site(pfx);
const settings = siteSettings(pfx, ({ general, servicePoint }) => {
  general['provisioningPort'] = 19_971;
  servicePoint['connectTimeoutMs'] = 200;
});
const ports = { ...site.ports(), clock: realClock(), link: hostLink() };
const servicePoint = createServicePoint({ settings, ports, store: site.store, site: { address, queuePollMs: 50 } });
const started = await servicePoint.start();
if (started.kind === 'refused') throw new Error(JSON.stringify(started.refusals));
servicePoint.createCollection('New');
servicePoint.importComputers(csvOf(1), { collection: 'New' });
const silent = connect({ host: address, port: 19_971 });
const greeting = connect({ host: address, port: 19_971 });
greeting.end(helloBytes(uuidOf(1), [pfx.rootSha1]));
for (const socket of [silent, greeting]) socket.on('error', () => undefined).resume();
await once(greeting, 'close');
await new Promise((resolve) => setTimeout(resolve, 200));
process.stdout.write(
  `heard ${servicePoint.events
    .filter(({ id }) => id.startsWith('hello.'))
    .map(({ id }) => id)
    .join()}\n`,
);
await servicePoint.stop();
site.store.close();
process.stdout.write('stopped\n');
