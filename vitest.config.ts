import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globals: false,
    testTimeout: 60_000,
    hookTimeout: 30_000,
    reporters: ['default', './tests/closing-line-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'local',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/services/**', 'tests/browser/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'checkpoint-validation',
          globals: true,
          include: ['tests/checkpoint/**/*.spec.ts'],
          server: { deps: { inline: [/langgraph-checkpoint-validation/] } },
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          // LangGraph's own cases for checkpointers (*.spec.ts) expect vitest's functions to be global.
          globals: true,
          server: { deps: { inline: [/langgraph-checkpoint-validation/] } },
          include: ['tests/services/**/*.test.ts', 'tests/services/**/*.spec.ts'],
          testTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
