import type { NegativeRow, Row } from '../../narrator/row.ts';
import type { AdatumPlan } from '../plan.ts';
import type { AdatumStory } from '../play.ts';

export type AdatumRow = Row<AdatumStory>;
export type AdatumNegative = NegativeRow<AdatumStory, AdatumPlan>;
