/** Wait before a device is called again after a commit, in milliseconds: its listener restarts. */
export const RESTART_WAIT_MS = 10_000;
