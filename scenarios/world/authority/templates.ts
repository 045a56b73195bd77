import { DAY_MS } from '../clock/dates.ts';
import { USAGE } from './certificates.ts';

/** A certificate template as it lies in the directory for every enterprise CA. */
export interface Template {
  readonly name: string;
  /** 1: built in and fixed; 2: Windows Server 2003, changeable; 3: Windows Server 2008. */
  readonly version: 1 | 2 | 3;
  readonly usages: readonly string[];
  /** Accounts and groups that have Read and Enroll. */
  readonly enrol: readonly string[];
  readonly subject: 'supplied-in-request' | 'built-from-directory';
  readonly exportableKey: boolean;
  readonly leastKeyBits: number;
  readonly validityMs: number;
  /** True: requests wait for a person. */
  readonly managerApproval: boolean;
}

const common = {
  version: 1,
  exportableKey: false,
  leastKeyBits: 1024,
  managerApproval: false,
} as const;

/** The templates that matter here of those that every enterprise CA starts with. */
export const BUILT_IN_TEMPLATES: readonly Template[] = [
  {
    ...common,
    name: 'Web Server',
    usages: [USAGE.serverAuthentication],
    enrol: ['Domain Admins', 'Enterprise Admins'],
    subject: 'supplied-in-request',
    validityMs: 2 * 365 * DAY_MS,
  },
  {
    ...common,
    name: 'Computer',
    usages: [USAGE.clientAuthentication, USAGE.serverAuthentication],
    enrol: ['Domain Computers'],
    subject: 'built-from-directory',
    validityMs: 365 * DAY_MS,
  },
  {
    ...common,
    name: 'Workstation Authentication',
    version: 2,
    usages: [USAGE.clientAuthentication],
    enrol: ['Domain Computers'],
    subject: 'built-from-directory',
    validityMs: 365 * DAY_MS,
  },
];
