import type { Story } from '../narrator/play.ts';
import { smallPlan, happyPlan, type AdatumPlan } from './plan.ts';
import { playAdatum, type AdatumStory } from './play.ts';
import { automaticProvisioningNegatives, automaticProvisioningRows } from './rows/automatic-provisioning.ts';
import { siteConfigurationNegatives } from './rows/site-configuration-negatives.ts';
import { siteConfigurationRows } from './rows/site-configuration.ts';

/** A. Datum: out of band AMT provisioning of new computers, with a bought certificate and a CSV import. */
export const adatum: Story<AdatumStory, AdatumPlan> = {
  prefix: 'AD',
  title: 'A. Datum: new computers without an operating system',
  plan: happyPlan,
  negativePlan: smallPlan,
  play: playAdatum,
  rows: [...siteConfigurationRows, ...automaticProvisioningRows],
  negatives: [...siteConfigurationNegatives, ...automaticProvisioningNegatives],
};
