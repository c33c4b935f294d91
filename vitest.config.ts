import { defineConfig } from 'vitest/config';

/** Folders whose tests replace the SDK's clients or start servers: each file gets a world of its own. */
const apart = ['emulators', 'faults', 'functions', 'infra', 'pipeline', 'receiver', 'runtime'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    testTimeout: 60_000,
    pool: 'threads',
    // Left to itself vitest leaves a core free: with two that is half the machine.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: apart, isolate: false },
      },
    ],
  },
});
