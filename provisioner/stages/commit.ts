import { isLostAnswer } from '../amt/amt-error.ts';
import { deviceOf, note } from './work.ts';
import type { Stage } from './work.ts';

/** CommitChanges. The port restarts with it, so a lost answer is no failure: the next connection shows what happened. */
export const commit: Stage = {
  name: 'commit',
  async run(work) {
    try {
      await deviceOf(work).commitChanges();
    } catch (error) {
      if (!isLostAnswer(error)) throw error;
      note(work, 'oob.answer-lost', { method: 'CommitChanges', code: error.code });
    }
  },
};
