import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file starts real servers or a browser, and waits for them a fifth of the time: three at a time keep two cores
    // busy.
    maxWorkers: 3,
  },
});
