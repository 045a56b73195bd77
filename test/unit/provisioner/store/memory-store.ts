import { secretBox } from '../../../../provisioner/store/secret-box.ts';
import type { NewComputer, SiteStore } from '../../../../provisioner/store/site-store.ts';
import { openSqliteStore } from '../../../../provisioner/store/sqlite-store.ts';

/** The key of every store in these tests. */
export const TEST_KEY: Buffer = Buffer.alloc(32, 7);

/** A store that is gone when it is closed. */
export function memoryStore(messagesKept?: number): SiteStore {
  return openSqliteStore({
    path: ':memory:',
    secrets: secretBox(TEST_KEY),
    ...(messagesKept === undefined ? {} : { messagesKept }),
  });
}

/** DESK001 and so on. */
export function computer(n: number): NewComputer {
  return {
    shortName: `DESK00${n}`,
    fqdn: `desk00${n}.adatum.com`,
    uuid: `4C4C4544-0031-3010-8030-B1C04F31303${n}`,
    mac: undefined,
    importedMebxPassword: undefined,
    importedAdminPassword: undefined,
  };
}
