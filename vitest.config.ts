import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{router,standalone,cli,tests,bench,tools}/**/*.test.ts', 'subgraphs/*/test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
