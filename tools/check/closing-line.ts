import { existsSync, readFileSync } from 'node:fs';

interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

/** Counts from vitest's JSON report. A file that could not even be loaded counts as one failure, and so does a run without a report. */
export function countTests(report: TestReport | null): { readonly passed: number; readonly failed: number } {
  if (report === null) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

// The last line of CI: `N passed, N failed`. Failed checks count as one failure; the exit code says the same.
if (import.meta.main) {
  const [file = '', checks = '1', tests = '1'] = process.argv.slice(2);
  const { passed, failed } = countTests(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestReport) : null);
  const otherFailures = (checks === '0' ? 0 : 1) + (tests !== '0' && failed === 0 ? 1 : 0);
  if (checks !== '0') console.log('The checks failed; see above.');
  console.log(`${passed} passed, ${failed + otherFailures} failed`);
  process.exitCode = failed + otherFailures === 0 ? 0 : 1;
}
