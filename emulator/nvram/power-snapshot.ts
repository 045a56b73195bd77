import { z } from 'zod';

import type { AlarmClockState } from '../device/power/alarm-clock-state.ts';
import type { HostBootState } from '../device/power/boot-reason-state.ts';
import type { BootRecoveryState } from '../device/power/boot-recovery-state.ts';
import type { PowerSavingState } from '../device/power/power-saving-state.ts';
import type { WatchdogActionState } from '../device/power/watchdog-action-state.ts';

const count = z.number().int().nonnegative();

/** {@link AlarmClockState} in NVRAM. */
export const alarmClockSnapshot: z.ZodType<AlarmClockState> = z.strictObject({
  alarms: z.array(
    z.strictObject({
      id: z.string(),
      elementName: z.string(),
      startMs: z.number(),
      intervalSeconds: z.number().nonnegative(),
      deleteOnCompletion: z.boolean(),
      isOver: z.boolean(),
    }),
  ),
  singleMs: z.number(),
  singleIntervalSeconds: z.number().nonnegative(),
});

/** {@link BootRecoveryState} in NVRAM. */
export const bootRecoverySnapshot: z.ZodType<BootRecoveryState> = z.strictObject({
  enforceSecureBoot: z.boolean(),
  secureErase: z.boolean(),
  platformErase: z.boolean(),
  erasePassword: z.string(),
  parameters: z.string(),
  parameterCount: count,
  optionsCleared: z.boolean(),
  biosLastStatus: z.tuple([count, count]),
  serviceState: z.union([z.literal(2), z.literal(32_768), z.literal(32_769), z.literal(32_770), z.literal(32_771)]),
});

/** {@link HostBootState} in NVRAM. */
export const hostBootSnapshot: z.ZodType<HostBootState> = z.strictObject({
  cause: z.enum(['local', 'remote', 'alarm', 'watchdog']),
  previousSleepState: z.union([z.literal(0), z.literal(3), z.literal(4), z.literal(5)]),
  details: z.string(),
});

/** {@link PowerSavingState} in NVRAM. */
export const powerSavingSnapshot: z.ZodType<PowerSavingState> = z.strictObject({
  osState: z.union([z.literal(2), z.literal(3)]),
});

const expiryAction = z.union([z.literal(0), z.literal(1)]);

/** {@link WatchdogActionState} in NVRAM. */
export const watchdogActionSnapshot: z.ZodType<WatchdogActionState> = z.strictObject({
  onAgentExpiry: expiryAction,
  onHostExpiry: expiryAction,
  canRepeat: z.boolean(),
  timeoutSeconds: count,
  watchdogs: z.array(z.string()),
  resetAtMs: z.number(),
  hasReset: z.boolean(),
});
