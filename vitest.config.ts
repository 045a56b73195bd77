import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/support/summary-reporter.ts';

const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, isolate: false, ...more },
});

export default defineConfig({
  test: {
    pool: 'threads',
    testTimeout: 20_000,
    reporters: ['default', new SummaryReporter()],
    projects: [
      project('unit', ['test/unit/**/*.test.ts']),
      project('wire', ['test/wire/**/*.test.ts']),
      project('property', ['test/property/**/*.test.ts']),
      project('simulation', ['test/simulation/**/*.test.ts']),
      project('conformance', ['test/conformance/**/*.test.ts']),
      project('scenario', ['test/scenario/**/*.test.ts'], { testTimeout: 120_000 }),
      project('repository', ['test/repository/**/*.test.ts'], { testTimeout: 60_000 }),
      project('client', ['test/client/**/*.test.ts'], { testTimeout: 60_000 }),
    ],
  },
});
