import type { Story } from '../narrator/play.ts';
import { smallPlan, happyPlan, type AdatumPlan } from './plan.ts';
import { playAdatum, type AdatumStory } from './play.ts';
import { automaticProvisioningNegatives } from './rows/automatic-provisioning-negatives.ts';
import { automaticProvisioningStageRows } from './rows/automatic-provisioning-stages.ts';
import { automaticProvisioningRows } from './rows/automatic-provisioning.ts';
import { monitoringAndResultNegatives } from './rows/monitoring-and-result-negatives.ts';
import { monitoringAndResultRows } from './rows/monitoring-and-result.ts';
import { importAndDeliveryNegatives } from './rows/import-and-delivery-negatives.ts';
import { importAndDeliveryRows } from './rows/import-and-delivery.ts';
import { infrastructureNegatives } from './rows/infrastructure-negatives.ts';
import { infrastructureRows } from './rows/infrastructure.ts';
import { pkiNegatives } from './rows/pki-negatives.ts';
import { pkiRows } from './rows/pki.ts';
import { serverPreparationNegatives } from './rows/server-preparation-negatives.ts';
import { serverPreparationRows } from './rows/server-preparation.ts';
import { siteConfigurationNegatives } from './rows/site-configuration-negatives.ts';
import { siteConfigurationRows } from './rows/site-configuration.ts';
import { startingStateNegatives } from './rows/starting-state-negatives.ts';
import { startingStateRows } from './rows/starting-state.ts';

/** A. Datum: out of band AMT provisioning of new computers, with a bought certificate and a CSV import. */
export const adatum: Story<AdatumStory, AdatumPlan> = {
  prefix: 'AD',
  title: 'A. Datum: new computers without an operating system',
  plan: happyPlan,
  negativePlan: smallPlan,
  play: playAdatum,
  rows: [
    ...startingStateRows,
    ...serverPreparationRows,
    ...infrastructureRows,
    ...pkiRows,
    ...siteConfigurationRows,
    ...importAndDeliveryRows,
    ...automaticProvisioningRows,
    ...automaticProvisioningStageRows,
    ...monitoringAndResultRows,
  ],
  negatives: [
    ...startingStateNegatives,
    ...serverPreparationNegatives,
    ...infrastructureNegatives,
    ...pkiNegatives,
    ...siteConfigurationNegatives,
    ...importAndDeliveryNegatives,
    ...automaticProvisioningNegatives,
    ...monitoringAndResultNegatives,
  ],
};
