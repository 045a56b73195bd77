import { z } from 'zod';

import type { FeatureState } from '../device/feature-state.ts';

const consent = z.strictObject({
  required: z.union([z.literal(0), z.literal(1), z.literal(4_294_967_295)]),
  codeTimeoutSeconds: z.number(),
  displayTimeoutSeconds: z.number(),
});

const consentDialogue = z.strictObject({
  phase: z.enum(['none', 'asked', 'given']),
  code: z.number(),
  sinceMs: z.number(),
  wrongCodes: z.number(),
});

const crls = z.strictObject({
  lists: z.array(z.strictObject({ handle: z.number(), url: z.string(), serialNumbers: z.array(z.string()) })),
});

const kvm = z.strictObject({
  enabled: z.boolean(),
  enabledByMebx: z.boolean(),
  port5900Enabled: z.boolean(),
  rfbPassword: z.string(),
  sessionTimeoutMinutes: z.number(),
  policyTimeoutSeconds: z.number(),
  defaultScreen: z.number(),
  backToBackFrames: z.boolean(),
  doubleBufferEnabled: z.boolean(),
  lowResolutionDecimation: z.number(),
});

const screenBlanking = z.strictObject({ allowed: z.boolean() });

const screens = z.strictObject({
  isActive: z.array(z.boolean()),
  widths: z.array(z.number()),
  heights: z.array(z.number()),
  lefts: z.array(z.number()),
  tops: z.array(z.number()),
  order: z.array(z.number()),
});

const secIo = z.strictObject({ defaultScreen: z.number(), requestedLanguage: z.number(), zoom: z.number() });

const httpLogin = z.strictObject({ allowQopAuthOnly: z.boolean() });

/** What the features keep in NVRAM, checked part by part. */
export const featureSnapshot: z.ZodType<FeatureState> = z.strictObject({
  consent,
  consentDialogue,
  crls,
  httpLogin,
  kvm,
  screenBlanking,
  screens,
  secIo,
});
