import type { Reporter, TestModule } from 'vitest/node';

/** Prints the one closing line that a build server counts: `N passed, N failed, N skipped`. */
class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<unknown>): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test that never came to run has not passed.
        counts[state === 'pending' ? 'failed' : state] += 1;
      }
    }
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export.
export default ClosingLineReporter;
