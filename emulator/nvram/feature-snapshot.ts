import { z } from 'zod';

import type { FeatureState } from '../device/feature-state.ts';

const consent = z.strictObject({ required: z.union([z.literal(0), z.literal(1), z.literal(4_294_967_295)]) });

const httpLogin = z.strictObject({ allowQopAuthOnly: z.boolean() });

/** What the features keep in NVRAM, checked part by part. */
export const featureSnapshot: z.ZodType<FeatureState> = z.strictObject({ consent, httpLogin });
