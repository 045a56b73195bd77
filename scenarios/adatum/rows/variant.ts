import { smallPlan, type AdatumPlan } from '../plan.ts';
import { playAdatum, type AdatumStory } from '../play.ts';

/** Half an hour is more than any run with all its repetitions takes. */
const LONGEST_TASK_MS = 1_800_000;

/**
 * Plays the story once more with one thing different, for a row that says what also happens then, and ends it afterwards.
 */
export async function inVariant(
  story: AdatumStory,
  name: string,
  change: (plan: AdatumPlan) => void,
  look: (variant: AdatumStory) => void | Promise<void>,
): Promise<void> {
  const plan = smallPlan();
  change(plan);
  const { seed, network } = story.options;
  const variant = await playAdatum(plan, { seed: `${seed}/${name}`, network });
  try {
    await look(variant);
  } finally {
    await variant.close();
  }
}

/** Tommy has computers updated by name, and waits until that is done or given up. */
export async function updateAndWait(
  story: AdatumStory,
  resourceIds: readonly number[],
): Promise<'accepted' | 'refused'> {
  const { kind } = story.servicePoint.update(resourceIds);
  await story.company.clock.until(() => story.servicePoint.isIdle(), LONGEST_TASK_MS);
  return kind;
}
