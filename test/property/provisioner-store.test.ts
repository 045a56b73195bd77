import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { secretBox, SecretError } from '../../provisioner/store/secret-box.ts';
import { openSqliteStore } from '../../provisioner/store/sqlite-store.ts';

test('any secret opens in its place as it was sealed, and in no other place', () => {
  const box = secretBox(Buffer.alloc(32, 3));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (secret, place, other) => {
      const sealed = box.seal(secret, place);
      expect(box.open(sealed, place)).toBe(secret);
      fc.pre(other !== place);
      expect(() => box.open(sealed, other)).toThrow(SecretError);
    }),
  );
});

const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), dueMs: fc.nat(100) }),
  fc.record({ do: fc.constant('start' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('postpone' as const), pick: fc.nat(), dueMs: fc.nat(100) }),
  fc.record({ do: fc.constant('finish' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('recover' as const), nowMs: fc.nat(100) }),
);

test('the queue holds what a plain list would hold, and the inbox one hello for each run in it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const store = openSqliteStore({ path: ':memory:', secrets: secretBox(Buffer.alloc(32, 3)) });
      const model = new Map<number, { state: string; attempt: number; dueMs: number }>();
      const picked = (state: string, pick: number) => {
        const ids = [...model].filter(([, row]) => row.state === state).map(([id]) => id);
        return ids[pick % Math.max(1, ids.length)];
      };
      for (const action of steps) {
        if (action.do === 'add') {
          const hello = { uuid: 'u', address: 'a', port: 1, receivedAtMs: 1, bytes: Buffer.alloc(1) };
          const helloId = store.inbox.accept(hello);
          const { dueMs } = action;
          const runId = store.queue.add({ resourceId: 1, kind: 'provision', address: '', helloId, dueMs });
          model.set(runId, { state: 'waiting', attempt: 0, dueMs });
        } else if (action.do === 'recover') {
          store.queue.recover(action.nowMs);
          for (const row of model.values())
            if (row.state === 'running')
              Object.assign(row, { state: 'waiting', dueMs: action.nowMs, attempt: row.attempt - 1 });
        } else {
          const runId = picked(action.do === 'start' ? 'waiting' : 'running', action.pick);
          const row = runId === undefined ? undefined : model.get(runId);
          if (runId === undefined || row === undefined) continue;
          if (action.do === 'start') {
            store.queue.start(runId);
            Object.assign(row, { state: 'running', attempt: row.attempt + 1 });
          } else if (action.do === 'postpone') {
            store.queue.postpone(runId, action.dueMs, 'x');
            Object.assign(row, { state: 'waiting', dueMs: action.dueMs });
          } else {
            store.queue.finish(runId);
            model.delete(runId);
          }
        }
      }
      const open = store.queue.open();
      expect(open.map(({ runId, state, attempt, dueMs }) => [runId, { state, attempt, dueMs }])).toEqual([...model]);
      expect(store.inbox.open().map(({ helloId }) => helloId)).toEqual(open.map(({ helloId }) => helloId));
      store.close();
    }),
    { numRuns: 50 },
  );
});
