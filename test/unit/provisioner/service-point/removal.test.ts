import { expect, test } from 'vitest';
import { secretBox } from '../../../../provisioner/store/secret-box.ts';
import { openSqliteStore } from '../../../../provisioner/store/sqlite-store.ts';
import { makePfx, Site } from '../../../support/service-point-site.ts';

test('a removal without automatic provisioning is never owed before the computer is suppressed, whenever the power fails', async () => {
  const seen: string[] = [];
  let look = (): void => undefined;
  const onWrite = (): void => look();
  const secrets = secretBox(Buffer.alloc(32, 1));
  const store = openSqliteStore({ path: ':memory:', secrets, onWrite });
  look = () => {
    const [run] = store.queue.open();
    const suppressed = store.computers.get(1)?.suppressAutoProvision === true;
    if (run?.kind === 'remove-full') seen.push(suppressed ? 'owed and suppressed' : 'owed only');
  };
  const site = new Site(makePfx(), { store });
  const servicePoint = await site.running(1);
  await site.hello(1);
  await site.idle();
  expect(servicePoint.removeProvisioning([1], { full: true, suppressAutoProvision: true })).toEqual({
    kind: 'accepted',
  });
  expect(new Set(seen)).toEqual(new Set(['owed and suppressed']));
});
