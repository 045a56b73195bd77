import { adatum } from './adatum/story.ts';
import { tellable, type AnyStory } from './narrator/play.ts';

/** Every story there is, in the order in which they are told. */
export const stories: readonly AnyStory[] = [tellable(adatum)];
