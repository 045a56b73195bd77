import { AmtError } from '../amt/amt-error.ts';
import { deviceOf, useAdminPassword } from './work.ts';
import type { StageWork } from './work.ts';

const isUnauthorized = (error: unknown): boolean => error instanceof AmtError && error.code === 'http.unauthorized';

/** Whether the device takes this password; the current one is in use again afterwards if it does not. */
export async function accepts(work: StageWork, password: string): Promise<boolean> {
  const before = work.adminPassword;
  useAdminPassword(work, password);
  try {
    await deviceOf(work).setupState();
    return true;
  } catch (error) {
    if (before !== undefined) useAdminPassword(work, before);
    if (isUnauthorized(error)) return false;
    throw error;
  }
}
